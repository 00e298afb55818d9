import type { FastifyRequest } from 'fastify';
import {
  type AccessService,
  isAddressIn,
  isPermitted,
  type Principal,
} from '../../../access/index.ts';
import { HttpFault } from '../../../http/index.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Tenant } from '../../../parties/index.ts';
import { readBasic } from '../read-basic.ts';

export type RecognizeDeps = {
  /** Whose credential this is; see the authenticator of the access room. */
  readonly credentials: Pick<AccessService, 'hook' | 'hookKey' | 'hookHeader'>;
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
};

/** Who asks the hook, with the settings of the tenant that the credential names. */
export type Caller = {
  readonly principal: Principal;
  readonly settings: Tenant['settings']['hook'];
};

/**
 * The caller by what it presents: the key of the path where there is one, else Basic or a bearer
 * token, else a fixed header. Only one of them is looked at, in this order. Throws a `HttpFault`
 * with status 401 for everybody else, and says nothing of why.
 */
export async function recognize(deps: RecognizeDeps, request: FastifyRequest): Promise<Caller> {
  const { credentials } = deps;
  const { key } = request.params as { readonly key?: string };
  const presented = await (key !== undefined
    ? credentials.hookKey('hook-path', key)
    : byHeaders(credentials, request.headers));
  if (presented?.ok !== true) return nobody();
  const principal = presented.value;
  if (!isPermitted(principal, 'credit_check.ask')) return nobody();
  const { addresses } = principal;
  if (addresses.length > 0 && !isAddressIn(addresses, request.ip)) return nobody();
  const tenant = await deps.tenant(principal.tenantId);
  if (tenant === null || tenant.disabledAt !== null) return nobody();
  const settings = tenant.settings.hook;
  if (key !== undefined && !settings.hasPathKey) return nobody();
  return { principal, settings };
}

function byHeaders(credentials: RecognizeDeps['credentials'], headers: FastifyRequest['headers']) {
  const { authorization } = headers;
  if (authorization === undefined) {
    const texts = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    return credentials.hookHeader(texts);
  }
  const basic = readBasic(authorization);
  if (basic !== null) return credentials.hook(basic.username, basic.password);
  const [, token] = /^bearer +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
  return token === undefined ? null : credentials.hookKey('hook-bearer', token);
}

export function nobody(): never {
  const challenge = 'Basic realm="credit check", charset="UTF-8"';
  const headers = { 'www-authenticate': challenge };
  throw new HttpFault(401, 'access.unauthenticated', {}, { headers });
}
