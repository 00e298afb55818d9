import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AccessService,
  type CheckConnection,
  createAccessService,
  type OpenedConnection,
} from './access/index.ts';
import { registerAdmin } from './api/admin/index.ts';
import { type ApiServices, registerApi } from './api/index.ts';
import {
  type ApplicationService,
  type CheckSettings,
  chooseRuleset,
  createApplicationService,
  createCreditCheckService,
  createDueHoldService,
  createRecheckService,
  createStandInService,
  createWatchService,
  createWouldPass,
  defaultInstallation,
  type InstallationOf,
  type Platform,
  reportOf,
  rulesetHashOf,
  type StandInSpool,
} from './assessment/index.ts';
import { createKeyring, createPasswordHash } from './config/index.ts';
import {
  type CreditPolicy,
  createHoldService,
  createLineService,
  createProposalService,
  createRateService,
  defaultPolicy,
} from './credit/index.ts';
import {
  type ApplicationMoves,
  applicationIdOf,
  createApplicationMoves,
  createApplicationSubject,
  createReviewService,
  createRulesetService,
  type DecisionsReader,
  type ReviewService,
  type RulesetService,
} from './decisions/index.ts';
import { createHttpServer, type HttpServer, type Log, registerOperations } from './http/index.ts';
import { present } from './kernel/assert.ts';
import { dateOf } from './kernel/clock.ts';
import type { TenantId } from './kernel/ids.ts';
import {
  checkPlatform,
  createKvk,
  createPlatform,
  type KvkAdapter,
  type PlatformConnection,
  readMapping,
} from './outbound/index.ts';
import {
  type CompanyProvider,
  type CompanyService,
  createCompanyService,
  createPartyService,
  type PartyService,
  type Tenant,
} from './parties/index.ts';
import { registerDecisionMaker } from './protocols/creditdevice/index.ts';
import { registerCreditCheck, registerPlatformApi } from './protocols/interworks/index.ts';
import { registerTradeCredit } from './protocols/one/index.ts';
import {
  createAccessReader,
  createApplicationReader,
  createCompanyReader,
  createDecisionReader,
  createEarlierReader,
  createInquiryReader,
  createKeyReader,
  createPartyReader,
  createPlatformReader,
  createProposalReader,
  createRateReader,
  createReviewReader,
  createRulesetReader,
  createStandInSpool,
  createWatchReader,
  type Storage,
} from './storage/index.ts';
import type { SystemPorts } from './system-ports.ts';
import { every, sweep } from './workers/index.ts';

