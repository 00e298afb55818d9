import { createHash, randomFillSync } from 'node:crypto';
import { type AvalClient, createAvalClient, type NativeProblem, type Transport } from '@aval/wire';
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import { operatorActor } from '../../src/access/index.ts';
import { type ApiServices, registerApi } from '../../src/api/index.ts';
import { createHoldOfApproval } from '../../src/assessment/index.ts';
import { createApplicationSettings } from '../../src/compose/applications.ts';
import { composeBusinessRules } from '../../src/compose/business-rules.ts';
import {
  createHoldService,
  createLineService,
  createProposalService,
  createRateService,
  type Ledger,
} from '../../src/credit/index.ts';
import {
  createApplicationMoves,
  createApplicationSubject,
  createReviewService,
  createRulesetService,
  type Examine,
  examineHere,
} from '../../src/decisions/index.ts';
import {
  createProviderStepMoves,
  createServiceRegister,
  type LookAtRules,
  lookAtRulesHere,
} from '../../src/fulfilment/index.ts';
import { createHttpServer, type HttpServer, type LogFields } from '../../src/http/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { type Clock, parseInstant } from '../../src/kernel/clock.ts';
import type { Hash } from '../../src/kernel/hash.ts';
import { createIds, type Ids, type TenantId } from '../../src/kernel/ids.ts';
import {
  type CompanyProvider,
  createCompanyService,
  createPartyService,
  createPaymentBehaviourService,
} from '../../src/parties/index.ts';
import { createApplicationReader } from '../../src/storage/reads/application-reads.ts';
import { createBusinessRuleReader } from '../../src/storage/reads/business-rule-reads.ts';
import { createCompanyReader } from '../../src/storage/reads/company-reads.ts';
import { createDecisionReader } from '../../src/storage/reads/decision-reads.ts';
import { createFulfilmentReader } from '../../src/storage/reads/fulfilment-reads.ts';
import { createKeyReader } from '../../src/storage/reads/key-reads.ts';
import { createPartyReader } from '../../src/storage/reads/party-reads.ts';
import { createPaymentBehaviourReader } from '../../src/storage/reads/payment-behaviour-reads.ts';
import { createProposalReader } from '../../src/storage/reads/proposal-reads.ts';
import { createProviderStepReader } from '../../src/storage/reads/provider-step-reads.ts';
import { createRateReader } from '../../src/storage/reads/rate-reads.ts';
import { createReviewReader } from '../../src/storage/reads/review-reads.ts';
import { createRulesetReader } from '../../src/storage/reads/ruleset-reads.ts';
import { demo, ok, openRooms, type Rooms, second } from '../access/rooms.ts';
import { assertDocumented } from './documented.ts';

export type TestApi = {
  readonly rooms: Rooms;
  readonly server: HttpServer;
  readonly services: ApiServices;
  /** Bearer tokens: keys of the tenant `demo`, one of `second`, and sessions of users of `demo`. */
  readonly tokens: Tokens;
  readonly client: (token?: string) => AvalClient;
  /** Any request at all, also one that no client would make; `key` is the one for everything. */
  readonly call: (request: AnyRequest) => Promise<AnyAnswer>;
  readonly logged: readonly LogFields[];
  readonly close: () => Promise<void>;
};

export type Tokens = Awaited<ReturnType<typeof makeTokens>>;

export type AnyRequest = {
  readonly method?: InjectOptions['method'];
  readonly path: string;
  /** Null: no credentials. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything but a text is written as JSON; a text goes as it is. */
  readonly body?: unknown;
  readonly type?: string | null;
};

export type AnyAnswer = {
  readonly status: number;
  readonly headers: Response['headers'];
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly problem: NativeProblem;
};

export type TestApiOptions = {
  /** Ids of one's own, for answers that are always the same. */
  readonly ids?: (clock: Clock) => Ids;
  /** A ledger that fails, in place of the one of the database. */
  readonly ledger?: Ledger;
  /** Whom the register of companies asks; nobody without it. */
  readonly provider?: CompanyProvider;
  /** Where rulesets are looked at; in this thread without it. */
  readonly examine?: Examine;
  readonly lookAtRules?: LookAtRules;
  /** Names for whoever presents a token, instead of ids that are new in every run. */
  readonly actors?: { readonly [Name in keyof Tokens]?: string };
};

const hash: Hash = { sha256: (text) => createHash('sha256').update(text).digest('hex') };

/**
 * The native API on an embedded database of its own, at noon of 1 March 2030; see `openRooms` for
 * what it begins with.
 */
export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const rooms = await openRooms();
  rooms.clock.pass(present(parseInstant('2030-03-01T12:00:00Z'), 'noon') - rooms.clock.now());
  const logged: LogFields[] = [];
  const keep = (fields: LogFields) => void logged.push(fields);
  const server = createHttpServer({ log: { info: keep, warn: keep, error: keep } });
  const tokens = await makeTokens(rooms);
  // However many commits came before, the first one of a test comes at a full second.
  rooms.clock.pass(1_000_000n);
  const services = servicesOf(rooms, tokens, options);
  registerApi(server, services);
  await server.app.ready();

  const inject = async (options: InjectOptions) => {
    const answer = await server.app.inject(options);
    assertDocumented(options, answer);
    return answer;
  };
  const transport: Transport = async ({ method, url, headers, body }) => {
    const answer = await inject({
      method,
      url: url.slice('http://aval'.length),
      headers: { ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const { statusCode: status, rawPayload } = answer;
    return { status, headers: textsOf(answer.headers), body: rawPayload };
  };

  return {
    rooms,
    server,
    services,
    tokens,
    logged,
    client: (key = tokens.all) => createAvalClient({ baseUrl: 'http://aval', key, transport }),
    call: async ({ method = 'GET', path, token = tokens.all, headers, body, type }) => {
      const contentType = type === undefined ? 'application/json' : type;
      const answer = await inject({
        method,
        url: path,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || contentType === null ? {} : { 'content-type': contentType }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: payloadOf(body) }),
      });
      const read: unknown = answer.payload === '' ? {} : JSON.parse(answer.payload);
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text: answer.payload,
        body: read as AnyAnswer['body'],
        problem: read as NativeProblem,
      };
    },
    close: async () => {
      await server.app.close();
      await rooms.close();
    },
  };
}

