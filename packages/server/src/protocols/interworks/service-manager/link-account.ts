import type { ServiceAccount } from '@aval/wire';
import { accountReference } from '../../../assessment/index.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Organization } from '../../../parties/index.ts';
import type { Caller, ServiceManagerDeps } from './service-manager-deps.ts';

type Deps = Pick<ServiceManagerDeps, 'parties'>;

/** The option that Accounts/SyncOptions asks for. */
export const registrationOption = 'registrationNumber';

/** What an account is called here, null where it is linked to nobody. */
export async function linkedIdOf(deps: Deps, caller: Caller, id: string): Promise<string | null> {
  const found = await organizationOf(deps, caller, id);
  return found === null ? null : nameOf(found);
}

/**
 * Links an account to an organization, a new one where there is none. What the platform says of the
 * customer never joins it to an organization that is known already: a number in a form is no proof.
 * One that is linked stays as it is, because others know it too.
 */
export async function linkAccount(
  deps: Deps,
  caller: Caller,
  account: ServiceAccount,
): Promise<string> {
  const { tenantId } = caller.tenant;
  const found = await organizationOf(deps, caller, account.id);
  if (found !== null) return nameOf(found);
  const name = account.name?.trim() ?? '';
  const created = await deps.parties.createOrganization(tenantId, {
    name: name === '' ? `Account ${account.id}` : name.slice(0, nameLengthMax),
    references: [accountReference(caller.installation, account.id)],
  });
  // Refused where the same call came twice at once: then it is there by now.
  const now = created.ok ? created.value : await organizationOf(deps, caller, account.id);
  if (now === null) {
    throw new Fault('storage.unavailable', { publicText: 'The account could not be linked.' });
  }
  const number = account.syncOptions?.[registrationOption]?.trim() ?? '';
  if (created.ok && /^\d{8}$/.test(number)) {
    const reference = { source: 'kvk', kind: 'number', value: number };
    // Somebody else may have the number; then nobody is joined to anybody.
    await deps.parties.addReference(tenantId, now.organizationId, reference);
  }
  return nameOf(now);
}

/** Takes the link away and nothing else; null where there is none. */
export async function unlinkAccount(
  deps: Deps,
  caller: Caller,
  id: string,
): Promise<string | null> {
  const { tenantId } = caller.tenant;
  const found = await organizationOf(deps, caller, id);
  if (found === null) return null;
  const reference = accountReference(caller.installation, id);
  await deps.parties.removeReference(tenantId, found.organizationId, reference);
  return nameOf(found);
}

const nameLengthMax = 200;

function organizationOf({ parties }: Deps, { tenant, installation }: Caller, id: string) {
  return parties.organizationOf(tenant.tenantId, accountReference(installation, id));
}

/** The number that an ERP knows the customer by, where it has one: people know it too. */
function nameOf({ organizationId, references }: Organization): string {
  const number = references.find(({ source, kind }) => source === 'erp' && kind === 'number');
  return number?.value ?? organizationId;
}
