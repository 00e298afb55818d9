import { present } from '../../kernel/assert.ts';
import type { Hash } from '../../kernel/hash.ts';
import { accept, type Result, refuse } from '../../kernel/result.ts';
import { type RowChange, rowsOnly } from '../../kernel/unit-of-work.ts';
import type { RuleLanguage } from '../example-rules.ts';
import type { CommitRows } from '../ports.ts';
import type {
  BusinessRuleActivation,
  BusinessRuleCase,
  BusinessRuleContent,
  BusinessRules,
  BusinessRuleVersion,
  RuleSetKey,
} from './business-rules.ts';
import type { RuleReport } from './check-rules.ts';
import type { LookAtRules } from './look-at-rules.ts';
import { hashOfContent } from './read-rules.ts';
import { readyRules } from './ready-rules.ts';
import type { BusinessRuleReader, DefaultLanguage } from './rule-ports.ts';
import type { RuleRefusal } from './rule-refusals.ts';
import {
  activatedRules,
  changedRuleDraft,
  newRuleDraft,
  newRuleSet,
  publishedRules,
} from './rule-rows.ts';
import type { RuleTest } from './try-rules.ts';

/** Whose rules, and who asks: `user:user_…`; a key can draft, and nothing more. */
export type RuleCall = RuleSetKey & { readonly actor: string };

export type RulesSaid =
  | { readonly content: BusinessRuleContent; readonly cases: readonly BusinessRuleCase[] }
  /** A copy of what comes ready to use for the operation. */
  | 'ready';

type Answer<Value> = Promise<Result<Value, RuleRefusal>>;

export type BusinessRuleService = {
  /**
   * Changes the draft, or makes one beside the published versions: a set has at most one. `revision`
   * is that of the draft that was changed; null takes any.
   */
  readonly draft: (
    call: RuleCall,
    said: RulesSaid,
    revision: bigint | null,
  ) => Answer<BusinessRuleVersion>;
  /** What keeps a version from being published, and what is worth knowing of it. */
  readonly verify: (call: RuleSetKey, version: number) => Answer<RuleReport>;
  /** Its cases, and what becomes of facts; texts in this language, null for the default one. */
  readonly test: (
    call: RuleSetKey,
    version: number,
    tried: {
      readonly facts: BusinessRuleCase['facts'] | null;
      readonly language: RuleLanguage | null;
    },
  ) => Answer<RuleTest>;
  /** Through the gate. The hash is that of what was looked at: nobody publishes anything else. */
  readonly publish: (
    call: RuleCall,
    which: { readonly version: number; readonly hash: string },
  ) => Answer<BusinessRuleVersion>;
  /** In force from the moment of the commit. */
  readonly activate: (call: RuleCall, version: number) => Answer<BusinessRuleActivation>;
  /** A version that was in force before is in force again. */
  readonly rollBack: (call: RuleCall, version: number) => Answer<BusinessRuleActivation>;
};

export type BusinessRuleDeps = {
  readonly reader: BusinessRuleReader;
  readonly commit: CommitRows;
  readonly hash: Hash;
  readonly defaultLanguage: DefaultLanguage;
  /** Where a version is looked at. */
  readonly lookAt: LookAtRules;
  /** Told of every change of what is in force, so that nobody here goes by what was kept of it. */
  readonly onActivated: (key: RuleSetKey) => void;
};

