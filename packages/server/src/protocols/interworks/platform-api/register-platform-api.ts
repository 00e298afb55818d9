import { platformVersionHeader, readAccountId, readGuid } from '@aval/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isPermitted, type Principal } from '../../../access/index.ts';
import type { PlatformAccount, PlatformReader } from '../../../commerce/index.ts';
import {
  createRateLimit,
  HttpFault,
  type Log,
  presentFailures,
  watchMethods,
} from '../../../http/index.ts';
import { type Clock, minute } from '../../../kernel/clock.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Tenant } from '../../../parties/index.ts';
import { platformType, presentFailure } from './present-failure.ts';
import { registerToken, type TokenDeps } from './register-token.ts';
import { writeAccount, writeBalance, writeBillingInfo, writeOrder } from './write-answers.ts';

/** Where our own platform answers. Our choice: a vendor's installation has an address of its own. */
const platformApiBase = '/bss';

export type PlatformApiDeps = TokenDeps & {
  readonly log: Log;
  readonly clock: Clock;
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  /** Whose access token this is; see `platform` of the access room. */
  readonly platform: (token: string) => Promise<Result<Principal, unknown>>;
  readonly reader: PlatformReader;
};

/**
 * The platform's calls that a desk makes: token, account, billing info, balance and order. Source:
 * document 000 names account, billing info and order; see `wire` for what is observed or ours.
 */
export function registerPlatformApi(app: FastifyInstance, deps: PlatformApiDeps): void {
  app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      presentFailures(scope, deps.log, presentFailure);
      const methods = watchMethods(scope);
      registerToken(scope, deps);
      methods.close();
      scope.register(
        (api, _apiOptions, apiDone) => {
          registerReads(api, deps);
          apiDone();
        },
        { prefix: '/api' },
      );
      done();
    },
    { prefix: platformApiBase },
  );
}

function registerReads(scope: FastifyInstance, deps: PlatformApiDeps): void {
  const tenants = new WeakMap<FastifyRequest, TenantId>();
  const limit = createRateLimit(deps.clock, minute);
  scope.addHook('onRequest', async (request) => {
    const principal = await recognize(deps, request);
    request.actor = principal.actor;
    tenants.set(request, principal.tenantId);
    const tenant = await deps.tenant(principal.tenantId);
    const rateLimit = tenant?.settings.platform.rateLimit ?? null;
    if (rateLimit !== null) limit.take(principal.actor, rateLimit);
    assertVersion(request);
  });
  const tenantOf = (request: FastifyRequest): TenantId => tenants.get(request) ?? nobody();

  const accountOf = async (request: FastifyRequest): Promise<PlatformAccount> => {
    const { accountId } = request.params as { readonly accountId: string };
    const number = readAccountId(accountId);
    const account =
      number === null ? null : await deps.reader.account(tenantOf(request), BigInt(number));
    if (account === null) throw new HttpFault(404, 'http.not_found');
    return account;
  };
  const orderOf = async (request: FastifyRequest) => {
    const { orderId } = request.params as { readonly orderId: string };
    const guid = readGuid(orderId);
    const order = guid === null ? null : await deps.reader.order(tenantOf(request), guid);
    if (order === null) throw new HttpFault(404, 'http.not_found');
    if (!('isFailing' in order)) return order;
    throw new HttpFault(503, 'temporarily_unavailable');
  };

  const methods = watchMethods(scope);
  const get = (url: string, write: (request: FastifyRequest) => Promise<string>) =>
    scope.get(url, async (request, reply) => {
      const body = await write(request);
      return reply.header('cache-control', 'no-store').type(platformType).send(body);
    });
  get('/Accounts/:accountId', async (request) => writeAccount(await accountOf(request)));
  get('/Accounts/:accountId/billingInfo', async (request) =>
    writeBillingInfo(await accountOf(request)),
  );
  get('/Accounts/:accountId/balance', async (request) => writeBalance(await accountOf(request)));
  get('/orders/:orderId', async (request) => writeOrder(await orderOf(request)));
  methods.close();
}

async function recognize(deps: PlatformApiDeps, request: FastifyRequest): Promise<Principal> {
  const [, token] = /^bearer +([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const principal = token === undefined ? null : await deps.platform(token);
  if (principal === null || !principal.ok) return nobody();
  if (!isPermitted(principal.value, 'platform.read')) throw new HttpFault(403, 'http.forbidden');
  return principal.value;
}

function nobody(): never {
  throw new HttpFault(401, 'invalid_token', {}, { headers: { 'www-authenticate': 'Bearer' } });
}

/** Values that clients were seen to send; without the header the newest is meant. Our choice. */
const versions: ReadonlySet<string> = new Set(['1', '2', '2.1', '2.2', '3', '3.0', 'latest']);

function assertVersion(request: FastifyRequest): void {
  const given = request.headers[platformVersionHeader.toLowerCase()] ?? 'latest';
  if (typeof given === 'string' && versions.has(given)) return;
  throw new HttpFault(400, 'unsupported_version');
}
