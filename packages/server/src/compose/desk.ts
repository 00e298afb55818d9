import { createHmac } from 'node:crypto';
import { type AccessService, createAccessService } from '../access/index.ts';
import { createBasketSubject, createHoldOfApproval } from '../assessment/index.ts';
import { createKeyring, createPasswordHash } from '../config/index.ts';
import { type CreditPolicy, defaultPolicy } from '../credit/index.ts';
import {
  type ApplicationMoves,
  createApplicationMoves,
  createApplicationSubject,
  createReviewService,
  createRulesetService,
  type Examine,
  examineHere,
  type ReviewService,
  type RulesetService,
} from '../decisions/index.ts';
import type { FulfilmentReader, ServiceRegister } from '../fulfilment/index.ts';
import { type LookAtRules, lookAtRulesHere } from '../fulfilment/index.ts';
import { present } from '../kernel/assert.ts';
import { dateOf } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { createKvk, type KvkAdapter } from '../outbound/index.ts';
import {
  type CompanyProvider,
  type CompanyService,
  createCompanyService,
  createPartyService,
  createPaymentBehaviourService,
  type PartyService,
  type PaymentBehaviourService,
} from '../parties/index.ts';
import type { Storage } from '../storage/index.ts';
import type { SystemPorts } from '../system-ports.ts';
import { createApplicationSettings } from './applications.ts';
import { type BusinessRuleDesk, composeBusinessRules } from './business-rules.ts';
import { createCheckSettings } from './check-settings.ts';
import { kvkConnectionOf, platformTime } from './connections.ts';
import { createReaders, type Readers } from './readers.ts';
import { composeServices } from './services.ts';

/** The rooms that administer a database, with or without a server in front. */
export type Desk = BusinessRuleDesk & {
  readonly storage: Storage;
  readonly readers: Readers;
  readonly access: AccessService;
  readonly parties: PartyService;
  readonly companies: CompanyService;
  readonly payments: PaymentBehaviourService;
  readonly services: ServiceRegister;
  /** A service by the type that calls name, from memory for a moment. */
  readonly serviceOf: FulfilmentReader['service'];
  readonly rulesets: RulesetService;
  readonly reviews: ReviewService;
  readonly applicationMoves: ApplicationMoves;
  /** Who the register of companies asks; its connections end with the server. */
  readonly kvk: KvkAdapter;
  readonly ports: SystemPorts;
  readonly policyOf: (tenantId: TenantId) => Promise<CreditPolicy>;
  /** A key for one purpose, derived from the server's secret. */
  readonly keyFor: (purpose: string) => Uint8Array;
};

/**
 * Ties the rooms to a database. The secret is the server's own; see `config`. Companies may be looked
 * up elsewhere than at the KVK, and rulesets looked at elsewhere than in this thread.
 */
export function composeDesk(
  storage: Storage,
  secret: string,
  ports: SystemPorts,
  more: {
    readonly companyProvider?: CompanyProvider;
    readonly examine?: Examine;
    readonly lookAtRules?: LookAtRules;
  } = {},
): Desk {
  const { clock, ids, random } = ports;
  const { commit } = storage;
  const readers = createReaders(storage);
  const parties = createPartyService({
    reader: readers.parties,
    commit,
    clock,
    ids,
  });
  const access = createAccessService({
    reader: readers.access,
    commit,
    clock,
    ids,
    random,
    keyring: createKeyring(secret),
    passwords: createPasswordHash(),
  });
  const kvk = createKvk({
    connectionOf: (tenantId) => kvkConnectionOf(access, tenantId),
    nowMs: platformTime.nowMs,
    today: () => dateOf(clock.now()),
  });
  const companies = createCompanyService({
    reader: readers.companies,
    commit,
    clock,
    ids,
    provider: more.companyProvider ?? kvk,
    settingsOf: async (tenantId) =>
      present(await parties.tenant(tenantId), 'tenant of a register').settings.companies,
  });
  const payments = createPaymentBehaviourService({
    reader: readers.paymentBehaviour,
    organizations: readers.parties,
    commit,
    clock,
    currencyOf: async (tenantId) =>
      present(await parties.tenant(tenantId), 'tenant of a record').currency,
  });
  return {
    storage,
    readers,
    access,
    parties,
    companies,
    payments,
    ...composeServices({ storage, readers, ports }),
    rulesets: createRulesetService({
      rulesets: readers.rulesets,
      commit,
      clock,
      hash: ports.hash,
      examine: more.examine ?? examineHere,
    }),
    ...composeBusinessRules({
      ...{ storage, readers, parties, ports },
      lookAtRules: more.lookAtRules ?? lookAtRulesHere,
    }),
    ...composeReviews({ storage, readers, access, parties, ports }),
    kvk,
    ports,
    policyOf: async (tenantId) =>
      (await parties.tenant(tenantId))?.settings.policy ?? defaultPolicy,
    keyFor: (purpose) => createHmac('sha256', secret).update(`aval ${purpose}`).digest(),
  };
}

/** What people do with what the rules leave to them. */
function composeReviews({
  storage,
  readers,
  access,
  parties,
  ports,
}: Pick<Desk, 'storage' | 'readers' | 'access' | 'parties' | 'ports'>): Pick<
  Desk,
  'reviews' | 'applicationMoves'
> {
  const { commit, credit } = storage;
  const { applications, reviews: reviewReader, keys, rulesets } = readers;
  const { clock, ids } = ports;
  const settingsOf = createApplicationSettings(parties);
  const holdOf = createHoldOfApproval({ credit, ids, clock, rulesets, parties, settingsOf });
  const ofApplication = createApplicationSubject({ applications, holdOf });
  const settings = { settingsOf: createCheckSettings(parties) };
  const ofBasket = createBasketSubject({ credit, settings, ids, clock, hash: ports.hash });
  const reviews = createReviewService({
    reader: reviewReader,
    commit,
    keys,
    mayDecide: (tenantId, userId) => access.mayUser(tenantId, userId, 'review.decide'),
    subjectWork: (review, end) =>
      review.subject.startsWith('application:')
        ? ofApplication(review, end)
        : ofBasket(review, end),
  });
  return {
    reviews,
    applicationMoves: createApplicationMoves({
      applications,
      reviewReader,
      reviews,
      commit,
      holdOf,
    }),
  };
}
