import {
  type DecisionsReader,
  type Ruleset,
  type RulesetActivation,
  type RulesetContent,
  type RulesetVersion,
  readCases,
  readContent,
} from '../../decisions/index.ts';
import { assert } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { RulesetActivationRow, RulesetRow, RulesetVersionRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** Contents that are kept at hand; a tenant has a few in use. */
const contentsMax = 200;

export function createRulesetReader(db: Reads): DecisionsReader {
  // What was compiled for a content hangs on its identity, and a hash names one content for ever.
  const contents = new Map<string, RulesetContent>();
  const contentOf = ({ hash, content }: Pick<RulesetVersionRow, 'hash' | 'content'>) => {
    const known = contents.get(hash);
    if (known !== undefined) return known;
    const read = readContent(JSON.parse(content));
    assert(read.ok, `ruleset ${hash} cannot be read`);
    if (contents.size >= contentsMax) contents.clear();
    contents.set(hash, read.value);
    return read.value;
  };
  // Asked for with every order. What is published stays as it is, and what is in force stays published.
  const inForce = new Map<string, RulesetVersion>();
  const fromRowVersion = (row: RulesetVersionRow): RulesetVersion => ({
    tenantId: row.tenant_id as TenantId,
    rulesetId: Number(row.ruleset_id),
    version: Number(row.version),
    status: row.status as RulesetVersion['status'],
    hash: row.hash,
    content: contentOf(row),
    cases: casesOf(row.cases),
    createdBy: row.created_by,
    createdAt: row.created_at_us as Instant,
    publishedBy: row.published_by,
    publishedAt: row.published_at_us as Instant | null,
    revision: row.revision,
  });
  const one = (row: RulesetVersionRow | undefined) =>
    row === undefined ? null : fromRowVersion(row);
  const versionsOf = (tenantId: TenantId) =>
    db.selectFrom('ruleset_version').selectAll().where('tenant_id', '=', tenantId);

  return {
    rulesets: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('ruleset')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('ruleset_id', '>', BigInt(after ?? 0))
        .orderBy('ruleset_id')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit).map(fromRowRuleset);
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? String(last.rulesetId) : null;
      return { items, next };
    },

    ruleset: async (tenantId, rulesetId) => {
      const row = await db
        .selectFrom('ruleset')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('ruleset_id', '=', BigInt(rulesetId))
        .executeTakeFirst();
      return row === undefined ? null : fromRowRuleset(row);
    },

    lastRulesetId: async (tenantId) => {
      const row = await db
        .selectFrom('ruleset')
        .select('ruleset_id')
        .where('tenant_id', '=', tenantId)
        .orderBy('ruleset_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : Number(row.ruleset_id);
    },

    versionInForce: async (tenantId, rulesetId, at) => {
      const active = await db
        .selectFrom('ruleset_activation')
        .select('version')
        .where('tenant_id', '=', tenantId)
        .where('ruleset_id', '=', BigInt(rulesetId))
        .where('active_from_us', '<=', at)
        .orderBy('active_from_us', 'desc')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (active === undefined) return null;
      const name = `${tenantId}/${rulesetId}/${active.version}`;
      const known = inForce.get(name);
      if (known !== undefined) return known;
      const found = one(
        await versionsOf(tenantId)
          .where('ruleset_id', '=', BigInt(rulesetId))
          .where('version', '=', active.version)
          .executeTakeFirst(),
      );
      if (found?.status !== 'published') return found;
      if (inForce.size >= contentsMax) inForce.clear();
      inForce.set(name, found);
      return found;
    },

    version: async (tenantId, rulesetId, version) =>
      one(
        await versionsOf(tenantId)
          .where('ruleset_id', '=', BigInt(rulesetId))
          .where('version', '=', BigInt(version))
          .executeTakeFirst(),
      ),

    versionByHash: async (tenantId, hash) =>
      one(
        await versionsOf(tenantId)
          .where('hash', '=', hash)
          .where('status', '<>', 'draft')
          .orderBy('published_at_us', 'desc')
          .orderBy('ruleset_id')
          .limit(1)
          .executeTakeFirst(),
      ),

    versions: async (tenantId, rulesetId) => {
      const rows = await versionsOf(tenantId)
        .where('ruleset_id', '=', BigInt(rulesetId))
        .orderBy('version', 'desc')
        .limit(listMax)
        .execute();
      return rows.map(fromRowVersion);
    },

    activations: async (tenantId, rulesetId) => {
      const rows = await db
        .selectFrom('ruleset_activation')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('ruleset_id', '=', BigInt(rulesetId))
        .orderBy('number', 'desc')
        .limit(listMax)
        .execute();
      return rows.map(fromRowActivation);
    },
  };
}

/** Versions and activations of one ruleset that a list shows. */
const listMax = 200;

function casesOf(text: string): RulesetVersion['cases'] {
  const read = readCases(JSON.parse(text));
  assert(read.ok, 'the cases of a ruleset cannot be read');
  return read.value;
}

function fromRowRuleset(row: RulesetRow): Ruleset {
  return {
    tenantId: row.tenant_id as TenantId,
    rulesetId: Number(row.ruleset_id),
    name: row.name,
    createdBy: row.created_by,
    createdAt: row.created_at_us as Instant,
  };
}

function fromRowActivation(row: RulesetActivationRow): RulesetActivation {
  return {
    tenantId: row.tenant_id as TenantId,
    rulesetId: Number(row.ruleset_id),
    number: Number(row.number),
    version: Number(row.version),
    activeFrom: row.active_from_us as Instant,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at_us as Instant,
  };
}
