import {
  type JsonValue,
  type OneFigures,
  oneHeaders,
  oneSynchronizationSegment,
  oneTradeCreditPath,
  readOneFeedQuery,
  readOneFigures,
  writeOneTradeCredit,
} from '@aval/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isPermitted, type Permission } from '../../access/index.ts';
import type { CreditLine } from '../../credit/index.ts';
import { acceptJson, createRateLimit, presentFailures, watchMethods } from '../../http/index.ts';
import { type Instant, minute, parseInstant } from '../../kernel/clock.ts';
import { exponentOf } from '../../kernel/currency.ts';
import { amountMinorMax } from '../../kernel/money.ts';
import { createClientIds } from './client-ids.ts';
import { deleteTradeCredit } from './delete-trade-credit.ts';
import { entityTagOf, readCondition } from './entity-tag.ts';
import { faultOfProblem, oneFault } from './one-fault.ts';
import { oneType, presentFailure } from './present-failure.ts';
import { putTradeCredit } from './put-trade-credit.ts';
import { readFeed } from './read-feed.ts';
import {
  type Client,
  figuresOf,
  findClient,
  findLine,
  readClientOfPath,
} from './show-trade-credit.ts';
import type { Caller, TradeCreditDeps } from './trade-credit-deps.ts';

/** The four calls of ONE trade credit, ONE's side. Source: document 002. */
export function registerTradeCredit(app: FastifyInstance, deps: TradeCreditDeps): void {
  app.register(
    (scope, _options, done) => {
      acceptJson(scope, {
        // A number that is too long is read as it is, so that the codec can name its member.
        json: { bytesMax: 64 * 1024, membersMax: 500, inexactNumbers: 'keep' },
        empty: 'undefined',
        types: 'any',
      });
      presentFailures(scope, deps.log, presentFailure);
      const callers = new WeakMap<FastifyRequest, Caller>();
      const limit = createRateLimit(deps.clock, minute);
      scope.addHook('onRequest', async (request) => {
        const caller = await recognize(deps, request);
        request.actor = caller.principal.actor;
        callers.set(request, caller);
        const { rateLimit } = caller.tenant.settings.one;
        if (rateLimit !== null) limit.take(caller.principal.actor, rateLimit);
      });
      const callerOf = (request: FastifyRequest, permission: Permission): Caller => {
        const caller = callers.get(request);
        if (caller === undefined) throw oneFault('UNAUTHORIZED');
        if (!isPermitted(caller.principal, permission)) throw oneFault('FORBIDDEN');
        return caller;
      };

      const methods = watchMethods(scope);
      registerCalls(scope, deps, callerOf);
      methods.close();
      done();
    },
    { prefix: oneTradeCreditPath },
  );
}

type CallerOf = (request: FastifyRequest, permission: Permission) => Caller;

