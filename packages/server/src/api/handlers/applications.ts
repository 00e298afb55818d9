import type { NativeOperations } from '@aval/wire';
import type { ApplicationCall, ApplicationMoved } from '../../decisions/index.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import type { CallOf } from '../origin.ts';
import { applicationProblem, notFound } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import type { ApiServices } from '../services.ts';
import { toWireApplication } from '../to-wire-application.ts';

type ApplicationOperations = Pick<
  NativeOperations,
  'listApplications' | 'getApplication' | 'decideApplication' | 'cancelApplication'
>;

type Services = Pick<ApiServices, 'applicationMoves' | 'applicationReader' | 'keys' | 'commitRows'>;

export function createApplicationHandlers(
  services: Services,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<ApplicationOperations> {
  const { applicationMoves, applicationReader } = services;
  const callFor = async (request: Parameters<CallOf>[0]): Promise<ApplicationCall> => {
    const { call, tenant } = await callOf(request);
    const { tenantId, origin, deadlineAt } = call;
    return { tenantId, actor: origin.actor, policy: tenant.settings.reviews.policy, deadlineAt };
  };

  return {
    listApplications: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} applications`;
      const before = cursor === undefined ? null : Number(cursors.read(list, cursor));
      const to = before === null ? await applicationReader.lastApplicationId(tenantId) : before - 1;
      // Numbers are dense: a page is a range of them, however many there are.
      const from = Math.max(1, to - limit + 1);
      const items =
        to < 1 ? [] : await applicationReader.applicationsBetween(tenantId, { from, to });
      const next = from > 1 ? cursors.write(list, String(from)) : null;
      return ok({ items: items.map(toWireApplication), next });
    },

    getApplication: async ({ principal: { tenantId }, params }) => {
      const id = Number(params.applicationId);
      const application = await applicationReader.application(tenantId, id);
      if (application === null) return notFound();
      return ok(toWireApplication(application), { version: application.version });
    },

    decideApplication: async (request) => {
      const call = await callFor(request);
      return remembered(services, call.tenantId, request.key, async () =>
        movedAnswer(await applicationMoves.decide(call, namedBy(request))),
      );
    },

    cancelApplication: async (request) => {
      const call = await callFor(request);
      return remembered(services, call.tenantId, request.key, async () =>
        movedAnswer(await applicationMoves.cancel(call, namedBy(request))),
      );
    },
  };
}

function namedBy<Body extends { readonly version: number }>(request: {
  readonly params: { readonly applicationId: string };
  readonly body: Body;
}) {
  const { params, body } = request;
  const expected = BigInt(body.version);
  return { ...body, applicationId: Number(params.applicationId), expected };
}

function movedAnswer(moved: ApplicationMoved) {
  if (moved.kind === 'refused') return applicationProblem(moved.refusal);
  return ok({ application: toWireApplication(moved.application) });
}
