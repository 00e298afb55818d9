import {
  type BusinessRuleActivation,
  type BusinessRuleContent,
  type BusinessRuleReader,
  type BusinessRules,
  type BusinessRuleVersion,
  type FulfilmentOperation,
  type RuleSetKey,
  readRuleCases,
  readRuleContent,
} from '../../fulfilment/index.ts';
import { assert } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { ServiceId, TenantId } from '../../kernel/ids.ts';
import type {
  BusinessRuleActivationRow,
  BusinessRulesRow,
  BusinessRuleVersionRow,
} from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

/** Contents that are kept at hand; a service has at most thirteen in force. */
const contentsMax = 500;

/** Versions and activations of one set that a list shows. */
const listMax = 200;

export function createBusinessRuleReader(db: Reads): BusinessRuleReader {
  // What was compiled for a content hangs on its identity, and a hash names one content for ever.
  const contents = new Map<string, BusinessRuleContent>();
  const contentOf = ({ hash, content }: Pick<BusinessRuleVersionRow, 'hash' | 'content'>) => {
    const known = contents.get(hash);
    if (known !== undefined) return known;
    const read = readRuleContent(JSON.parse(content));
    assert(read.ok, `business rules ${hash} cannot be read`);
    if (contents.size >= contentsMax) contents.clear();
    contents.set(hash, read.value);
    return read.value;
  };
  const fromRowVersion = (row: BusinessRuleVersionRow): BusinessRuleVersion => ({
    ...keyOf(row),
    version: Number(row.version),
    status: row.status as BusinessRuleVersion['status'],
    hash: row.hash,
    content: contentOf(row),
    cases: casesOf(row.cases),
    createdBy: row.created_by,
    createdAt: row.created_at_us as Instant,
    publishedBy: row.published_by,
    publishedAt: row.published_at_us as Instant | null,
    revision: row.revision,
  });
  const setsOf = (tenantId: TenantId) =>
    db.selectFrom('business_rules').selectAll().where('tenant_id', '=', tenantId);
  const versionsOf = ({ tenantId, serviceId, operation }: RuleSetKey) =>
    db
      .selectFrom('business_rule_version')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('service_id', '=', serviceId)
      .where('operation', '=', operation);
  const setAt = async ({ tenantId, serviceId, operation }: RuleSetKey) =>
    setsOf(tenantId)
      .where('service_id', '=', serviceId)
      .where('operation', '=', operation)
      .executeTakeFirst();
  const versionAt = async (key: RuleSetKey, version: bigint) => {
    const row = await versionsOf(key).where('version', '=', version).executeTakeFirst();
    return row === undefined ? null : fromRowVersion(row);
  };

  return {
    ruleSets: async (tenantId, { serviceId, after, limit }) => {
      const [afterService = '', afterOperation = ''] = (after ?? '').split('/');
      let all = setsOf(tenantId);
      if (serviceId !== null) all = all.where('service_id', '=', serviceId);
      if (after !== null) {
        all = all.where(({ eb, and, or }) =>
          or([
            eb('service_id', '>', afterService),
            and([eb('service_id', '=', afterService), eb('operation', '>', afterOperation)]),
          ]),
        );
      }
      const rows = await all
        .orderBy('service_id')
        .orderBy('operation')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, fromRowSet, (row) => `${row.service_id}/${row.operation}`);
    },

    ruleSet: async (key) => {
      const row = await setAt(key);
      return row === undefined ? null : fromRowSet(row);
    },

    ruleVersion: (key, version) => versionAt(key, BigInt(version)),

    ruleVersions: async (key) => {
      const rows = await versionsOf(key).orderBy('version', 'desc').limit(listMax).execute();
      return rows.map(fromRowVersion);
    },

    ruleActivations: async ({ tenantId, serviceId, operation }) => {
      const rows = await db
        .selectFrom('business_rule_activation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('service_id', '=', serviceId)
        .where('operation', '=', operation)
        .orderBy('number', 'desc')
        .limit(listMax)
        .execute();
      return rows.map(fromRowActivation);
    },

    rulesInForce: async (key) => {
      const inForce = (await setAt(key))?.in_force ?? null;
      return inForce === null ? null : versionAt(key, inForce);
    },
  };
}

function casesOf(text: string): BusinessRuleVersion['cases'] {
  const read = readRuleCases(JSON.parse(text));
  assert(read.ok, 'the cases of business rules cannot be read');
  return read.value;
}

function keyOf(row: Pick<BusinessRulesRow, 'tenant_id' | 'service_id' | 'operation'>): RuleSetKey {
  return {
    tenantId: row.tenant_id as TenantId,
    serviceId: row.service_id as ServiceId,
    operation: row.operation as FulfilmentOperation,
  };
}

function fromRowSet(row: BusinessRulesRow): BusinessRules {
  return {
    ...keyOf(row),
    inForce: row.in_force === null ? null : Number(row.in_force),
    createdBy: row.created_by,
    createdAt: row.created_at_us as Instant,
    revision: row.revision,
  };
}

function fromRowActivation(row: BusinessRuleActivationRow): BusinessRuleActivation {
  return {
    ...keyOf(row),
    number: Number(row.number),
    version: Number(row.version),
    activatedBy: row.activated_by,
    activatedAt: row.activated_at_us as Instant,
  };
}
