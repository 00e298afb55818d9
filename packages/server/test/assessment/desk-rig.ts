import {
  type AccountAnswer,
  type AccountDirectory,
  type BasketReader,
  type BillingAnswer,
  type CheckSettings,
  type CreditCheckDeps,
  type CreditCheckService,
  createCreditCheckService,
  createJudgeBasket,
  createJudgePlainBasket,
  type Decision,
  type DecisionReader,
  type OrderAnswer,
  type Platform,
} from '../../src/assessment/index.ts';
import { answerBaskets, judgeBeside } from '../../src/compose/basket-beside.ts';
import {
  type CreditCommand,
  type CreditReader,
  defaultPolicy,
  type Hold,
  holdDueCapUs,
  holdTtlUs,
} from '../../src/credit/index.ts';
import { assert } from '../../src/kernel/assert.ts';
import { day, plus, second } from '../../src/kernel/clock.ts';
import { type Currency, currency } from '../../src/kernel/currency.ts';
import type { OrganizationId } from '../../src/kernel/ids.ts';
import type { Money } from '../../src/kernel/money.ts';
import {
  createDecisionReader,
  createEarlierReader,
  createPaymentBehaviourReader,
  createReviewReader,
  createRulesetReader,
  type Storage,
} from '../../src/storage/index.ts';
import { createSystemPorts } from '../../src/system-ports.ts';
import { eur, organizationId, tenantId } from '../builders/credit.ts';
import { noReviewPolicy } from '../builders/review.ts';
import { engines, type TestEngine, type TestStore } from '../storage/engines.ts';
import { aUnit } from '../storage/units.ts';

/** A database, and where the desk on it judges: in its own thread, or as beside the connection. */
export type DeskEngine = Pick<TestEngine, 'missing' | 'open'> & {
  readonly name: string;
  readonly isBeside?: boolean;
};

/** The loop of every test whose verdicts must not depend on where they are reached. */
export const deskEngines: readonly DeskEngine[] = engines.flatMap((engine) =>
  engine.name === 'sqlite' ? [engine, besideOf(engine)] : [engine],
);

/** For what is the same on every database. */
export const sqliteDesks = deskEngines.filter(({ name }) => name.startsWith('sqlite'));

function besideOf(engine: TestEngine): DeskEngine {
  return { ...engine, name: `${engine.name}, judged beside the connection`, isBeside: true };
}

/** The desk over a database of its own, with a platform that says what a test lets it say. */
export type DeskRig = {
  readonly store: TestStore;
  readonly platform: FakePlatform;
  readonly deps: CreditCheckDeps & {
    readonly credit: CreditReader;
    readonly accounts: AccountDirectory;
  };
  readonly set: (change: Partial<CheckSettings>) => void;
  readonly run: (...commands: readonly CreditCommand[]) => Promise<void>;
  readonly ask: (basketId?: string) => ReturnType<Asking>;
  /** A desk of its own on the same database, with other neighbours where a test names them. */
  readonly serviceWith: (change?: Partial<CreditCheckDeps>) => CreditCheckService;
  readonly reader: DecisionReader;
  readonly decisions: () => Promise<readonly Decision[]>;
  readonly holds: () => Promise<readonly Hold[]>;
  readonly close: () => Promise<void>;
};

type Asking = CreditCheckService['check'];

export type FakePlatform = Platform & {
  /** How often an order was asked for. */
  readonly asked: {
    orders: number;
    billings: number;
    readonly accounts: string[];
    readonly customers: string[];
  };
  /** Until a test says otherwise, an order costs 240.00 EUR and is in progress. */
  readonly say: (basketId: string, answer: OrderAnswer) => void;
  readonly sayAccount: (answer: AccountAnswer) => void;
  readonly sayBilling: (answer: Billing) => void;
};

/** Figures that name no currency take that of the order. */
type Billing = BillingAnswer | ((orderCurrency: Currency) => BillingAnswer);

export const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
export const account = '151';
/** Another account, which is billed for what others order. */
export const payer = '700';
const organizationIds = new Map([
  [account, organizationId('own')],
  [payer, organizationId('payer')],
]);

export const defaultSettings: CheckSettings = Object.freeze({
  currency: currency('EUR'),
  policy: defaultPolicy,
  rules: Object.freeze({
    amountBase: 'grossWithFreight',
    recurringBase: 'first-invoice',
    carrier: 'billTo',
    needsOrdering: false,
    overdueMaxMinor: null,
    overdueToleranceMinor: 0n,
    overdueNeedsPercent: null,
    figuresMaxAgeUs: null,
  }),
  rulesetId: null,
  behaviourMaxAgeUs: null,
  basketTtlUs: holdTtlUs.basket,
  dueCapUs: holdDueCapUs,
  watchUs: 14n * day,
  standIn: Object.freeze({ mode: 'refuse', allowedMinor: 0n }),
  reviews: Object.freeze({
    openFor: 'everyNo',
    policy: noReviewPolicy,
    approval: { deviationBasisPoints: 0n, validDays: 0 },
    graceDays: 0,
    holdTtlUs: holdTtlUs.review,
  }),
});

