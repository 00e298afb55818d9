import { present } from '../kernel/assert.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Hash } from '../kernel/hash.ts';
import type { TenantId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly, type UnitKey } from '../kernel/unit-of-work.ts';
import type { Examine, TestReport } from './examine.ts';
import type { CreditFacts } from './facts.ts';
import type { GateReport } from './gate.ts';
import type { CommitRows, DecisionsReader } from './ports.ts';
import { contentHash } from './read-content.ts';
import type {
  RulesetActivation,
  RulesetCase,
  RulesetContent,
  RulesetId,
  RulesetVersion,
} from './ruleset.ts';
import type { RulesetRefusal } from './ruleset-refusals.ts';
import {
  changedDraft,
  type Draft,
  newActivation,
  newDraft,
  newRuleset,
  published,
  retired,
  touched,
} from './ruleset-rows.ts';

export type RulesetCall = {
  readonly tenantId: TenantId;
  /** `user:user_…`; a key can draft, and nothing more. */
  readonly actor: string;
};

export type WhatToSay = {
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
};

export type WhichVersion = { readonly rulesetId: RulesetId; readonly version: number };

export type Created =
  | { readonly kind: 'done'; readonly rulesetId: RulesetId; readonly repeated: boolean }
  | { readonly kind: 'key_reused' };

type Answer<Value> = Promise<Result<Value, RulesetRefusal>>;

export type RulesetService = {
  /** A new ruleset with the next id of the tenant, and its first version as a draft. */
  readonly create: (
    call: RulesetCall & { readonly key: UnitKey | null },
    ruleset: WhatToSay & { readonly name: string },
  ) => Promise<Created>;
  /**
   * Changes the draft, or makes one beside the published versions: a ruleset has at most one.
   * `revision` is that of the draft that was changed; null takes any.
   */
  readonly draft: (
    call: RulesetCall,
    draft: WhatToSay & { readonly rulesetId: RulesetId; readonly revision: bigint | null },
  ) => Answer<RulesetVersion>;
  /** What keeps a version from being published, and what is worth knowing of it. */
  readonly verify: (call: Pick<RulesetCall, 'tenantId'>, which: WhichVersion) => Answer<GateReport>;
  /** Runs the cases of a version, and tries it on these facts where there are some. */
  readonly test: (
    call: Pick<RulesetCall, 'tenantId'>,
    which: WhichVersion & { readonly facts: CreditFacts | null },
  ) => Answer<TestReport>;
  /**
   * Through the gate: what does not pass stays a draft. A published version stays published. The
   * hash is that of what was looked at: nobody publishes what was changed meanwhile.
   */
  readonly publish: (
    call: RulesetCall,
    which: WhichVersion & { readonly hash: string },
  ) => Answer<RulesetVersion>;
  /** In force from a moment on; null: from the moment of the commit. */
  readonly activate: (
    call: RulesetCall,
    which: WhichVersion & { readonly from: Instant | null },
  ) => Answer<RulesetActivation>;
  /** A version that was in force before is in force again, at once. */
  readonly rollBack: (call: RulesetCall, which: WhichVersion) => Answer<RulesetActivation>;
  /** Takes a published version out of use; decisions that name it can still be explained. */
  readonly retire: (call: RulesetCall, which: WhichVersion) => Answer<RulesetVersion>;
};

export type RulesetDeps = {
  readonly rulesets: DecisionsReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly examine: Examine;
};

