import type { RowChange, RowGuard, RowValues } from '../../kernel/unit-of-work.ts';
import type {
  BusinessRuleCase,
  BusinessRuleContent,
  BusinessRules,
  BusinessRuleVersion,
  RuleSetKey,
} from './business-rules.ts';
import { textOfContent } from './read-rules.ts';

export function newRuleSet(key: RuleSetKey, actor: string): RowChange {
  return {
    op: 'insert',
    table: 'business_rules',
    values: {
      ...keyOf(key),
      in_force: null,
      created_by: actor,
      created_at_us: { blank: 'instant' },
      revision: 1n,
    },
  };
}

/** What a draft says. */
export type RuleDraft = {
  readonly content: BusinessRuleContent;
  readonly cases: readonly BusinessRuleCase[];
  readonly hash: string;
};

export function newRuleDraft(
  key: RuleSetKey,
  parts: { readonly draft: RuleDraft; readonly version: number; readonly actor: string },
): RowChange {
  return {
    op: 'insert',
    table: 'business_rule_version',
    values: {
      ...keyOf(key),
      version: BigInt(parts.version),
      status: 'draft',
      ...saidIn(parts.draft),
      created_by: parts.actor,
      created_at_us: { blank: 'instant' },
      published_by: null,
      published_at_us: null,
      revision: 1n,
    },
  };
}

export function changedRuleDraft(found: BusinessRuleVersion, draft: RuleDraft): RowChange {
  return changeOfDraft(found, saidIn(draft));
}

export function publishedRules(found: BusinessRuleVersion, actor: string): RowChange {
  return changeOfDraft(found, {
    status: 'published',
    published_by: actor,
    published_at_us: { blank: 'instant' },
  });
}

/** Brings a version into force, and remembers who did. Two at once are refused one of them. */
export function activatedRules(
  found: BusinessRules,
  parts: { readonly version: number; readonly number: number; readonly actor: string },
): readonly RowChange[] {
  const version = BigInt(parts.version);
  return [
    {
      op: 'update',
      table: 'business_rules',
      set: { in_force: version, revision: found.revision + 1n },
      where: { ...keyOf(found), revision: found.revision },
    },
    {
      op: 'insert',
      table: 'business_rule_activation',
      values: {
        ...keyOf(found),
        number: BigInt(parts.number),
        version,
        activated_by: parts.actor,
        activated_at_us: { blank: 'instant' },
      },
    },
  ];
}

/** A change of a version that is still the draft that was read. */
function changeOfDraft(found: BusinessRuleVersion, set: RowValues): RowChange {
  const { version, revision } = found;
  return {
    op: 'update',
    table: 'business_rule_version',
    set: { ...set, revision: revision + 1n },
    where: { ...keyOf(found), version: BigInt(version), status: 'draft', revision },
  };
}

function keyOf({ tenantId, serviceId, operation }: RuleSetKey) {
  return { tenant_id: tenantId, service_id: serviceId, operation } satisfies RowGuard;
}

function saidIn({ content, cases, hash }: RuleDraft) {
  return { hash, content: textOfContent(content), cases: JSON.stringify(cases) };
}
