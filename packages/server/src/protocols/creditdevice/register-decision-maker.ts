import {
  dmmPath,
  dmmStatusPath,
  readDmmOrderId,
  readDmmPage,
  writeDmmOrder,
  writeDmmOrderPage,
  writeDmmReport,
  writeDmmRulesets,
  writeJson,
} from '@aval/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isPermitted } from '../../access/index.ts';
import type { Application } from '../../decisions/index.ts';
import { acceptJson, createRateLimit, presentFailures, watchMethods } from '../../http/index.ts';
import { second } from '../../kernel/clock.ts';
import { createOrder } from './create-order.ts';
import type { Caller, DecisionMakerDeps } from './decision-maker-deps.ts';
import { dmmFault, faultOfProblem } from './dmm-fault.ts';
import { dmmType, presentFailure } from './present-failure.ts';
import { nobody, recognize } from './recognize.ts';
import { toWireOrder } from './show-order.ts';
import { toWireReport } from './show-report.ts';

/** The five calls of the decision maker, and the one that asks whether it is there. Source: document 003. */
export function registerDecisionMaker(app: FastifyInstance, deps: DecisionMakerDeps): void {
  const limit = createRateLimit(deps.clock, second);
  const callers = new WeakMap<FastifyRequest, Caller>();
  const register = (prefix: string, addCalls: (scope: FastifyInstance) => void) => {
    app.register(
      (scope, _options, done) => {
        acceptJson(scope, {
          // A number that is too long is read as it is, so that the codec can name its member.
          json: { bytesMax: 64 * 1024, membersMax: 500, inexactNumbers: 'keep' },
          empty: 'undefined',
          types: 'any',
        });
        presentFailures(scope, deps.log, presentFailure);
        scope.addHook('onRequest', async (request) => {
          const caller = await recognize(deps, request);
          const { actor, decisionMaker } = caller.principal;
          request.actor = actor;
          const perSecond = decisionMaker?.perSecond ?? null;
          if (perSecond !== null) limit.take(actor, perSecond);
          callers.set(request, caller);
        });
        const methods = watchMethods(scope);
        addCalls(scope);
        methods.close();
        done();
      },
      { prefix },
    );
  };

  const callerOf = (request: FastifyRequest): Caller => {
    const caller = callers.get(request) ?? nobody();
    if (!isPermitted(caller.principal, 'decision_maker.ask')) throw dmmFault('notAuthorized');
    return caller;
  };
  register(dmmPath, (scope) => addCalls(scope, deps, callerOf));
  register(dmmStatusPath, (scope) => {
    scope.get('', options, (_request, reply) => send(reply, writeJson({ ok: true })));
  });
}

const options = { exposeHeadRoute: false };

type CallerOf = (request: FastifyRequest) => Caller;

function addCalls(scope: FastifyInstance, deps: DecisionMakerDeps, callerOf: CallerOf): void {
  scope.post('/orders', async (request, reply) => {
    const caller = callerOf(request);
    const application = await createOrder(deps, caller, request);
    reply.code(caller.tenant.settings.dmm.createStatus);
    return send(reply, writeDmmOrder(toWireOrder(application)));
  });

  scope.get('/orders', options, async (request, reply) => {
    const { tenant } = callerOf(request);
    const page = readDmmPage(request.query as Parameters<typeof readDmmPage>[0]);
    if (!page.ok) throw faultOfProblem(page.problem);
    // Numbers are dense, so a page is a range of them, and as fast however many there are.
    const size = tenant.settings.dmm.pageSize;
    const to = (await deps.reader.lastApplicationId(tenant.tenantId)) - (page.value - 1) * size;
    const from = Math.max(1, to - size + 1);
    const applications =
      to < 1 ? [] : await deps.reader.applicationsBetween(tenant.tenantId, { from, to });
    const body = writeDmmOrderPage({
      orders: applications.map(toWireOrder),
      page: page.value,
      hasMore: to >= 1 && from > 1,
    });
    return send(reply, body);
  });

  scope.get('/orders/:order', options, async (request, reply) => {
    const application = await findOrder(deps, callerOf(request), request);
    return send(reply, writeDmmOrder(toWireOrder(application)));
  });

  scope.get('/orders/:order/report', options, async (request, reply) => {
    const report = await deps.report(await findOrder(deps, callerOf(request), request));
    if (report === null) throw dmmFault('reportNotAvailable');
    return send(reply, writeDmmReport(toWireReport(report)));
  });

  scope.get('/rulesets', options, async (request, reply) => {
    const { tenant, principal } = callerOf(request);
    const permitted = principal.decisionMaker?.rulesets ?? null;
    const rulesets = await deps.applications.rulesetsInForce(tenant.tenantId);
    const shown = rulesets.filter(({ rulesetId }) => permitted?.includes(rulesetId) ?? true);
    const list = shown.map(({ rulesetId, name }) => ({ id: rulesetId, name }));
    return send(reply, writeDmmRulesets(list));
  });
}

/** An order of another tenant is as unknown as one that is not there. */
async function findOrder(
  { reader }: DecisionMakerDeps,
  { tenant }: Caller,
  { params }: FastifyRequest,
): Promise<Application> {
  const id = readDmmOrderId((params as { readonly order: string }).order);
  const application = id === null ? null : await reader.application(tenant.tenantId, id);
  if (application === null) throw dmmFault('orderNotFound');
  return application;
}

function send(reply: FastifyReply, body: string) {
  return reply.type(dmmType).send(body);
}
