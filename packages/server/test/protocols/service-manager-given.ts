import type { StoredService } from '../../src/fulfilment/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { type RowValues, rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { createFulfilmentReader } from '../../src/storage/index.ts';
import type { Arrangement } from './arrange-given.ts';
import { demo, ok } from './fixture-seed.ts';
import type { OpenDesk } from './open-desk.ts';
import { changeSettings, putRulesInForce } from './service-manager-seed.ts';

/** What exchanges of the service manager say of the state beside them. */
export const serviceManagerArrangements: readonly Arrangement[] = [
  {
    form: /^(?:connection )?setting (credit|addonResult|preCheckHold) = (\w+)$/,
    arrange: (desk, [, name = '', value = '']) =>
      changeSettings(desk, { [name]: value } as Partial<StoredService['settings']>),
  },
  {
    form: /^sub-1001 is suspended\.$/,
    arrange: (desk) => changeSubscription(desk, { state: 'suspended' }),
  },
  {
    form: /^sub-1001 is a trial\.$/,
    arrange: (desk) => changeSubscription(desk, { is_trial: 1n }),
  },
  {
    form: /^(\S+) is valid for tenant demo$/,
    arrange: async (desk, [, key = '']) => {
      const input = { name: 'Partner', scopes: [], expiresAt: null, installation: null };
      const added = { ...input, createdBy: 'operator:test' };
      ok(await desk.access.addGivenCredential(demo, added, { kind: 'desk', key }));
    },
  },
  {
    form: /^a rule of Subscriptions\/Create asks for the overdue invoices amount of the account$/,
    arrange: (desk) => putRulesInForce(desk, 'subscription.create', { needsOverdue: true }),
  },
];

async function changeSubscription({ storage }: OpenDesk, set: RowValues): Promise<void> {
  const found = await createFulfilmentReader(storage.db).subscription(demo, 'sub-1001');
  const { externalId, version } = present(found, 'sub-1001');
  const outcome = await storage.commit(
    rowsOnly(demo, [
      {
        op: 'update',
        table: 'subscription',
        set: { ...set, version: version + 1n },
        where: { tenant_id: demo, subscription_id: externalId, version },
      },
    ]),
  );
  assert(outcome.kind === 'done', 'the subscription is not as it was');
}