export function anOrder(total: Money = eur(240_00n), orderId = basket): OrderAnswer {
  return {
    kind: 'found',
    order: { orderId, accountId: account, total, statusType: 'In progress' },
  };
}

/** The books of a basket, whose customers nobody had to enter. */
export function booksOf(
  { credit, db }: Storage,
  organizationOf: (accountId: string) => OrganizationId | null,
): BasketReader {
  const { reviewsInForce } = createReviewReader(db);
  return {
    basket: async ({ tenantId }, accountId, source) => {
      const organizationId = organizationOf(accountId);
      return {
        organizationId,
        levels: organizationId === null ? null : await credit.levels(tenantId, organizationId),
        latest: await credit.holdOfSource(tenantId, source),
        reviews: await reviewsInForce(tenantId, source),
      };
    },
  };
}

export async function openDeskRig(engine: DeskEngine): Promise<DeskRig> {
  const store = await engine.open();
  const storage = store.storage();
  const platform = aPlatform();
  let settings = defaultSettings;
  const decisions = createDecisionReader(storage.db, storage.scans);
  const { hash, ids } = createSystemPorts(store.clock);
  const deps: DeskRig['deps'] = {
    ledger: { commit: storage.commit },
    credit: storage.credit,
    platform,
    accounts: {
      organizationOf: async (_tenantId, accountId) => organizationIds.get(accountId) ?? null,
    },
    books: booksOf(storage, (accountId) => organizationIds.get(accountId) ?? null),
    decisions,
    reviews: createReviewReader(storage.db),
    rulesets: createRulesetReader(storage.db),
    earlier: createEarlierReader(storage.db),
    companyOf: async () => null,
    payments: createPaymentBehaviourReader(storage.db),
    settings: { settingsOf: async () => settings },
    clock: store.clock,
    ids,
    hash,
  };
  const serviceWith: DeskRig['serviceWith'] = (change = {}) =>
    engine.isBeside
      ? serviceBeside({ ...deps, ...change })
      : createCreditCheckService({ ...deps, ...change });
  const { check } = serviceWith();
  const all = { after: null, limit: 2_000 } as const;
  return {
    store,
    platform,
    deps,
    set: (change) => {
      settings = Object.freeze({ ...settings, ...change });
    },
    run: async (...commands) => {
      for (const command of commands) {
        const outcome = await storage.commit(aUnit([command]));
        assert(outcome.kind === 'done', `refused: ${JSON.stringify(outcome.kind)}`);
      }
    },
    ask: (basketId = basket) => check(aRequest(store, basketId)),
    serviceWith,
    reader: decisions,
    decisions: async () => {
      const filter = { organizationId: null, subject: null, kind: null, verdict: null };
      return (await decisions.decisions(tenantId, filter, all)).items;
    },
    holds: async () => {
      const filter = { organizationId: null, state: null };
      return (await storage.credit.holds(tenantId, filter, all)).items;
    },
    close: store.close,
  };
}

/** Question and answer are copied as on their way to another thread and back. */
function serviceBeside(deps: CreditCheckDeps): CreditCheckService {
  const answer = answerBaskets(createJudgePlainBasket(deps));
  const ask = async (question: unknown) => structuredClone(await answer(structuredClone(question)));
  return createCreditCheckService(deps, judgeBeside(ask, createJudgeBasket(deps)));
}

export function aRequest(store: TestStore, basketId: string = basket) {
  return {
    tenantId,
    installation: 'default',
    accountId: account,
    basketId,
    origin: { context: 'APPLICATION', actor: 'key:hook' },
    deadlineAt: plus(store.clock.now(), 30n * second),
  } as const;
}

function aPlatform(): FakePlatform {
  const orders = new Map<string, OrderAnswer>();
  const asked: FakePlatform['asked'] = { orders: 0, billings: 0, accounts: [], customers: [] };
  let customer: AccountAnswer = { kind: 'unknown' };
  let billing: Billing = { kind: 'unknown' };
  return {
    asked,
    say: (basketId, answer) => orders.set(basketId, answer),
    sayAccount: (answer) => {
      customer = answer;
    },
    sayBilling: (answer) => {
      billing = answer;
    },
    order: async (_tenantId, orderId) => {
      asked.orders += 1;
      return orders.get(orderId) ?? anOrder(eur(240_00n), orderId);
    },
    account: async (_at, accountId) => {
      asked.customers.push(accountId);
      return customer;
    },
    billing: async (_at, accountId, orderCurrency) => {
      asked.billings += 1;
      asked.accounts.push(accountId);
      return typeof billing === 'function' ? billing(await orderCurrency) : billing;
    },
  };
}