export function createBusinessRuleService(deps: BusinessRuleDeps): BusinessRuleService {
  const { reader, hash } = deps;
  const again = async (key: RuleSetKey, version: number) =>
    present(await reader.ruleVersion(key, version), 'a version just written');

  const activateIn = async (call: RuleCall, set: BusinessRules, version: number) => {
    const found = await reader.ruleVersion(call, version);
    if (found === null) return refuse({ code: 'fulfilment.rules_unknown' as const });
    if (found.status !== 'published') {
      return refuse({ code: 'fulfilment.rules_not_published' as const });
    }
    const [last] = await reader.ruleActivations(call);
    if (last !== undefined && set.inForce === version) return accept(last);
    const number = (last?.number ?? 0) + 1;
    const refusal = await write(deps, call, activatedRules(set, { ...call, version, number }));
    deps.onActivated(call);
    if (refusal !== null) return refuse(refusal);
    const [written] = await reader.ruleActivations(call);
    return accept(present(written, 'an activation just written'));
  };

  return {
    draft: async (call, said, revision) => {
      const language = await deps.defaultLanguage(call.tenantId, call.serviceId);
      if (language === null) return refuse({ code: 'fulfilment.rules_unknown' });
      const whole = said === 'ready' ? readyRules(call.operation) : said;
      if (whole === null) {
        const { operation } = call;
        return refuse({ code: 'fulfilment.rules_not_ready_made', operation });
      }
      const draft = { ...whole, hash: hashOfContent(whole.content, hash) };
      const [set, versions] = await Promise.all([reader.ruleSet(call), reader.ruleVersions(call)]);
      const found = versions.find(({ status }) => status === 'draft');
      if (revision !== null && found?.revision !== revision) {
        return refuse({ code: 'fulfilment.rules_changed' });
      }
      const version = found?.version ?? (versions[0]?.version ?? 0) + 1;
      const { actor } = call;
      const rows = [
        ...(set === null ? [newRuleSet(call, actor)] : []),
        found === undefined
          ? newRuleDraft(call, { draft, version, actor })
          : changedRuleDraft(found, draft),
      ];
      const refusal = await write(deps, call, rows);
      return refusal === null ? accept(await again(call, version)) : refuse(refusal);
    },

    verify: async (key, version) => {
      const known = await findVersion(deps, key, version);
      return known.ok ? reportOf(deps, known.value.found, known.value.byDefault) : known;
    },

    test: async (key, version, { facts, language }) => {
      const known = await findVersion(deps, key, version);
      if (!known.ok) return known;
      const { found, byDefault } = known.value;
      const { tenantId, content, cases } = found;
      const languages = { asked: language ?? byDefault, byDefault };
      const question = { kind: 'rule_test', content, cases, facts, languages } as const;
      const looked = await deps.lookAt(tenantId, question);
      return looked.ok ? accept(present(looked.value.test, 'a test')) : looked;
    },

    publish: async (call, { version, hash: lookedAt }) => {
      const known = await findVersion(deps, call, version);
      if (!known.ok) return known;
      const { found, byDefault } = known.value;
      if (found.hash !== lookedAt) return refuse({ code: 'fulfilment.rules_changed' });
      if (found.status === 'published') return accept(found);
      const report = await reportOf(deps, found, byDefault);
      if (!report.ok) return report;
      const { problems } = report.value;
      if (problems.length > 0) return refuse({ code: 'fulfilment.rules_unfit', problems });
      const refusal = await write(deps, call, [publishedRules(found, call.actor)]);
      return refusal === null ? accept(await again(call, version)) : refuse(refusal);
    },

    activate: async (call, version) => {
      const set = await reader.ruleSet(call);
      if (set === null) return refuse({ code: 'fulfilment.rules_unknown' });
      return activateIn(call, set, version);
    },

    rollBack: async (call, version) => {
      const set = await reader.ruleSet(call);
      if (set === null) return refuse({ code: 'fulfilment.rules_unknown' });
      const before = await reader.ruleActivations(call);
      if (!before.some((one) => one.version === version)) {
        const isKnown = (await reader.ruleVersion(call, version)) !== null;
        return refuse({
          code: isKnown ? 'fulfilment.rules_never_active' : 'fulfilment.rules_unknown',
        });
      }
      return activateIn(call, set, version);
    },
  };
}

/** A version, with the default language that counts now. */
async function findVersion(
  { reader, defaultLanguage }: BusinessRuleDeps,
  key: RuleSetKey,
  version: number,
): Answer<{ readonly found: BusinessRuleVersion; readonly byDefault: RuleLanguage }> {
  const found = await reader.ruleVersion(key, version);
  const byDefault = await defaultLanguage(key.tenantId, key.serviceId);
  if (found === null || byDefault === null) return refuse({ code: 'fulfilment.rules_unknown' });
  return accept({ found, byDefault });
}

async function reportOf(
  { lookAt }: BusinessRuleDeps,
  { tenantId, content, cases }: BusinessRuleVersion,
  byDefault: RuleLanguage,
): Answer<RuleReport> {
  const looked = await lookAt(tenantId, { kind: 'rule_gate', content, cases, byDefault });
  return looked.ok ? accept(present(looked.value.gate, 'a report')) : looked;
}

async function write(
  { commit }: BusinessRuleDeps,
  { tenantId }: RuleSetKey,
  rows: readonly RowChange[],
): Promise<RuleRefusal | null> {
  const outcome = await commit(rowsOnly(tenantId, rows));
  return outcome.kind === 'done' ? null : { code: 'fulfilment.rules_changed' };
}
