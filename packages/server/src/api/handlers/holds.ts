import type { NativeCaptureAnswer, NativeHoldAnswer, NativeOperations } from '@aval/wire';
import type { CreditAnswer, Due } from '../../credit/index.ts';
import type { HttpFault } from '../../http/index.ts';
import { type Instant, parseInstant, second } from '../../kernel/clock.ts';
import type { HoldId, OrganizationId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type ApiAnswer, type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { fromWireMoney } from '../money.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { creditProblem, notFound } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireCapture, toWireHold, toWireHoldStep } from '../to-wire-hold.ts';
import { isDecision, toWireReason } from '../to-wire-reason.ts';

type HoldOperations = Pick<
  NativeOperations,
  | 'placeHold'
  | 'listHolds'
  | 'getHold'
  | 'captureHold'
  | 'releaseHold'
  | 'resizeHold'
  | 'extendHold'
  | 'reviveHold'
>;

export function createHoldHandlers(
  { holds, credit }: Pick<ApiServices, 'holds' | 'credit'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<HoldOperations> {
  return {
    placeHold: async (request) => {
      const { call, tenant } = await callOf(request);
      const { organizationId, amount, source, kind = 'native', ifOpen } = request.body;
      const answer = await holds.place(call, {
        organizationId: organizationId as OrganizationId,
        amount: fromWireMoney(amount, 'body/amount'),
        kind,
        source: source ?? null,
        ifLive: ifOpen ?? 'resize',
        due: dueOf(request.body) ?? { afterUs: tenant.settings.holdTtlUs[kind] },
      });
      return holdAnswer(answer);
    },

    listHolds: async ({ principal: { tenantId }, query }) => {
      const { organizationId = null, state = null, limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} holds ${organizationId} ${state}`;
      const page = await credit.holds(
        tenantId,
        { organizationId: organizationId as OrganizationId | null, state },
        { limit, after: cursor === undefined ? null : cursors.read(list, cursor) },
      );
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireHold), next });
    },

    getHold: async ({ principal: { tenantId }, params }) => {
      const holdId = params.holdId as HoldId;
      const hold = await credit.hold(tenantId, holdId);
      if (hold === null) return notFound();
      const captures = await credit.captures(tenantId, holdId);
      return ok(
        {
          hold: toWireHold(hold),
          captures: captures.map((capture) => toWireCapture(capture, hold)),
        },
        { version: hold.version },
      );
    },

    captureHold: async (request) => {
      const { call } = await callOf(request);
      const { amount, reference, final, shipped } = request.body;
      const answer = await holds.capture(call, {
        holdId: request.params.holdId as HoldId,
        amount: fromWireMoney(amount, 'body/amount'),
        reference: reference ?? null,
        isFinal: final ?? false,
        shippedGoods: shipped ?? false,
      });
      return captureAnswer(answer);
    },

    releaseHold: async (request) => {
      const { call } = await callOf(request);
      const holdId = request.params.holdId as HoldId;
      const reason = request.body?.reason ?? null;
      return holdAnswer(await holds.release(call, { holdId, reason }));
    },

    resizeHold: async (request) => {
      const { call } = await callOf(request);
      const holdId = request.params.holdId as HoldId;
      const amount = fromWireMoney(request.body.amount, 'body/amount');
      return holdAnswer(await holds.resize(call, { holdId, amount }));
    },

    extendHold: async (request) => {
      const { call, tenant } = await callOf(request);
      const holdId = request.params.holdId as HoldId;
      const due = dueOf(request.body) ?? { afterUs: tenant.settings.holdTtlUs.native };
      return holdAnswer(await holds.extend(call, { holdId, due }));
    },

    reviveHold: async (request) => {
      const { call, tenant } = await callOf(request);
      const holdId = request.params.holdId as HoldId;
      const due = dueOf(request.body ?? {}) ?? { afterUs: tenant.settings.holdTtlUs.native };
      return holdAnswer(await holds.revive(call, { holdId, due }));
    },
  };
}

/** A moment or a span, not both; null for neither. */
function dueOf(body: { readonly dueAt?: string; readonly dueAfterSeconds?: number }): Due | null {
  const { dueAt, dueAfterSeconds } = body;
  if (dueAt === undefined) {
    return dueAfterSeconds === undefined ? null : { afterUs: BigInt(dueAfterSeconds) * second };
  }
  if (dueAfterSeconds !== undefined) {
    throw apiFault('request.invalid', { at: 'body/dueAfterSeconds', rule: 'either' });
  }
  const at: Instant | null = parseInstant(dueAt);
  if (at === null) throw apiFault('request.invalid', { at: 'body/dueAt', rule: 'instant' });
  return { at };
}

function holdAnswer(answer: CreditAnswer): ApiAnswer<NativeHoldAnswer> {
  if (answer.kind !== 'done') return refusalAnswer(answer);
  const { result, repeated } = answer;
  return ok({ approved: true, ...toWireHoldStep(result) }, { repeated });
}

function captureAnswer(answer: CreditAnswer): ApiAnswer<NativeCaptureAnswer> {
  if (answer.kind !== 'done') return refusalAnswer(answer);
  const { result, repeated } = answer;
  const { hold, capture, overLimit } = result;
  if (hold === null || capture === null) return notFound();
  return ok(
    {
      approved: true,
      ...toWireHoldStep(result),
      capture: toWireCapture(capture, hold),
      overLimit,
    },
    { repeated },
  );
}

type NotDone = Exclude<CreditAnswer, { kind: 'done' }>;

function refusalAnswer(
  answer: NotDone,
): ApiAnswer<Extract<NativeHoldAnswer, { approved: false }>> | HttpFault {
  if (answer.kind === 'key_reused') return apiFault('key.other_content');
  const { reasons, repeated } = answer;
  const [main] = reasons;
  if (!isDecision(main)) return creditProblem(main, repeated);
  return ok({ approved: false, reasons: reasons.map(toWireReason) }, { repeated });
}