function registerCalls(scope: FastifyInstance, deps: TradeCreditDeps, callerOf: CallerOf): void {
  const options = { exposeHeadRoute: false };
  const clientIdsOf = createClientIds(deps);

  scope.get(`/${oneSynchronizationSegment}`, options, async (request, reply) => {
    const { tenant } = callerOf(request, 'trade_credit.read');
    const query = readOneFeedQuery(request.query as Parameters<typeof readOneFeedQuery>[0]);
    if (!query.ok) throw faultOfProblem(query.problem);
    const feed = { credit: deps.credit, clientIdsOf };
    return reply.type(oneType).send(await readFeed(feed, tenant, query.value));
  });

  scope.get(path, options, async (request, reply) => {
    const caller = callerOf(request, 'trade_credit.read');
    const asked = clientOf(request);
    if (asked.kind === 'individual') throw individualsHaveNone();
    const client = await findClient(deps, caller.tenant.tenantId, asked);
    if (client === null) throw oneFault('CLIENT_NOT_FOUND');
    const line = await findLine(deps, caller, client);
    if (line === null) throw oneFault('TRADE_CREDIT_NOT_FOUND');
    return show(caller, reply, { client, line });
  });

  scope.put(path, async (request, reply) => {
    const caller = callerOf(request, 'trade_credit.write');
    const client = clientOf(request);
    if (client.kind === 'individual') throw oneFault('INDIVIDUAL_NOT_ELIGIBLE');
    const exponent = exponentOf(caller.tenant.settings.one.currency);
    const figures = readOneFigures(request.body as JsonValue | undefined, client, exponent);
    if (!figures.ok) throw faultOfProblem(figures.problem);
    assertKeepable(figures.value);
    if (caller.tenant.settings.one.isTripleStrict) assertConsistent(figures.value);
    const asOf = readAsOf(request);
    const condition = readCondition(request.headers['if-match']);
    const written = await putTradeCredit(deps, caller, {
      client,
      figures: figures.value,
      asOf,
      condition,
    });
    if (caller.tenant.settings.one.hasEmptyAnswers) {
      return reply.header('etag', entityTagOf(written.line)).send();
    }
    return show(caller, reply, written);
  });

  scope.delete(path, async (request, reply) => {
    const caller = callerOf(request, 'trade_credit.write');
    const client = clientOf(request);
    if (client.kind === 'individual') throw individualsHaveNone();
    await deleteTradeCredit(deps, caller, client, readCondition(request.headers['if-match']));
    return reply.code(204).send();
  });

  function show({ tenant }: Caller, reply: FastifyReply, { client, line }: Shown) {
    const figures = figuresOf(line, tenant.settings.one.view, deps.clock.now());
    const body = writeOneTradeCredit(client.clientId, figures, exponentOf(line.currency));
    return reply.header('etag', entityTagOf(line)).type(oneType).send(body);
  }
}

type Shown = { readonly client: Client; readonly line: CreditLine };

const path = '/:organizationId';

function clientOf({ params }: FastifyRequest) {
  return readClientOfPath((params as { readonly organizationId: string }).organizationId);
}

function individualsHaveNone() {
  return oneFault('TRADE_CREDIT_NOT_FOUND', 'Individuals have no trade credit.');
}

async function recognize(deps: TradeCreditDeps, request: FastifyRequest): Promise<Caller> {
  const answer = await deps.one(
    headerOf(request, oneHeaders.apiKey),
    headerOf(request, oneHeaders.tenant),
  );
  if (!answer.ok) {
    switch (answer.refusal.code) {
      case 'access.unauthenticated':
        throw oneFault('UNAUTHORIZED');
      case 'access.tenant_required':
        throw oneFault('TENANT_REQUIRED');
      case 'access.tenant_mismatch':
        throw oneFault('TENANT_MISMATCH');
    }
  }
  const principal = answer.value;
  const tenant = await deps.tenant(principal.tenantId);
  if (tenant === null || tenant.disabledAt !== null) throw oneFault('UNAUTHORIZED');
  return { principal, tenant };
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' ? value : null;
}

/** Our extension: the time that the figures speak of. */
function readAsOf(request: FastifyRequest): Instant | null {
  const text = headerOf(request, oneHeaders.asOf);
  if (text === null) return null;
  const at = parseInstant(text);
  if (at === null) throw oneFault('INVALID_VALUE', 'X-As-Of must be an RFC 3339 time.');
  return at;
}

function assertConsistent({ creditValue, creditValueUsed, availableCreditValue }: OneFigures) {
  if (creditValue - creditValueUsed === availableCreditValue) return;
  throw oneFault('INVALID_VALUE', 'The three values do not add up.');
}

/** The ledger keeps 15 digits of minor units; the codec has counted those of the number. */
function assertKeepable(figures: OneFigures): void {
  for (const [name, minor] of Object.entries(figures)) {
    if (minor > amountMinorMax || minor < -amountMinorMax) {
      throw oneFault('INVALID_VALUE', `${name} has too many digits.`);
    }
  }
}