function payloadOf(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

function servicesOf(rooms: Rooms, tokens: Tokens, options: TestApiOptions): ApiServices {
  const { storage, clock, access } = rooms;
  const ids =
    options.ids?.(clock) ??
    createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) });
  const { credit, commit, db } = storage;
  const reader = createPartyReader(db);
  const parties = createPartyService({ reader, commit, clock, ids });
  const actors = new Map(
    Object.entries(options.actors ?? {}).map(([name, actor]) => [
      tokens[name as keyof Tokens],
      actor,
    ]),
  );
  const proposalReader = createProposalReader(db);
  const reviewReader = createReviewReader(db);
  const rulesetReader = createRulesetReader(db);
  const businessRuleReader = createBusinessRuleReader(db);
  const { businessRules } = composeBusinessRules({
    ...{ storage, parties, ports: { clock, hash } },
    lookAtRules: options.lookAtRules ?? lookAtRulesHere,
    readers: { businessRules: businessRuleReader, fulfilment: createFulfilmentReader(db) },
  });
  const keys = createKeyReader(db);
  const applications = createApplicationReader(db);
  const providerStepReader = createProviderStepReader(db, db);
  const settingsOf = createApplicationSettings(parties);
  const holdOf = createHoldOfApproval({
    ...{ credit, ids, clock, parties, settingsOf, rulesets: rulesetReader },
  });
  const reviews = createReviewService({
    reader: reviewReader,
    commit,
    keys,
    mayDecide: (tenantId, userId) => access.mayUser(tenantId, userId, 'review.decide'),
    subjectWork: createApplicationSubject({ applications, holdOf }),
  });
  const proposals = createProposalService({ ledger: storage, reader: proposalReader, ids, hash });
  return {
    authenticate: async (token) => {
      const answer = await access.bearer(token);
      if (!answer.ok) return null;
      const actor = actors.get(token);
      return actor === undefined ? answer.value : { ...answer.value, actor };
    },
    tenant: parties.tenant,
    parties,
    companies: createCompanyService({
      reader: createCompanyReader(db),
      commit,
      clock,
      ids,
      provider: options.provider ?? null,
      settingsOf: async (tenantId) =>
        present(await parties.tenant(tenantId), 'tenant').settings.companies,
    }),
    payments: createPaymentBehaviourService({
      reader: createPaymentBehaviourReader(db),
      organizations: reader,
      commit,
      clock,
      currencyOf: async (tenantId) => present(await parties.tenant(tenantId), 'tenant').currency,
    }),
    holds: createHoldService({ ledger: options.ledger ?? storage, rate: credit.rate, ids, clock }),
    lines: createLineService({ ledger: storage, reader: credit, proposals, ids }),
    proposals,
    rates: createRateService({ ledger: storage, ids }),
    credit,
    proposalReader,
    rateReader: createRateReader(db),
    decisionReader: createDecisionReader(db, db),
    reviews,
    applicationMoves: createApplicationMoves({
      applications,
      reviewReader,
      reviews,
      commit,
      holdOf,
    }),
    applicationReader: applications,
    reviewReader,
    rulesets: createRulesetService({
      rulesets: rulesetReader,
      commit,
      clock,
      hash,
      examine: options.examine ?? examineHere,
    }),
    rulesetReader,
    businessRules,
    businessRuleReader,
    providerSteps: createProviderStepMoves({
      reader: providerStepReader,
      commit,
      objects: createFulfilmentReader(db),
      giveBack: (_booked, unit) => commit(unit),
      keys,
      clock,
      ids,
    }),
    providerStepReader,
    serviceRegister: createServiceRegister({
      reader: createFulfilmentReader(db),
      commit: storage.commit,
      ids,
      onChanged: () => {},
    }),
    fulfilmentReader: createFulfilmentReader(db),
    keys,
    commitRows: commit,
    clock,
    hash,
    cursorSecret: new Uint8Array(32).fill(7),
  };
}

async function makeTokens({ access }: Rooms) {
  const key = async (tenantId: TenantId, scopes: readonly string[]) => {
    const issued = ok(
      await access.addCredential(tenantId, {
        kind: 'api',
        name: scopes.join(' '),
        scopes,
        expiresAt: null,
        installation: null,
        createdBy: operatorActor,
      }),
    );
    return issued.secret.kind === 'api' ? issued.secret.key : '';
  };
  const user = async (name: string, roles: readonly string[]) => {
    const email = `${name}@example.com`;
    const password = `a long enough password of ${name}`;
    ok(await access.addUser(demo, { email, name, roles, password }, operatorActor));
    return ok(await access.signIn({ email, password, source: '127.0.0.1' })).token;
  };
  const every = [
    ...['read', 'organizations', 'companies', 'lines', 'holds', 'rates', 'rulesets', 'services'],
    'provider-steps',
  ];
  return {
    all: await key(demo, every),
    reader: await key(demo, ['read']),
    otherTenant: await key(second, every),
    controller: await user('carla', ['controller']),
    approver: await user('anna', ['approver']),
    both: await user('bert', ['controller', 'approver']),
  };
}

function textsOf(headers: Response['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
