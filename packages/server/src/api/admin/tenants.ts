import { operation } from '@aval/wire';
import { type Static, Type } from 'typebox';
import { operatorActor } from '../../access/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import { parseTenantId } from '../../kernel/ids.ts';
import { type PartyService, settingTextsOf, type Tenant } from '../../parties/index.ts';
import { type Handlers, ok } from '../answer.ts';
import { notFound } from '../refusals.ts';
import { administrationProblem, operatorNeeded } from './problems.ts';
import { closed, TextOrNullSchema, TextSchema, TextsSchema, VersionSchema } from './schemas.ts';

const TenantSchema = Type.Object({
  tenantId: Type.String(),
  name: Type.String(),
  currency: Type.String(),
  language: Type.String(),
  settings: Type.Record(Type.String(), Type.String(), {
    description: 'Every setting in force.',
  }),
  changed: Type.Array(Type.String(), {
    description: 'Settings that are not at their default.',
  }),
  version: VersionSchema,
  createdAt: Type.String(),
  disabledAt: TextOrNullSchema,
});

const tag = 'Administration';

export const tenantOperations = {
  listTenants: operation({
    method: 'GET',
    path: '/v1/admin/tenants',
    tag,
    summary: 'List the tenants that you administer: your own',
    answers: { 200: Type.Object({ items: Type.Array(TenantSchema) }) },
  }),
  addTenant: operation({
    method: 'POST',
    path: '/v1/admin/tenants',
    tag,
    summary: 'Add a tenant; for the operator of the server alone',
    body: Type.Object(
      {
        tenantId: TextSchema,
        name: TextSchema,
        currency: TextSchema,
        language: Type.Optional(TextSchema),
        settings: Type.Optional(TextsSchema),
      },
      closed,
    ),
    answers: { 201: TenantSchema },
  }),
  changeTenant: operation({
    method: 'PUT',
    path: '/v1/admin/tenants/{tenantId}',
    tag,
    summary: 'Change name, language or settings of a tenant; what is left out stays',
    params: Type.Object({ tenantId: TextSchema }, closed),
    body: Type.Object(
      {
        name: Type.Optional(TextSchema),
        language: Type.Optional(TextSchema),
        settings: Type.Optional(
          Type.Record(Type.String({ maxLength: 100 }), TextOrNullSchema, {
            maxProperties: 100,
            description: 'Texts as on the page of settings; null goes back to the default.',
          }),
        ),
      },
      closed,
    ),
    condition: 'version',
    hasEtag: true,
    answers: { 200: TenantSchema },
  }),
  revokeTenant: operation({
    method: 'POST',
    path: '/v1/admin/tenants/{tenantId}/revoke',
    tag,
    summary: 'Disable a tenant: nobody signs in to it; for the operator of the server alone',
    params: Type.Object({ tenantId: TextSchema }, closed),
    answers: { 200: TenantSchema },
  }),
} as const;

export function createTenantHandlers({
  parties,
}: {
  readonly parties: Pick<PartyService, 'tenant' | 'tenants' | 'addTenant' | 'changeTenant'>;
}): Handlers<typeof tenantOperations> {
  return {
    listTenants: async ({ principal: { tenantId, actor } }) => {
      if (actor === operatorActor)
        return ok({ items: (await parties.tenants()).map(toWireTenant) });
      const own = await parties.tenant(tenantId);
      return ok({ items: own === null ? [] : [toWireTenant(own)] });
    },
    addTenant: async ({ principal: { actor }, body }) => {
      if (actor !== operatorActor) return operatorNeeded();
      const { language = 'en', settings = {} } = body;
      const added = await parties.addTenant({ ...body, language, settings });
      if (!added.ok) return administrationProblem(added.refusal);
      return { status: 201, body: toWireTenant(added.value) };
    },
    changeTenant: async ({ principal, params, body, expected }) => {
      const tenantId = parseTenantId(params.tenantId);
      const isOwn = tenantId === principal.tenantId || principal.actor === operatorActor;
      if (tenantId === null || !isOwn) return notFound();
      const expectedVersion = typeof expected === 'bigint' ? expected : null;
      const changed = await parties.changeTenant(tenantId, { ...body, expectedVersion });
      if (!changed.ok) return administrationProblem(changed.refusal);
      return ok(toWireTenant(changed.value), { version: changed.value.version });
    },
    revokeTenant: async ({ principal: { actor }, params }) => {
      if (actor !== operatorActor) return operatorNeeded();
      const tenantId = parseTenantId(params.tenantId);
      if (tenantId === null) return notFound();
      const change = { isDisabled: true, expectedVersion: null };
      const changed = await parties.changeTenant(tenantId, change);
      return changed.ok ? ok(toWireTenant(changed.value)) : administrationProblem(changed.refusal);
    },
  };
}

function toWireTenant(tenant: Tenant): Static<typeof TenantSchema> {
  const { tenantId, name, currency, language, changed, disabledAt } = tenant;
  return {
    tenantId,
    name,
    currency,
    language,
    settings: settingTextsOf(changed),
    changed: Object.keys(changed),
    version: Number(tenant.version),
    createdAt: formatInstant(tenant.createdAt),
    disabledAt: disabledAt === null ? null : formatInstant(disabledAt),
  };
}
