import type { NativeOperations } from '@aval/wire';
import { traceDecision } from '../../assessment/index.ts';
import type { DecisionId, OrganizationId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { notFound } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireDecision, toWireDecisionSummary, toWireWhy } from '../to-wire-decision.ts';

type DecisionOperations = Pick<
  NativeOperations,
  'listDecisions' | 'getDecision' | 'explainDecision'
>;

export function createDecisionHandlers(
  { decisionReader, rulesetReader }: Pick<ApiServices, 'decisionReader' | 'rulesetReader'>,
  cursors: Cursors,
): Handlers<DecisionOperations> {
  return {
    listDecisions: async ({ principal: { tenantId }, query }) => {
      const { organizationId = null, kind = null, verdict = null, subject = null } = query;
      const { limit = pageSizeDefault, cursor } = query;
      const list = JSON.stringify([tenantId, 'decisions', organizationId, kind, verdict, subject]);
      const page = await decisionReader.decisions(
        tenantId,
        { organizationId: organizationId as OrganizationId | null, kind, verdict, subject },
        { limit, after: cursor === undefined ? null : cursors.read(list, cursor) },
      );
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireDecisionSummary), next });
    },

    getDecision: async ({ principal: { tenantId }, params }) => {
      const decision = await decisionReader.decision(tenantId, params.decisionId as DecisionId);
      return decision === null ? notFound() : ok(toWireDecision(decision));
    },

    explainDecision: async ({ principal: { tenantId }, params }) => {
      const decision = await decisionReader.decision(tenantId, params.decisionId as DecisionId);
      if (decision === null) return notFound();
      return ok(toWireWhy(decision, await traceDecision({ rulesets: rulesetReader }, decision)));
    },
  };
}
