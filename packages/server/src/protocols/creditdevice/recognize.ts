import type { FastifyRequest } from 'fastify';
import { isAddressIn } from '../../access/index.ts';
import type { Caller, DecisionMakerDeps } from './decision-maker-deps.ts';
import { dmmFault } from './dmm-fault.ts';

/** Who asks, by HTTP Basic on every request. Source: document 003; realm and text are our choice. */
export async function recognize(
  deps: Pick<DecisionMakerDeps, 'decisionMaker' | 'tenant'>,
  request: FastifyRequest,
): Promise<Caller> {
  const basic = readBasic(request.headers.authorization);
  if (basic === null) return nobody();
  const answer = await deps.decisionMaker(basic.username, basic.password);
  if (!answer.ok) return nobody();
  const principal = answer.value;
  const { addresses } = principal;
  if (addresses.length > 0 && !isAddressIn(addresses, request.ip)) return nobody();
  const tenant = await deps.tenant(principal.tenantId);
  if (tenant === null || tenant.disabledAt !== null) return nobody();
  return { principal, tenant };
}

export function nobody(): never {
  throw dmmFault('notAuthenticated', { 'www-authenticate': 'Basic realm="dmm"' });
}

/**
 * User and password of an `Authorization` header. White space anywhere in the encoded text is passed
 * over: a client library breaks it into lines.
 */
function readBasic(
  header: string | undefined,
): { readonly username: string; readonly password: string } | null {
  const [, encoded = ''] = /^\s*basic\s+([A-Za-z0-9+/=\s]{1,2000})$/i.exec(header ?? '') ?? [];
  const compact = encoded.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{1,1024}={0,2}$/.test(compact)) return null;
  const text = Buffer.from(compact, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