export function createRulesetService(deps: RulesetDeps): RulesetService {
  const { rulesets, clock, hash, examine } = deps;
  const drafted = ({ content, cases }: WhatToSay): Draft => ({
    content,
    cases,
    hash: contentHash(content, hash),
  });
  const again = async ({ tenantId }: RulesetCall, { rulesetId, version }: WhichVersion) =>
    present(await rulesets.version(tenantId, rulesetId, version), 'a version just written');

  const activateAt = async (call: RulesetCall, found: RulesetVersion, from: Instant | null) => {
    const { tenantId, actor } = call;
    const { rulesetId, version, status } = found;
    if (status !== 'published')
      return refuse({ code: 'decisions.ruleset_not_published' as const, status });
    const activations = await rulesets.activations(tenantId, rulesetId);
    const [last] = activations;
    const now = clock.now();
    const isDone =
      last?.version === version &&
      (from === null ? last.activeFrom <= now : last.activeFrom === from);
    if (last !== undefined && isDone) return accept(last);
    if (from !== null && from < now)
      return refuse({ code: 'decisions.ruleset_activation_in_past' as const });
    const number = (last?.number ?? 0) + 1;
    const rows = [newActivation(found, { number, from, actor }), touched(found)];
    const refusal = await write(deps, tenantId, rows);
    if (refusal !== null) return refuse(refusal);
    const [written] = await rulesets.activations(tenantId, rulesetId);
    return accept(present(written, 'an activation just written'));
  };

  return {
    create: async ({ tenantId, actor, key }, { name, ...said }) => {
      const draft = drafted(said);
      for (let tries = 0; tries < triesMax; tries += 1) {
        const rulesetId = ((await rulesets.lastRulesetId(tenantId)) ?? 0) + 1;
        const own = { tenantId, rulesetId };
        const rows = [
          newRuleset(own, { name, actor }),
          newDraft(own, { draft, version: 1, actor }),
        ];
        const unit = { ...rowsOnly(tenantId, rows, key), memo: String(rulesetId) };
        const outcome = await deps.commit(unit);
        if (outcome.kind === 'done') {
          const { memo, repeated } = outcome;
          return {
            kind: 'done',
            rulesetId: Number(present(memo, 'the id of a ruleset')),
            repeated,
          };
        }
        // Somebody else took the number; the next one is free.
        const isReused = outcome.reasons.some(({ code }) => code === 'key.other_content');
        if (isReused) return { kind: 'key_reused' };
      }
      throw new Fault('storage.overloaded', { publicText: 'Too many rulesets are being made.' });
    },

    draft: async (call, { rulesetId, revision, ...said }) => {
      const { tenantId, actor } = call;
      if ((await rulesets.ruleset(tenantId, rulesetId)) === null) {
        return refuse({ code: 'decisions.ruleset_unknown' });
      }
      const versions = await rulesets.versions(tenantId, rulesetId);
      const draft = drafted(said);
      const found = versions.find(({ status }) => status === 'draft');
      if (revision !== null && found?.revision !== revision) {
        return refuse({ code: 'decisions.ruleset_changed' });
      }
      const version = found?.version ?? (versions[0]?.version ?? 0) + 1;
      const row =
        found === undefined
          ? newDraft({ tenantId, rulesetId }, { draft, version, actor })
          : changedDraft(found, draft);
      const refusal = await write(deps, tenantId, [row]);
      return refusal === null ? accept(await again(call, { rulesetId, version })) : refuse(refusal);
    },

    verify: async (call, which) => {
      const found = await findVersion(rulesets, call, which);
      if (!found.ok) return found;
      const { content, cases } = found.value;
      const looked = await examine(call.tenantId, { kind: 'gate', content, cases });
      return looked.ok ? accept(present(looked.value.gate, 'a report of the gate')) : looked;
    },

    test: async (call, { facts, ...which }) => {
      const found = await findVersion(rulesets, call, which);
      if (!found.ok) return found;
      const { content, cases } = found.value;
      const looked = await examine(call.tenantId, { kind: 'test', content, cases, facts });
      return looked.ok ? accept(present(looked.value.test, 'a report of a test')) : looked;
    },

    publish: async (call, which) => {
      const found = await findVersion(rulesets, call, which);
      if (!found.ok) return found;
      const { content, cases, status } = found.value;
      if (found.value.hash !== which.hash) return refuse({ code: 'decisions.ruleset_changed' });
      if (status === 'published') return found;
      if (status !== 'draft') return refuse({ code: 'decisions.ruleset_not_draft', status });
      const looked = await examine(call.tenantId, { kind: 'gate', content, cases });
      if (!looked.ok) return looked;
      const { problems } = present(looked.value.gate, 'a report of the gate');
      if (problems.length > 0) return refuse({ code: 'decisions.ruleset_unfit', problems });
      const refusal = await write(deps, call.tenantId, [published(found.value, call.actor)]);
      return refusal === null ? accept(await again(call, which)) : refuse(refusal);
    },

    activate: async (call, { from, ...which }) => {
      const found = await findVersion(rulesets, call, which);
      return found.ok ? activateAt(call, found.value, from) : found;
    },

    rollBack: async (call, which) => {
      const found = await findVersion(rulesets, call, which);
      if (!found.ok) return found;
      const now = clock.now();
      const before = await rulesets.activations(call.tenantId, which.rulesetId);
      const wasActive = before.some(
        ({ version, activeFrom }) => version === which.version && activeFrom <= now,
      );
      if (!wasActive) return refuse({ code: 'decisions.ruleset_never_active' });
      return activateAt(call, found.value, null);
    },

    retire: async (call, which) => {
      const found = await findVersion(rulesets, call, which);
      if (!found.ok) return found;
      const { status } = found.value;
      if (status === 'retired') return found;
      if (status !== 'published')
        return refuse({ code: 'decisions.ruleset_not_published', status });
      const { tenantId } = call;
      const now = clock.now();
      const inForce = await rulesets.versionInForce(tenantId, which.rulesetId, now);
      const activations = await rulesets.activations(tenantId, which.rulesetId);
      const isAwaited = activations.some(
        ({ version, activeFrom }) => version === which.version && activeFrom > now,
      );
      if (inForce?.version === which.version || isAwaited) {
        return refuse({ code: 'decisions.ruleset_in_force' });
      }
      const refusal = await write(deps, tenantId, [retired(found.value)]);
      return refusal === null ? accept(await again(call, which)) : refuse(refusal);
    },
  };
}

/** Several who create at once take the next numbers one after the other. */
const triesMax = 20;

async function findVersion(
  rulesets: DecisionsReader,
  { tenantId }: Pick<RulesetCall, 'tenantId'>,
  { rulesetId, version }: WhichVersion,
): Promise<Result<RulesetVersion, RulesetRefusal>> {
  const found = await rulesets.version(tenantId, rulesetId, version);
  if (found !== null) return accept(found);
  const isKnown = (await rulesets.ruleset(tenantId, rulesetId)) !== null;
  return refuse({
    code: isKnown ? 'decisions.ruleset_version_unknown' : 'decisions.ruleset_unknown',
  });
}

async function write(
  { commit }: RulesetDeps,
  tenantId: TenantId,
  rows: readonly RowChange[],
): Promise<RulesetRefusal | null> {
  const outcome = await commit(rowsOnly(tenantId, rows));
  return outcome.kind === 'done' ? null : { code: 'decisions.ruleset_changed' };
}
