import type { NativeOperations } from '@aval/wire';
import { type RulesetVersion, readFacts } from '../../decisions/index.ts';
import { present } from '../../kernel/assert.ts';
import { parseInstant } from '../../kernel/clock.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { apiFault } from '../problems.ts';
import { readDraft, readNewRuleset } from '../read-ruleset.ts';
import { notFound, rulesetProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireVersionSummary } from '../to-wire-rule-version.ts';
import {
  toWireActivation,
  toWireReceipt,
  toWireReport,
  toWireSummary,
  toWireTest,
  toWireVersion,
} from '../to-wire-ruleset.ts';

type RulesetOperations = Pick<
  NativeOperations,
  | 'listRulesets'
  | 'getRuleset'
  | 'getRulesetVersion'
  | 'createRuleset'
  | 'draftRuleset'
  | 'verifyRuleset'
  | 'testRuleset'
  | 'publishRuleset'
  | 'activateRuleset'
  | 'rollBackRuleset'
  | 'retireRuleset'
>;

export function createRulesetHandlers(
  { rulesets, rulesetReader, clock }: Pick<ApiServices, 'rulesets' | 'rulesetReader' | 'clock'>,
  cursors: Cursors,
): Handlers<RulesetOperations> {
  const versionOf = (
    { tenantId }: { readonly tenantId: RulesetVersion['tenantId'] },
    params: VersionParams,
  ) => {
    const { rulesetId, version } = whichOf(params);
    return rulesetReader.version(tenantId, rulesetId, version);
  };

  return {
    listRulesets: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} rulesets`;
      const after = cursor === undefined ? null : Number(cursors.read(list, cursor));
      const page = await rulesetReader.rulesets(tenantId, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireSummary), next });
    },

    getRuleset: async ({ principal: { tenantId }, params }) => {
      const rulesetId = Number(params.rulesetId);
      const found = await rulesetReader.ruleset(tenantId, rulesetId);
      if (found === null) return notFound();
      const [versions, activations, inForce] = await Promise.all([
        rulesetReader.versions(tenantId, rulesetId),
        rulesetReader.activations(tenantId, rulesetId),
        rulesetReader.versionInForce(tenantId, rulesetId, clock.now()),
      ]);
      return ok({
        ...toWireSummary(found),
        inForce: inForce?.version ?? null,
        versions: versions.map(toWireVersionSummary),
        activations: activations.map(toWireActivation),
      });
    },

    getRulesetVersion: async ({ principal, params }) => {
      const found = await versionOf(principal, params);
      if (found === null) return notFound();
      return ok(toWireVersion(found), { version: found.revision });
    },

    createRuleset: async ({ principal, key, body }) => {
      const { tenantId, actor } = principal;
      const made = await rulesets.create({ tenantId, actor, key }, readNewRuleset(body));
      if (made.kind === 'key_reused') return apiFault('key.other_content');
      const { rulesetId, repeated } = made;
      // Published meanwhile, a repeat still tells what the first version says.
      const found = present(await rulesetReader.version(tenantId, rulesetId, 1), 'a first version');
      return { status: 201, body: toWireReceipt(found), repeated };
    },

    draftRuleset: async ({ principal: { tenantId, actor }, params, body, expected }) => {
      const revision = typeof expected === 'bigint' ? expected : null;
      const rulesetId = Number(params.rulesetId);
      const draft = { rulesetId, ...readDraft(body), revision };
      const answer = await rulesets.draft({ tenantId, actor }, draft);
      if (!answer.ok) return rulesetProblem(answer.refusal);
      return ok(toWireReceipt(answer.value), { version: answer.value.revision });
    },

    verifyRuleset: async ({ principal, params }) => {
      const answer = await rulesets.verify(principal, whichOf(params));
      return answer.ok ? ok(toWireReport(answer.value)) : rulesetProblem(answer.refusal);
    },

    testRuleset: async ({ principal, params, body }) => {
      const which = whichOf(params);
      if (body?.facts === undefined)
        return tested(await rulesets.test(principal, { ...which, facts: null }));
      const facts = readFacts(body.facts as Parameters<typeof readFacts>[0]);
      // Of a version that is not there nothing is told, whatever was sent.
      if (!facts.ok) {
        const found = await versionOf(principal, params);
        return found === null ? notFound() : rulesetProblem(facts.refusal);
      }
      return tested(await rulesets.test(principal, { ...which, facts: facts.value }));
    },

    publishRuleset: async ({ principal: { tenantId, actor }, params, body }) => {
      const which = { ...whichOf(params), hash: body.hash };
      const answer = await rulesets.publish({ tenantId, actor }, which);
      return answer.ok ? ok(toWireReceipt(answer.value)) : rulesetProblem(answer.refusal);
    },

    activateRuleset: async ({ principal: { tenantId, actor }, params, body }) => {
      const from = body?.from === undefined ? null : parseInstant(body.from);
      if (body?.from !== undefined && from === null) {
        return apiFault('request.invalid', { at: 'body/from', rule: 'instant' });
      }
      const which = { ...whichOf(params), from };
      const answer = await rulesets.activate({ tenantId, actor }, which);
      return answer.ok ? ok(toWireActivation(answer.value)) : rulesetProblem(answer.refusal);
    },

    rollBackRuleset: async ({ principal: { tenantId, actor }, params, body }) => {
      const which = { rulesetId: Number(params.rulesetId), version: body.version };
      const answer = await rulesets.rollBack({ tenantId, actor }, which);
      return answer.ok ? ok(toWireActivation(answer.value)) : rulesetProblem(answer.refusal);
    },

    retireRuleset: async ({ principal: { tenantId, actor }, params }) => {
      const answer = await rulesets.retire({ tenantId, actor }, whichOf(params));
      return answer.ok ? ok(toWireReceipt(answer.value)) : rulesetProblem(answer.refusal);
    },
  };
}

function tested(answer: Awaited<ReturnType<ApiServices['rulesets']['test']>>) {
  return answer.ok ? ok(toWireTest(answer.value)) : rulesetProblem(answer.refusal);
}

type VersionParams = { readonly rulesetId: string; readonly version: string };

function whichOf({ rulesetId, version }: VersionParams) {
  return { rulesetId: Number(rulesetId), version: Number(version) };
}
