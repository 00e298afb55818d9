import { readApplicationCredentials, type ServiceManagerContext } from '@aval/wire';
import type { FastifyRequest } from 'fastify';
import { isAddressIn, isPermitted } from '../../../access/index.ts';
import { defaultInstallation } from '../../../assessment/index.ts';
import { HttpFault } from '../../../http/index.ts';
import type { Caller, ServiceManagerDeps } from './service-manager-deps.ts';

/** The setting fields that this server declares; their values come back with every call. */
export const tenantField = 'DeskTenant';
export const keyField = 'DeskKey';

/**
 * Who calls, by application id and key. Setting fields that a call brings must be right too; they
 * never choose the tenant. Throws a `HttpFault` with status 401 for everybody else, and says nothing
 * of why. Source: document 001; that settings are compared is our choice.
 */
export async function recognize(
  deps: Pick<ServiceManagerDeps, 'credentials' | 'tenant'>,
  request: FastifyRequest,
  { settings }: Pick<ServiceManagerContext, 'settings'>,
): Promise<Caller> {
  const presented = readApplicationCredentials(request.headers);
  if (presented === null) return nobody();
  const answer = await deps.credentials.application(presented.applicationId, presented.keys);
  if (!answer.ok) return nobody();
  const principal = answer.value;
  const { addresses, tenantId } = principal;
  if (!isPermitted(principal, 'fulfilment.ask')) return nobody();
  if (addresses.length > 0 && !isAddressIn(addresses, request.ip)) return nobody();
  const tenant = await deps.tenant(tenantId);
  if (tenant === null || tenant.disabledAt !== null) return nobody();
  const desk = valuesOf(settings, tenantField);
  const keys = valuesOf(settings, keyField);
  if (desk.some((name) => name !== tenantId)) return nobody();
  for (const key of keys) {
    if (!(await isDeskKey(deps, tenant.tenantId, key))) return nobody();
  }
  return { principal, tenant, installation: principal.installation ?? defaultInstallation };
}

/** Whether a key of the setting fields is one of this tenant's. */
export async function isDeskKey(
  { credentials }: Pick<ServiceManagerDeps, 'credentials'>,
  tenantId: string,
  key: string,
): Promise<boolean> {
  const answer = await credentials.desk(key);
  return answer.ok && answer.value.tenantId === tenantId;
}

export function nobody(): never {
  throw new HttpFault(401, 'access.unauthenticated');
}

/** A field that was left empty is none. */
function valuesOf(settings: ServiceManagerContext['settings'], field: string): readonly string[] {
  return (settings.get(field.toLowerCase()) ?? []).filter((value) => value !== '');
}
