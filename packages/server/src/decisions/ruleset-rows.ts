import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { contentText } from './read-content.ts';
import type { RulesetCase, RulesetContent, RulesetId, RulesetVersion } from './ruleset.ts';

type Key = { readonly tenantId: TenantId; readonly rulesetId: RulesetId };

export function newRuleset(
  { tenantId, rulesetId }: Key,
  { name, actor }: { readonly name: string; readonly actor: string },
): RowChange {
  return {
    op: 'insert',
    table: 'ruleset',
    values: {
      tenant_id: tenantId,
      ruleset_id: BigInt(rulesetId),
      name,
      created_by: actor,
      created_at_us: { blank: 'instant' },
    },
  };
}

/** What a draft says. */
export type Draft = {
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
  readonly hash: string;
};

export function newDraft(
  { tenantId, rulesetId }: Key,
  {
    draft,
    version,
    actor,
  }: { readonly draft: Draft; readonly version: number; readonly actor: string },
): RowChange {
  return {
    op: 'insert',
    table: 'ruleset_version',
    values: {
      tenant_id: tenantId,
      ruleset_id: BigInt(rulesetId),
      version: BigInt(version),
      status: 'draft',
      ...draftValues(draft),
      created_by: actor,
      created_at_us: { blank: 'instant' },
      published_by: null,
      published_at_us: null,
      revision: 1n,
    },
  };
}

export function changedDraft(found: RulesetVersion, draft: Draft): RowChange {
  return moved(found, draftValues(draft));
}

export function published(found: RulesetVersion, actor: string): RowChange {
  return moved(found, {
    status: 'published',
    published_by: actor,
    published_at_us: { blank: 'instant' },
  });
}

export function retired(found: RulesetVersion): RowChange {
  return moved(found, { status: 'retired' });
}

/** Marks a version as used, so that nobody retires it in the same moment. */
export function touched(found: RulesetVersion): RowChange {
  return moved(found, {});
}

export function newActivation(
  { tenantId, rulesetId, version }: RulesetVersion,
  parts: { readonly number: number; readonly from: Instant | null; readonly actor: string },
): RowChange {
  return {
    op: 'insert',
    table: 'ruleset_activation',
    values: {
      tenant_id: tenantId,
      ruleset_id: BigInt(rulesetId),
      number: BigInt(parts.number),
      version: BigInt(version),
      active_from_us: parts.from ?? { blank: 'instant' },
      activated_by: parts.actor,
      activated_at_us: { blank: 'instant' },
    },
  };
}

/** A change of a version that is still as it was read. */
function moved(found: RulesetVersion, set: Extract<RowChange, { op: 'update' }>['set']): RowChange {
  const { tenantId, rulesetId, version, status, revision } = found;
  return {
    op: 'update',
    table: 'ruleset_version',
    set: { ...set, revision: revision + 1n },
    where: {
      tenant_id: tenantId,
      ruleset_id: BigInt(rulesetId),
      version: BigInt(version),
      status,
      revision,
    },
  };
}

function draftValues({ content, cases, hash }: Draft) {
  return { hash, content: contentText(content), cases: JSON.stringify(cases) };
}
