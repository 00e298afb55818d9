import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BasketBooks } from '../../src/assessment/index.ts';
import { openedReview } from '../../src/decisions/index.ts';
import { present } from '../../src/kernel/assert.ts';
import type { DecisionId, OrganizationId, TenantId } from '../../src/kernel/ids.ts';
import { createPartyService, readReference } from '../../src/parties/index.ts';
import {
  createBasketReader,
  createPartyReader,
  createReviewReader,
} from '../../src/storage/index.ts';
import { createSystemPorts } from '../../src/system-ports.ts';
import { eur, holdId, lineId, noon, placing, releasing, setting } from '../builders/credit.ts';
import { noReviewPolicy, reviewId } from '../builders/review.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit } from './units.ts';

/** What a credit check reads in one statement is what the readers of the rooms would say. */
export function basketContract(engine: TestEngine): void {
  const tenantId = 'baskets' as TenantId;
  const source = 'interworks:basket:1';
  let store: TestStore;
  let owner: OrganizationId;
  beforeAll(async () => {
    store = await engine.open();
    const { db, commit } = store.storage();
    const { clock, ids } = createSystemPorts(store.clock);
    const parties = createPartyService({ reader: createPartyReader(db), commit, clock, ids });
    for (const one of [tenantId, 'other-tenant' as TenantId]) {
      const added = await parties.addTenant({
        tenantId: one,
        name: 'T',
        currency: 'EUR',
        language: 'en',
        settings: {},
      });
      expect(added.ok).toBe(true);
    }
    const references = [{ source: 'interworks', kind: 'account', value: '151' }];
    const made = await parties.createOrganization(tenantId, { name: 'Mill', references });
    if (made.ok) owner = made.value.organizationId;
  });
  afterAll(() => store.close());

  const read = (account = '151', of = tenantId, basket = source): Promise<BasketBooks> => {
    const { db, credit } = store.storage();
    const reader = createBasketReader(db, { ...credit, ...createReviewReader(db) });
    const key = readReference({ source: 'interworks', kind: 'account', value: account });
    return reader.basketBooks(of, key.ok ? key.value : null, basket);
  };
  const run = async (...commands: Parameters<typeof aUnit>[0]) => {
    const outcome = await store.storage().commit(aUnit(commands, { tenantId }));
    expect(outcome.kind).toBe('done');
  };
  const noReviews = { open: null, decided: null };

  test('of a customer without a line its name is known, and nothing else', async () => {
    const nothing = { levels: null, latest: null, reviews: noReviews };
    expect(await read()).toEqual({ organizationId: owner, ...nothing });
    for (const account of ['152', 'no account']) {
      expect(await read(account)).toEqual({ organizationId: null, ...nothing });
    }
    expect((await read('151', 'other-tenant' as TenantId)).organizationId).toBeNull();
  });

  test('the line, the newest hold and the reviews are those of the readers', async () => {
    const { credit, commit, db } = store.storage();
    const own = { organizationId: owner, lineId: lineId('mill') };
    await run(setting({ limitMinor: 1_000_00n }, own));
    expect((await read()).levels).toEqual(await credit.levels(tenantId, owner));
    expect((await read()).levels).toMatchObject([{ lineId: 'line_mill', limitMinor: 1_000_00n }]);

    await run(placing({ source, organizationId: owner, amount: eur(1n) }));
    expect((await read()).latest).toMatchObject({ holdId: holdId('one'), state: 'open' });
    await run(releasing());
    expect((await read()).latest).toMatchObject({ holdId: holdId('one'), state: 'released' });
    expect((await read('151', tenantId, 'interworks:basket:2')).latest).toBeNull();

    const review = openedReview(
      {
        tenantId,
        subject: source,
        organizationId: owner,
        decisionId: 'dec_one' as DecisionId,
        cause: 'rule',
        why: [],
        remedies: [],
        amountMinor: 1n,
        currency: eur(1n).currency,
      },
      { reviewId: reviewId('one'), policy: noReviewPolicy, now: noon },
    );
    expect((await commit(aUnit([], { tenantId, ifDone: [review] }))).kind).toBe('done');
    const { reviews } = await read();
    expect(reviews).toEqual(await createReviewReader(db).reviewsInForce(tenantId, source));
    expect(present(reviews.open, 'open review').reviewId).toBe(reviewId('one'));
  });

  test('of a line within a group every level is told', async () => {
    const above = { organizationId: 'org_group' as OrganizationId, lineId: lineId('group') };
    await run(setting({ limitMinor: 5_000_00n }, above));
    const own = { organizationId: owner, lineId: lineId('mill') };
    await run(setting({ parentLineId: above.lineId }, own));
    expect((await read()).levels).toMatchObject([
      { lineId: 'line_mill' },
      { lineId: 'line_group' },
    ]);
  });
}
