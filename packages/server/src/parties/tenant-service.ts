import { assert } from '../kernel/assert.ts';
import type { Clock } from '../kernel/clock.ts';
import { currency, isCurrency } from '../kernel/currency.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import { readName } from './name.ts';
import type { CommitRows, PartyReader, StoredTenant } from './ports.ts';
import type { TenantRefusal } from './refusals.ts';
import type { SettingTexts } from './setting-form.ts';
import { isLanguage, type Language, type Tenant } from './tenant.ts';
import { createTenantCache } from './tenant-cache.ts';
import { readTenantSettings, withSettings } from './tenant-settings.ts';

export type TenantService = {
  /** The tenant as it stood at most five seconds ago, from this process's memory. */
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  readonly tenants: () => Promise<readonly Tenant[]>;
  readonly addTenant: (input: NewTenant) => Promise<Result<Tenant, TenantRefusal>>;
  readonly changeTenant: (
    tenantId: TenantId,
    changes: TenantChanges,
  ) => Promise<Result<Tenant, TenantRefusal>>;
};

export type NewTenant = {
  readonly tenantId: string;
  readonly name: string;
  readonly currency: string;
  readonly language: string;
  readonly settings: SettingTexts;
};

/** What is left out stays. A setting that is null goes back to its default. */
export type TenantChanges = {
  readonly name?: string | undefined;
  readonly language?: string | undefined;
  readonly settings?: { readonly [name: string]: string | null } | undefined;
  readonly isDisabled?: boolean | undefined;
  /** The version that the caller has seen; null changes whatever is in force. */
  readonly expectedVersion: bigint | null;
};

type TenantDeps = {
  readonly reader: PartyReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
};

/** Adds and changes tenants. The currency is fixed: amounts of settings and lines are written in it. */
export function createTenantService(deps: TenantDeps): TenantService {
  const { reader, commit, clock } = deps;
  const cache = createTenantCache({ reader, clock, read: fromStored });

  const reread = async (tenantId: TenantId): Promise<Result<Tenant, TenantRefusal>> => {
    cache.forget(tenantId);
    const tenant = await cache.get(tenantId);
    return tenant === null ? refuse({ code: 'parties.tenant_unknown' }) : accept(tenant);
  };

  return {
    tenant: cache.get,
    tenants: async () => (await reader.tenants()).map(fromStored),
    addTenant: async (input) => {
      const row = readNewTenant(input);
      if (!row.ok) return row;
      const { tenantId } = row.value;
      const outcome = await commit(rowsOnly(tenantId, [newTenantRow(row.value)]));
      if (outcome.kind === 'refused') return refuse({ code: 'parties.tenant_exists' });
      return reread(tenantId);
    },
    changeTenant: async (tenantId, changes) => {
      const stored = await reader.tenant(tenantId);
      if (stored === null) return refuse({ code: 'parties.tenant_unknown' });
      const { version } = stored;
      if (changes.expectedVersion !== null && changes.expectedVersion !== version) {
        return refuse({ code: 'parties.version_changed', version });
      }
      const set = readChanges(stored, changes);
      if (!set.ok) return set;
      const row: RowChange = {
        op: 'update',
        table: 'tenant',
        set: { ...set.value, version: version + 1n },
        where: { tenant_id: tenantId, version },
      };
      const outcome = await commit(rowsOnly(tenantId, [row]));
      if (outcome.kind === 'done') return reread(tenantId);
      const now = await reader.tenant(tenantId);
      return refuse({ code: 'parties.version_changed', version: now?.version ?? version });
    },
  };
}

type TenantTexts = {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly currency: string;
  readonly language: Language;
  readonly settings: SettingTexts;
};

function readNewTenant(input: NewTenant): Result<TenantTexts, TenantRefusal> {
  const tenantId = parseTenantId(input.tenantId);
  if (tenantId === null) return refuse({ code: 'parties.tenant_id_invalid' });
  const name = readName(input.name);
  if (name === null) return refuse({ code: 'parties.name_invalid' });
  if (!isCurrency(input.currency)) return refuse({ code: 'parties.currency_unknown' });
  if (!isLanguage(input.language)) return refuse({ code: 'parties.language_unknown' });
  const settings = withSettings({}, input.settings);
  const read = readTenantSettings(settings, input.currency);
  if (!read.ok) return read;
  return accept({ tenantId, name, currency: input.currency, language: input.language, settings });
}

function newTenantRow({ tenantId, name, currency, language, settings }: TenantTexts): RowChange {
  return {
    op: 'insert',
    table: 'tenant',
    values: {
      tenant_id: tenantId,
      name,
      currency,
      language,
      settings: JSON.stringify(settings),
      version: 1n,
      created_at_us: { blank: 'instant' },
      disabled_at_us: null,
    },
  };
}

function readChanges(stored: StoredTenant, changes: TenantChanges) {
  const name = changes.name === undefined ? stored.name : readName(changes.name);
  if (name === null) return refuse({ code: 'parties.name_invalid' } as const);
  const language = changes.language ?? stored.language;
  if (!isLanguage(language)) return refuse({ code: 'parties.language_unknown' } as const);
  const settings = withSettings(textsOf(stored), changes.settings ?? {});
  const read = readTenantSettings(settings, currency(stored.currency));
  if (!read.ok) return read;
  const isDisabled = changes.isDisabled ?? stored.disabledAt !== null;
  const since = stored.disabledAt ?? ({ blank: 'instant' } as const);
  return accept({
    name,
    language,
    settings: JSON.stringify(settings),
    disabled_at_us: isDisabled ? since : null,
  });
}

function fromStored(stored: StoredTenant): Tenant {
  const code = currency(stored.currency);
  const changed = textsOf(stored);
  const settings = readTenantSettings(changed, code);
  assert(settings.ok, `tenant ${stored.tenantId} has settings that this program does not know`);
  assert(isLanguage(stored.language), `tenant ${stored.tenantId} has an unknown language`);
  return Object.freeze({
    tenantId: stored.tenantId,
    name: stored.name,
    currency: code,
    language: stored.language,
    settings: settings.value,
    changed,
    version: stored.version,
    createdAt: stored.createdAt,
    disabledAt: stored.disabledAt,
  });
}

function textsOf(stored: StoredTenant): SettingTexts {
  return JSON.parse(stored.settings) as SettingTexts;
}
