import type { NativeOperations } from '@aval/wire';
import type { StepAnswer, StepCall } from '../../fulfilment/index.ts';
import type { ProviderStepId, ServiceId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { notFound, providerStepProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireProviderStep, toWireStepSummary } from '../to-wire-provider-step.ts';

type ProviderStepOperations = Pick<
  NativeOperations,
  'listProviderSteps' | 'getProviderStep' | 'retryProviderStep' | 'giveUpProviderStep'
>;

export function createProviderStepHandlers(
  { providerSteps, providerStepReader }: Pick<ApiServices, 'providerSteps' | 'providerStepReader'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<ProviderStepOperations> {
  const stepCall = async (request: Parameters<CallOf>[0]): Promise<StepCall> => {
    const { tenantId, origin, key, deadlineAt } = (await callOf(request)).call;
    return { tenantId, actor: origin.actor, key, deadlineAt };
  };

  return {
    listProviderSteps: async ({ principal: { tenantId }, query }) => {
      const { status = null, externalId = null, limit = pageSizeDefault, cursor } = query;
      const serviceId = (query.serviceId ?? null) as ServiceId | null;
      const list = JSON.stringify([tenantId, 'provider-steps', status, serviceId, externalId]);
      const page = await providerStepReader.providerSteps(
        tenantId,
        { status, serviceId, externalId },
        { limit, after: cursor === undefined ? null : cursors.read(list, cursor) },
      );
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireStepSummary), next });
    },

    getProviderStep: async ({ principal: { tenantId }, params }) => {
      const stepId = params.stepId as ProviderStepId;
      const step = await providerStepReader.providerStep(tenantId, stepId);
      if (step === null) return notFound();
      return ok(toWireProviderStep(step), { version: step.version });
    },

    retryProviderStep: async (request) =>
      moved(await providerSteps.retry(await stepCall(request), namedBy(request))),

    giveUpProviderStep: async (request) => {
      const named = { ...namedBy(request), reason: request.body.reason };
      return moved(await providerSteps.giveUp(await stepCall(request), named));
    },
  };
}

function moved(answer: StepAnswer) {
  if (answer.kind === 'key_reused') return apiFault('key.other_content');
  if (answer.kind === 'refused') return providerStepProblem(answer.refusal);
  const { receipt, repeated } = answer;
  return ok({ ...receipt, alsoGivenUp: [...receipt.alsoGivenUp] }, { repeated });
}

function namedBy(request: {
  readonly params: { readonly stepId: string };
  readonly body: { readonly version: number };
}) {
  const { params, body } = request;
  return { stepId: params.stepId as ProviderStepId, version: BigInt(body.version) };
}
