import type { NativeOperations } from '@aval/wire';
import { fulfilmentOperations, type RuleSetKey, readGivenFacts } from '../../fulfilment/index.ts';
import type { ServiceId, TenantId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { readBusinessRules } from '../read-business-rules.ts';
import { businessRuleProblem, notFound } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import {
  toWireRuleActivation,
  toWireRuleReceipt,
  toWireRuleReport,
  toWireRuleSet,
  toWireRuleTest,
  toWireRuleVersion,
} from '../to-wire-business-rules.ts';
import { toWireVersionSummary } from '../to-wire-rule-version.ts';

type BusinessRuleOperations = Pick<
  NativeOperations,
  | 'listBusinessRules'
  | 'getBusinessRules'
  | 'getBusinessRuleVersion'
  | 'draftBusinessRules'
  | 'verifyBusinessRules'
  | 'testBusinessRules'
  | 'publishBusinessRules'
  | 'activateBusinessRules'
  | 'rollBackBusinessRules'
>;

export function createBusinessRuleHandlers(
  services: Pick<ApiServices, 'businessRules' | 'businessRuleReader'>,
  cursors: Cursors,
): Handlers<BusinessRuleOperations> {
  const { businessRules: rules, businessRuleReader: reader } = services;
  return {
    listBusinessRules: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const serviceId = (query.serviceId as ServiceId | undefined) ?? null;
      const list = `${tenantId} business rules ${serviceId ?? ''}`;
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await reader.ruleSets(tenantId, { serviceId, after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireRuleSet), next });
    },

    getBusinessRules: async ({ principal: { tenantId }, params }) => {
      const key = keyOf(tenantId, params);
      const found = await reader.ruleSet(key);
      if (found === null) return notFound();
      const [versions, activations] = await Promise.all([
        reader.ruleVersions(key),
        reader.ruleActivations(key),
      ]);
      return ok({
        ...toWireRuleSet(found),
        versions: versions.map(toWireVersionSummary),
        activations: activations.map(toWireRuleActivation),
      });
    },

    getBusinessRuleVersion: async ({ principal: { tenantId }, params }) => {
      const found = await reader.ruleVersion(keyOf(tenantId, params), Number(params.version));
      if (found === null) return notFound();
      return ok(toWireRuleVersion(found), { version: found.revision });
    },

    draftBusinessRules: async ({ principal: { tenantId, actor }, params, body, expected }) => {
      const revision = typeof expected === 'bigint' ? expected : null;
      const call = { ...keyOf(tenantId, params), actor };
      const answer = await rules.draft(call, readBusinessRules(body), revision);
      if (!answer.ok) return businessRuleProblem(answer.refusal);
      return ok(toWireRuleReceipt(answer.value), { version: answer.value.revision });
    },

    verifyBusinessRules: async ({ principal: { tenantId }, params }) => {
      const answer = await rules.verify(keyOf(tenantId, params), Number(params.version));
      return answer.ok ? ok(toWireRuleReport(answer.value)) : businessRuleProblem(answer.refusal);
    },

    testBusinessRules: async ({ principal: { tenantId }, params, body }) => {
      const given = body?.facts as Parameters<typeof readGivenFacts>[0] | undefined;
      const facts = given === undefined ? null : readGivenFacts(given);
      if (facts?.ok === false) return businessRuleProblem(facts.refusal);
      const answer = await rules.test(keyOf(tenantId, params), Number(params.version), {
        facts: facts?.value ?? null,
        language: body?.language ?? null,
      });
      return answer.ok ? ok(toWireRuleTest(answer.value)) : businessRuleProblem(answer.refusal);
    },

    publishBusinessRules: async ({ principal: { tenantId, actor }, params, body }) => {
      const call = { ...keyOf(tenantId, params), actor };
      const which = { version: Number(params.version), hash: body.hash };
      const answer = await rules.publish(call, which);
      return answer.ok ? ok(toWireRuleReceipt(answer.value)) : businessRuleProblem(answer.refusal);
    },

    activateBusinessRules: async ({ principal: { tenantId, actor }, params }) => {
      const call = { ...keyOf(tenantId, params), actor };
      const answer = await rules.activate(call, Number(params.version));
      return answer.ok
        ? ok(toWireRuleActivation(answer.value))
        : businessRuleProblem(answer.refusal);
    },

    rollBackBusinessRules: async ({ principal: { tenantId, actor }, params, body }) => {
      const call = { ...keyOf(tenantId, params), actor };
      const answer = await rules.rollBack(call, body.version);
      return answer.ok
        ? ok(toWireRuleActivation(answer.value))
        : businessRuleProblem(answer.refusal);
    },
  };
}

/** Which set a path names. The wire takes the thirteen operations alone. */
function keyOf(
  tenantId: TenantId,
  { serviceId, operation }: { readonly serviceId: string; readonly operation: string },
): RuleSetKey {
  const found = fulfilmentOperations.find((one) => one === operation);
  if (found === undefined) throw notFound();
  return { tenantId, serviceId: serviceId as ServiceId, operation: found };
}
