import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate, day, plus } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { CompanyId } from '../../src/kernel/ids.ts';
import { createApplicationReader } from '../../src/storage/reads/application-reads.ts';
import { createDecisionReader } from '../../src/storage/reads/decision-reads.ts';
import { createPaymentBehaviourReader } from '../../src/storage/reads/payment-behaviour-reads.ts';
import { createProviderStepReader } from '../../src/storage/reads/provider-step-reads.ts';
import { createReviewReader } from '../../src/storage/reads/review-reads.ts';
import type { OpenConnection, SqliteConnection } from '../../src/storage/sqlite/driver.ts';
import { loadDriver } from '../../src/storage/sqlite/driver.ts';
import { plannerStatistics } from '../../src/storage/sqlite/planner-statistics.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { holdId, lineId, noon, organizationId, tenantId } from '../builders/credit.ts';
import { externalId } from '../builders/fulfilment.ts';
import { serviceId, stepId } from '../builders/provider-steps.ts';
import { writeBooks } from './books.ts';
import { aClock, type TestStore } from './engines.ts';

let folder: string;
let storage: Storage;
let beside: SqliteConnection;
const texts = new Set<string>();

const listening =
  (open: OpenConnection): OpenConnection =>
  (file, options) => {
    const connection = open(file, options);
    const prepare = (text: string) => {
      texts.add(text);
      return connection.prepare(text);
    };
    return { ...connection, prepare };
  };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-plans-'));
  const clock = aClock();
  storage = await openSqliteStorage({
    folder,
    writer: 'inThread',
    clock,
    onFatal: (error) => {
      throw error;
    },
    wrap: listening,
  });
  beside = (await loadDriver()).open(join(folder, 'aval.db'));
  await writeBooks({ storage: () => storage, clock } as TestStore, tenantId);
  await readEverything();
});
afterAll(async () => {
  beside.close();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

async function readEverything(): Promise<void> {
  const { credit, due } = storage;
  const page = { after: null, limit: 2 };
  const left = organizationId('left');
  await credit.lines(tenantId, page);
  await credit.levels(tenantId, left);
  await credit.hold(tenantId, holdId('open'));
  await credit.holdOfSource(tenantId, 'basket:1');
  for (const owner of [null, left]) {
    for (const state of [null, 'open'] as const) {
      await credit.holds(tenantId, { organizationId: owner, state }, page);
    }
    for (const contexts of [null, ['INTERNAL'] as const]) {
      await credit.entries(tenantId, { from: 1n, limit: 2, contexts, organizationId: owner });
    }
  }
  await credit.captures(tenantId, holdId('part'));
  await credit.unseenCaptures(tenantId, left, ['invoice 1']);
  await credit.unseenCaptures(tenantId, null, ['invoice 1', 'invoice 2']);
  await credit.rate(tenantId, currency('USD'), currency('EUR'), calendarDate('2026-01-01'));
  await due.dueHolds(['native', 'basket'], plus(noon, day), 10);
  await due.reportedCaptures(plus(noon, day), 10);
  const reviews = createReviewReader(storage.db);
  const all = { organizationId: null, subject: null, assignedTo: null };
  await reviews.reviews(tenantId, { ...all, status: 'open' }, page);
  await reviews.reviews(tenantId, { ...all, status: 'open' }, { after: '1 rev_1', limit: 2 });
  await reviews.reviews(tenantId, { ...all, status: 'approved' }, { after: 'rev_1', limit: 2 });
  await reviews.latestReview(tenantId, 'basket:1');
  await reviews.reviewsInForce(tenantId, 'basket:1');
  await reviews.openReviewsOf(tenantId, [lineId('left')], 2);
  await reviews.tenantsWithOpenReviews();
  const payments = createPaymentBehaviourReader(storage.db);
  await payments.paymentBehaviour(tenantId, left);
  await payments.paymentBehaviourToFollow(tenantId, 10);
  const steps = createProviderStepReader(storage.db, storage.db);
  const of = { object: 'subscription', externalId: externalId('sub-1') } as const;
  await steps.dueServices(noon, 10);
  await steps.dueSteps({ tenantId, serviceId }, noon, 10);
  await steps.openSteps(tenantId, of);
  await steps.stepsOfObject(tenantId, of, 10);
  await steps.providerStep(tenantId, stepId('one'));
  await steps.stepCounts();
  const everyStep = { status: null, serviceId: null, externalId: null };
  for (const filter of [{ status: 'parked' as const }, { serviceId }, { externalId: 'sub-1' }]) {
    await steps.providerSteps(tenantId, { ...everyStep, ...filter }, { after: 'step_x', limit: 2 });
  }
  const decisions = createDecisionReader(storage.db, storage.db);
  await decisions.latestCheck(tenantId, 'basket:1');
  await decisions.latestYes(tenantId, 'basket:1');
  const about = { organizationId: null, subject: 'basket:1', kind: null, verdict: null };
  await decisions.decisions(tenantId, about, page);
  const applications = createApplicationReader(storage.db);
  await applications.application(tenantId, 1);
  await applications.lastApplicationId(tenantId);
  await applications.applicationsBetween(tenantId, { from: 1, to: 20 });
  await applications.earlierOf(tenantId, 'comp_one' as CompanyId);
  await applications.sameAsked(tenantId, {
    ...{ createdBy: 'key:one', contentHash: 'hash', reference: 'one', since: noon },
  });
  await applications.duePending(noon, 10);
}

/** A walk through everything that a tenant, or the whole server, has of a table that grows. */
const walks =
  /SCAN (?:credit_(?:hold|entry|capture)|request_key|application)\b|SEARCH (?:\w+) USING (?:PRIMARY KEY|INDEX \w+|COVERING INDEX \w+) \(tenant_id=\?\)/;

function planOf(text: string): string {
  const rows = beside.prepare(`explain query plan ${text}`).all() as { detail: string }[];
  return rows.map(({ detail }) => detail).join(' | ');
}

test('no statement of the ledger walks through all that a tenant has', () => {
  const ledger = [...texts].filter(
    (text) =>
      /^\s*(?:select|with|update|delete)/i.test(text) &&
      /credit_|request_key|application/.test(text) &&
      !/from "review"/.test(text),
  );
  expect(ledger.length).toBeGreaterThan(25);
  const plans = ledger.map((text) => `${planOf(text)}\n  of ${text.replace(/\s+/g, ' ')}`);
  expect(plans.filter((plan) => walks.test(plan))).toEqual([]);
});

test('no question about reviews walks through all that there ever were', () => {
  const asked = [...texts].filter((text) => /from "review"/.test(text));
  expect(asked).toHaveLength(8);
  const plans = asked.map((text) => `${planOf(text)}\n  of ${text}`);
  const all = /SCAN (?:review|tenant_review)\b|SEARCH review USING PRIMARY KEY \(tenant_id=\?\)/;
  expect(plans.filter((plan) => all.test(plan))).toEqual([]);
  const indexed = /review_(?:queue|one_open|by_subject|ended)/;
  expect(plans.filter((plan) => !indexed.test(plan))).toEqual([]);
});

test('what was decided about a basket is found without a walk through all decisions', () => {
  const asked = [...texts].filter((text) => /from "decision"/.test(text));
  expect(asked).toHaveLength(3);
  for (const text of asked) {
    const plan = planOf(text);
    expect(plan).not.toMatch(/SCAN (?:decision|hold)\b/);
    expect(plan).not.toMatch(walks);
    expect(plan).toMatch(/decision USING (?:COVERING )?INDEX decision_by_subject .*subject=\?/);
    expect(plan).toMatch(/decision USING COVERING INDEX decision_by_hold .*hold_id=\?/);
    expect(plan).toMatch(/hold USING (?:COVERING )?INDEX credit_hold_one_live .*source=\?/);
    expect(plan).toMatch(/hold USING (?:COVERING )?INDEX credit_hold_ended_by_source .*source=\?/);
  }
});

test('no question about how organizations pay walks through all of them', () => {
  const asked = [...texts].filter((text) => /from "payment_behaviour"/.test(text));
  expect(asked).toHaveLength(2);
  const plans = asked.map((text) => `${planOf(text)}\n  of ${text}`);
  const found =
    /SEARCH payment_behaviour USING PRIMARY KEY \(tenant_id=\? AND organization_id=\?\)/;
  expect(plans.filter((plan) => !found.test(plan))).toEqual([]);
});

test('no question about steps of providers walks through all that there ever were', () => {
  const asked = [...texts].filter((text) => /from "provider_step"/.test(text));
  expect(asked).toHaveLength(9);
  const plans = asked.map((text) => `${planOf(text)}\n  of ${text}`);
  // Those that are open, by an index that holds nothing else, are walked through: they are few.
  const all =
    /SCAN (?:provider_step|step|other)\b(?! USING (?:COVERING )?INDEX provider_step_(?:due|open))/;
  expect(plans.filter((plan) => all.test(plan) || walks.test(plan))).toEqual([]);
});

test('the check sees a walk', () => {
  expect(planOf("select * from credit_hold where tenant_id = 'x' and asked_minor = 1")).toMatch(
    walks,
  );
  expect(planOf('select * from credit_entry where amount_minor = 1')).toMatch(walks);
});

test('the planner is told of every index of the tables that grow', () => {
  const tables = [...new Set(plannerStatistics.map(([table]) => table))];
  for (const table of tables) {
    const rows = beside.prepare(`select name from pragma_index_list('${table}')`).all();
    const indexes = rows.map((row) => String((row as { name: string }).name));
    // The primary key is the table itself.
    const names = indexes.map((name) => (name === `sqlite_autoindex_${table}_1` ? table : name));
    const told = plannerStatistics.filter(([of]) => of === table).map(([, index]) => index);
    expect(told.sort(), table).toEqual(names.sort());
  }
});

test('what it was told is there for every connection', () => {
  const rows = beside.prepare('select tbl, idx, stat from sqlite_stat1').all();
  expect(rows).toHaveLength(plannerStatistics.length);
});