/** The rooms that administer a database, with or without a server in front. */
export type Desk = {
  readonly storage: Storage;
  readonly access: AccessService;
  readonly parties: PartyService;
  readonly companies: CompanyService;
  /** One for all: what was compiled for a version is used again. */
  readonly rulesetReader: DecisionsReader;
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
 * up elsewhere than at the KVK.
 */
export function composeDesk(
  storage: Storage,
  secret: string,
  ports: SystemPorts,
  more: { readonly companyProvider?: CompanyProvider } = {},
): Desk {
  const { clock, ids, random } = ports;
  const { commit } = storage;
  const parties = createPartyService({
    reader: createPartyReader(storage.db),
    commit,
    clock,
    ids,
  });
  const access = createAccessService({
    reader: createAccessReader(storage.db),
    commit,
    clock,
    ids,
    random,
    keyring: createKeyring(secret),
    passwords: createPasswordHash(),
  });
  const rulesetReader = createRulesetReader(storage.db);
  const kvk = createKvk({
    connectionOf: (tenantId) => kvkConnectionOf(access, tenantId),
    nowMs: platformTime.nowMs,
    today: () => dateOf(clock.now()),
  });
  const companies = createCompanyService({
    reader: createCompanyReader(storage.db),
    commit,
    clock,
    ids,
    provider: more.companyProvider ?? kvk,
    settingsOf: async (tenantId) =>
      present(await parties.tenant(tenantId), 'tenant of a register').settings.companies,
  });
  return {
    storage,
    access,
    parties,
    companies,
    rulesetReader,
    rulesets: createRulesetService({ rulesets: rulesetReader, commit, clock, hash: ports.hash }),
    ...composeReviews(storage, access),
    kvk,
    ports,
    policyOf: async (tenantId) =>
      (await parties.tenant(tenantId))?.settings.policy ?? defaultPolicy,
    keyFor: (purpose) => createHmac('sha256', secret).update(`aval ${purpose}`).digest(),
  };
}

/** What people do with what the rules leave to them. */
function composeReviews(
  storage: Storage,
  access: AccessService,
): Pick<Desk, 'reviews' | 'applicationMoves'> {
  const { commit } = storage;
  const applications = createApplicationReader(storage.db);
  const reviewReader = createReviewReader(storage.db);
  const reviews = createReviewService({
    reader: reviewReader,
    commit,
    keys: createKeyReader(storage.db),
    mayDecide: (tenantId, userId) => access.mayUser(tenantId, userId, 'review.decide'),
    subjectRows: createApplicationSubject({ applications }),
  });
  const applicationMoves = createApplicationMoves({ applications, reviewReader, reviews, commit });
  return { reviews, applicationMoves };
}

export type ServerOptions = {
  readonly log: Log;
  readonly version: string;
  readonly commit: string | null;
  /** Between two sweeps; null where the sweeps are called by hand (tests own their time). */
  readonly sweepEveryMs: number | null;
  /** Where answers that were given without the facts are counted; null: none is given. */
  readonly spoolFolder: string | null;
  /** Where facts come from, in place of the tenants' registered connections. */
  readonly platform?: Platform;
  /** Requests that come earlier wait for it, and are answered then; without it nobody waits. */
  readonly opened?: Promise<void>;
};

export type ComposedServer = HttpServer & {
  /**
   * One sweep, now: the platform is asked about baskets that are due, other holds that are due end,
   * and what the ERP has reported leaves the exposure.
   */
  readonly sweep: () => ReturnType<typeof sweep>;
  /** Stops listening, lets what is under way end, and closes the database. */
  readonly close: () => Promise<void>;
};

/** Puts every wire, the API and the workers on a desk. The server does not listen yet. */
export function composeServer(desk: Desk, options: ServerOptions): ComposedServer {
  const { storage, parties, access, ports, policyOf } = desk;
  const { log, version, commit } = options;
  const server = createHttpServer({ log });
  if (options.opened !== undefined) holdUntil(options.opened, server);
  const ledger = { commit: storage.commit };
  const services = composeApi(desk);
  const installations = createPlatform({
    connectionOf: (at) => platformConnectionOf(access, at),
    ...platformTime,
  });
  const platform = options.platform ?? installations;
  const spool =
    options.spoolFolder === null ? null : createStandInSpool(options.spoolFolder, ports.clock);
  const applications = composeApplications(desk);
  const { standIn, dueHolds, watches, rechecks } = composeAssessment(desk, {
    applications,
    platform,
    spool,
    log,
  });

  registerOperations(server.app, {
    metrics: server.metrics,
    check: storage.check,
    version,
    commit,
  });
  registerApi(server, services);
  registerAdmin(server, { ...services, access, parties, checkConnection });
  registerCreditCheck(server.app, {
    log,
    clock: ports.clock,
    credentials: access,
    tenant: parties.tenant,
    check: standIn.answer,
  });
  registerPlatformApi(server.app, {
    log,
    platform: access.platform,
    platformLogin: access.platformLogin,
    reader: createPlatformReader(storage.db),
  });
  registerTradeCredit(server.app, {
    log,
    clock: ports.clock,
    ids: ports.ids,
    one: access.one,
    tenant: parties.tenant,
    parties,
    credit: storage.credit,
    ledger,
    proposals: services.proposals,
  });

  const decisions = createDecisionReader(storage.db, storage.scans);
  registerDecisionMaker(server.app, {
    log,
    clock: ports.clock,
    hash: ports.hash,
    decisionMaker: access.decisionMaker,
    tenant: parties.tenant,
    applications,
    reader: createApplicationReader(storage.db),
    report: (application) => reportOf({ decisions, rulesets: desk.rulesetReader }, application),
  });

  const sweepNow = () =>
    sweep({ ledger, due: storage.due, keys: storage, clock: ports.clock, policyOf });
  let isClosing = false;
  const settleNow = async () => {
    await standIn.settle();
    await dueHolds.settle(() => !isClosing);
    await watches.settle(() => !isClosing);
  };
  const settleApplications = () => applications.settle(() => !isClosing);
  const recheckNow = () => rechecks.recheck(() => !isClosing);
  const { sweepEveryMs } = options;
  const jobs =
    sweepEveryMs === null
      ? []
      : [sweepNow, settleNow, settleApplications, recheckNow].map((work) =>
          every(sweepEveryMs, work, (error) =>
            log.error({ error: String(error) }, 'a sweep failed'),
          ),
        );
  const inspectNow = async () => {
    const damage = await storage.inspect();
    if (damage !== null) log.error({ damage }, 'the data file is damaged: restore a backup');
  };
  const failed = (error: unknown) =>
    log.error({ error: String(error) }, 'the data file could not be looked through');
  if (sweepEveryMs !== null) jobs.push(every(inspectEveryMs, inspectNow, failed, inspectEveryMs));
  return {
    ...server,
    sweep: async () => {
      await settleNow();
      await settleApplications();
      await recheckNow();
      return sweepNow();
    },
    close: async () => {
      isClosing = true;
      await Promise.all(jobs.map((job) => job.stop()));
      await server.app.close();
      await installations.close();
      await desk.kvk.close();
      await spool?.close();
      await storage.close();
    },
  };
}

/** A server may have to know its own address before it can answer, so it listens a little early. */
function holdUntil(opened: Promise<void>, { app }: HttpServer): void {
  let isOpen = false;
  opened.then(
    () => {
      isOpen = true;
    },
    () => {},
  );
  app.addHook('onRequest', (_request, _reply, done) => {
    if (isOpen) done();
    else opened.then(() => done(), done);
  });
}

function composeApi(desk: Desk): ApiServices {
  const { storage, parties, companies, access, ports, rulesets, rulesetReader, reviews, keyFor } =
    desk;
  const { clock, ids, hash } = ports;
  const ledger = { commit: storage.commit };
  const proposalReader = createProposalReader(storage.db);
  const proposals = createProposalService({ ledger, reader: proposalReader, ids, hash });
  const reviewReader = createReviewReader(storage.db);
  const keys = createKeyReader(storage.db);
  return {
    authenticate: async (token) => {
      const principal = await access.bearer(token);
      return principal.ok ? principal.value : null;
    },
    tenant: parties.tenant,
    parties,
    companies,
    holds: createHoldService({ ledger, rate: storage.credit.rate, ids, clock }),
    lines: createLineService({ ledger, reader: storage.credit, proposals, ids }),
    proposals,
    rates: createRateService({ ledger, ids }),
    credit: storage.credit,
    proposalReader,
    rateReader: createRateReader(storage.db),
    decisionReader: createDecisionReader(storage.db, storage.scans),
    reviews,
    reviewReader,
    applicationMoves: desk.applicationMoves,
    applicationReader: createApplicationReader(storage.db),
    rulesets,
    rulesetReader,
    keys,
    commitRows: storage.commit,
    clock,
    hash,
    cursorSecret: keyFor('cursors'),
  };
}

/** The desk at work: credit checks, and what becomes of holds that fall due. */
function composeAssessment(
  { storage, parties, ports, rulesetReader }: Desk,
  {
    applications,
    platform,
    spool,
    log,
  }: {
    readonly applications: Pick<ApplicationService, 'wouldPass'>;
    readonly platform: Platform;
    readonly spool: StandInSpool | null;
    readonly log: Log;
  },
) {
  const { clock, ids, hash } = ports;
  const common = {
    ledger: { commit: storage.commit },
    platform,
    accounts: {
      organizationOf: ({ tenantId, installation }: InstallationOf, accountId: string) => {
        const value = accountReference(installation, accountId);
        const reference = { source: 'interworks', kind: 'account', value };
        return parties.organizationIdOf(tenantId, reference);
      },
    },
    settings: { settingsOf: createCheckSettings(parties) },
    clock,
    ids,
    hash,
  };
  const checkDeps = {
    ...common,
    credit: storage.credit,
    decisions: createDecisionReader(storage.db, storage.scans),
    reviews: createReviewReader(storage.db),
    rulesets: rulesetReader,
    earlier: createEarlierReader(storage.db),
  };
  const creditChecks = createCreditCheckService(checkDeps);
  const passes = createWouldPass(checkDeps);
  const rechecks = createRecheckService({
    reviews: createReviewReader(storage.scans),
    credit: storage.credit,
    ledger: common.ledger,
    wouldPass: (review) =>
      applicationIdOf(review.subject) === null ? passes(review) : applications.wouldPass(review),
    rulesOf: async (tenantId) => {
      const settings = await common.settings.settingsOf(tenantId);
      const chosen = await chooseRuleset(checkDeps, tenantId, settings, clock.now());
      return `${rulesetHashOf(hash, settings)} ${chosen?.version?.hash ?? ''}`;
    },
    clock,
  });
  const dueHolds = createDueHoldService({
    ...common,
    credit: storage.credit,
    inquiries: createInquiryReader(storage.scans),
    // Until there are notices: the decision is the record, and the log is where somebody looks.
    notify: ({ hold: { tenantId, holdId }, reason }) =>
      log.warn({ tenantId, holdId, reason: reason.code }, 'a hold that fell due needs a look'),
  });
  const watches = createWatchService({
    ...common,
    credit: storage.credit,
    watches: createWatchReader(storage.scans),
    notify: ({ watch: { tenantId, subject }, reason }) =>
      log.warn({ tenantId, subject, reason }, 'an order was executed without a yes'),
  });
  const standIn = createStandInService({
    ...common,
    check: creditChecks.check,
    spool,
    notify: ({ kind, yes: { tenantId, decisionId, cause } }) =>
      log.warn({ tenantId, decisionId, kind, cause }, 'a yes was given without the facts'),
  });
  return { standIn, dueHolds, watches, rechecks };
}

/** Installations may count their accounts alike: all but the default one are named with them. */
function accountReference(installation: string, accountId: string): string {
  return installation === defaultInstallation ? accountId : `${installation}/${accountId}`;
}

/** The desk at work on applications: their facts, their rules, and those that wait. */
function composeApplications(desk: Desk): ApplicationService {
  const { storage, parties, companies, ports, rulesetReader } = desk;
  return createApplicationService({
    ledger: { commit: storage.commit },
    applications: createApplicationReader(storage.db),
    rulesets: rulesetReader,
    keys: createKeyReader(storage.db),
    companyOf: companies.companyOf,
    within,
    parties,
    credit: storage.credit,
    settingsOf: async (tenantId) => {
      const tenant = present(await parties.tenant(tenantId), 'tenant of an application');
      const { policy, reviews, dmm } = tenant.settings;
      const { pendingLimitUs, retryWindowUs } = dmm;
      const { currency } = tenant;
      return { currency, policy, reviewPolicy: reviews.policy, pendingLimitUs, retryWindowUs };
    },
    clock: ports.clock,
    ids: ports.ids,
    hash: ports.hash,
  });
}

/** The answer, or null when it takes longer; what comes later is not waited for. */
async function within<Value>(answer: Promise<Value>, limitMs: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a tenant has set for credit checks: one object as long as its version stays the same. */
function createCheckSettings(parties: Pick<PartyService, 'tenant'>) {
  const made = new WeakMap<Tenant, CheckSettings>();
  return async (tenantId: TenantId): Promise<CheckSettings> => {
    const tenant = present(await parties.tenant(tenantId), 'tenant of a credential');
    const before = made.get(tenant);
    if (before !== undefined) return before;
    const { policy, rules, rulesetId, holdTtlUs, holdDueCapUs, hook } = tenant.settings;
    const settings = Object.freeze({
      currency: tenant.currency,
      policy,
      rules,
      rulesetId,
      basketTtlUs: holdTtlUs.basket,
      dueCapUs: holdDueCapUs,
      watchUs: hook.watchUs,
      standIn: Object.freeze({ mode: hook.standIn, allowedMinor: hook.standInMinor }),
      reviews: Object.freeze({
        ...tenant.settings.reviews,
        approval: tenant.settings.approval,
        graceDays: tenant.settings.graceDays,
        holdTtlUs: holdTtlUs.review,
      }),
    });
    made.set(tenant, settings);
    return settings;
  };
}

/** The connection of a hook credential that names no installation. */
export const platformConnectionName = defaultInstallation;

async function platformConnectionOf(
  access: AccessService,
  { tenantId, installation }: InstallationOf,
) {
  const found = await access.openConnection(tenantId, 'interworks-platform', installation);
  return found === null ? null : toPlatformConnection(found);
}

/** A tenant has one connection to the KVK, under this name. */
async function kvkConnectionOf(access: AccessService, tenantId: TenantId) {
  const found = await access.openConnection(tenantId, 'kvk', 'default');
  if (found === null) return null;
  const { connectionId, version, baseUri, secret } = found;
  return { connectionId, version, baseUri, apiKey: secret['apiKey'] ?? '' };
}

const platformConnections = new WeakMap<OpenedConnection, PlatformConnection>();

/** The same object for as long as the opened one is the same. */
function toPlatformConnection(opened: OpenedConnection): PlatformConnection {
  const before = platformConnections.get(opened);
  if (before !== undefined) return before;
  const made = readPlatformConnection(opened);
  platformConnections.set(opened, made);
  return made;
}

function readPlatformConnection(opened: OpenedConnection): PlatformConnection {
  const { connectionId, version, baseUri, secret, settings } = opened;
  const { clientKey = '', clientSecret = '', username = '', password = '' } = secret;
  const credentials = { clientKey, clientSecret, username, password };
  const mapping = readMapping(settings);
  const isMappingConfirmed = settings['mappingConfirmed'] === 'true';
  return { connectionId, version, baseUri, ...credentials, mapping, isMappingConfirmed };
}

/** Once a day: a look through the whole file takes seconds for each gigabyte. */
const inspectEveryMs = 24 * 60 * 60 * 1_000;

const platformTime = { nowMs: () => performance.now(), wait: (ms: number) => pause(ms) };

/** Shows what a connection's mapping makes of one order and one account. */
export const checkConnection: CheckConnection = async (connection, sample) => {
  if (connection.kind !== 'interworks-platform') {
    // There is no mapping to look at: `POST /v1/companies/look-up` tries a KVK connection.
    return { answers: [], isUsable: false, missing: ['mapping'] };
  }
  return checkPlatform(platformTime, toPlatformConnection(connection), sample);
};
