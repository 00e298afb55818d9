import { nativeOperations, type Operation } from '@aval/wire';
import {
  type AccessService,
  type CheckConnection,
  operatorActor,
  type Principal,
} from '../../access/index.ts';
import { HttpFault } from '../../http/index.ts';
import { parseTenantId, type TenantId } from '../../kernel/ids.ts';
import type { CompanyService, PartyService } from '../../parties/index.ts';
import { createCursors } from '../cursors.ts';
import { createCompanyImportHandlers } from '../handlers/companies.ts';
import { problemTexts } from '../problem-texts.ts';
import { notFound } from '../refusals.ts';
import type { OperationTable } from '../serve-operations.ts';
import { createValidate } from '../validate.ts';
import { createConnectionHandlers } from './connections.ts';
import { createCredentialHandlers } from './credentials.ts';
import { type AdminOperationId, adminOperations, adminPermissionOf } from './operations.ts';
import { administrationTexts } from './problems.ts';
import { createTenantHandlers } from './tenants.ts';
import { createUserHandlers } from './users.ts';

export type AdminServices = {
  readonly access: AccessService;
  readonly parties: PartyService;
  readonly checkConnection: CheckConnection;
  /** The same for every server on one database: it seals the cursors of lists. */
  readonly cursorSecret: Uint8Array;
};

const { importCompanies, importLeiRecords } = nativeOperations;

/** What the command line may ask for: administration, and files that are taken in. */
export const commandOperations = { ...adminOperations, importCompanies, importLeiRecords } as const;

/** One operation, as the command line asks for it. */
export type AdminCall = {
  readonly operation: AdminOperationId | 'importCompanies' | 'importLeiRecords';
  /** The tenant that it is about; a key or user of a server knows its own. */
  readonly tenantId: string | null;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** A file goes as its text. */
  readonly body?: object | string;
};

export type AdminAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: string; readonly text: string };

/** Administration, wherever it happens: on the database itself, or through a running server. */
export type Administration = { readonly call: (call: AdminCall) => Promise<AdminAnswer> };

/** The operations of administration with what answers them. */
export function adminTable(services: AdminServices): OperationTable {
  const cursors = createCursors(services.cursorSecret);
  const handlers = {
    ...createTenantHandlers(services),
    ...createCredentialHandlers(services, cursors),
    ...createUserHandlers(services, cursors),
    ...createConnectionHandlers(services, cursors),
  };
  return {
    prefix: '/v1/admin',
    operations: adminOperations,
    handlers: handlers as unknown as OperationTable['handlers'],
    permissionOf: adminPermissionOf,
    texts: { ...problemTexts, ...administrationTexts },
  };
}

/** Administration by the operator, on the database itself; no server may hold it. */
export function createLocalAdministration(
  services: AdminServices & { readonly companies: Pick<CompanyService, 'importCompanies'> },
): Administration {
  const { handlers: administer, texts } = adminTable(services);
  const imports = createCompanyImportHandlers(services.companies);
  const handlers = { ...administer, ...imports } as OperationTable['handlers'];
  const perform = async ({ operation, tenantId, params = {}, query = {}, body }: AdminCall) => {
    const principal = await operatorFor(services.parties, tenantId);
    const { params: paramsSchema, body: bodySchema }: Operation = commandOperations[operation];
    if (paramsSchema !== undefined) createValidate(paramsSchema, 'path')(params);
    if (bodySchema !== undefined && body !== undefined) createValidate(bodySchema, 'body')(body);
    const handler = handlers[operation];
    const request = { principal, params, query, body, key: null, expected: null };
    return handler === undefined ? notFound() : handler(request as never);
  };
  return {
    call: async (call) => {
      const answer = await perform(call).catch((error: unknown) => {
        if (error instanceof HttpFault) return error;
        throw error;
      });
      if (!(answer instanceof HttpFault)) return { ok: true, body: answer.body };
      const { code, params, text } = answer;
      const at = typeof params['at'] === 'string' ? ` (${params['at']})` : '';
      // The operator has no address that could be wrong, and may see everything.
      const known = code === 'http.not_found' ? 'There is nothing with this id.' : texts[code];
      return { ok: false, code, text: `${text ?? known ?? code}${at}` };
    },
  };
}

/** The operator acts for one tenant at a time; one that is not there is no tenant to act for. */
async function operatorFor(parties: PartyService, name: string | null): Promise<Principal> {
  const none = '' as TenantId;
  const tenantId = name === null ? none : parseTenantId(name);
  if (tenantId === null || (tenantId !== none && (await parties.tenant(tenantId)) === null)) {
    throw new HttpFault(404, 'parties.tenant_unknown', {}, { text: 'There is no such tenant.' });
  }
  return {
    kind: 'user',
    tenantId,
    actor: operatorActor,
    context: 'BACKOFFICE',
    permissions: new Set(Object.values(adminPermissionOf)),
    installation: null,
    addresses: [],
  };
}
