import type { BodyOf, NativeOperations, NativePaymentBehaviour } from '@aval/wire';
import { formatInstant } from '../../kernel/clock.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import type { PaymentBehaviour, PaymentFigures } from '../../parties/index.ts';
import { type Answered, type Handlers, ok } from '../answer.ts';
import { importPaymentBehaviour } from '../import-payment-behaviour.ts';
import { fromWireMoney, toWireMoney } from '../money.ts';
import { readDate } from '../read-terms.ts';
import { notFound, paymentBehaviourProblem } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import type { ApiServices } from '../services.ts';

type PaymentOperations = Pick<
  NativeOperations,
  'getPaymentBehaviour' | 'putPaymentBehaviour' | 'importPaymentBehaviour'
>;

export function createPaymentBehaviourHandlers(
  services: Pick<ApiServices, 'payments' | 'keys' | 'commitRows'>,
): Handlers<PaymentOperations> {
  const { payments } = services;
  return {
    getPaymentBehaviour: async ({ principal: { tenantId }, params }) => {
      const organizationId = params.organizationId as OrganizationId;
      const record = await payments.paymentBehaviour(tenantId, organizationId);
      return record === null ? notFound() : paymentAnswer(record);
    },

    putPaymentBehaviour: ({ principal, params, body, key, expected }) =>
      remembered(services, principal.tenantId, key, async () => {
        const organizationId = params.organizationId as OrganizationId;
        const recorded = await payments.record(principal.tenantId, organizationId, {
          figures: readFigures(body),
          source: 'api',
          recordedBy: principal.actor,
          expected,
        });
        if (!recorded.ok) return paymentBehaviourProblem(recorded.refusal);
        const { record, outcome } = recorded.value;
        return { ...paymentAnswer(record), status: outcome === 'created' ? 201 : 200 };
      }),

    importPaymentBehaviour: ({ principal, body }) =>
      importPaymentBehaviour(payments, principal, body),
  };
}

function readFigures(body: BodyOf<NativeOperations['putPaymentBehaviour']>): PaymentFigures {
  const { overdueAmount = null, overdueDays = null, oldestOpenItemDays = null } = body;
  const { paymentBehaviour = null } = body;
  return {
    overdue: overdueAmount === null ? null : fromWireMoney(overdueAmount, 'body/overdueAmount'),
    overdueDays,
    oldestOpenItemDays,
    paymentBehaviour,
    asOf: readDate(body.asOf, 'body/asOf'),
  };
}

function paymentAnswer(record: PaymentBehaviour): Answered<NativePaymentBehaviour> {
  return ok(toWirePaymentBehaviour(record), { version: Number(record.version) });
}

function toWirePaymentBehaviour(record: PaymentBehaviour): NativePaymentBehaviour {
  const { overdue } = record;
  return {
    organizationId: record.organizationId,
    overdueAmount: overdue === null ? null : toWireMoney(overdue.amountMinor, overdue.currency),
    overdueDays: record.overdueDays,
    oldestOpenItemDays: record.oldestOpenItemDays,
    paymentBehaviour: record.paymentBehaviour,
    asOf: record.asOf,
    source: record.source,
    recordedBy: record.recordedBy,
    recordedAt: formatInstant(record.recordedAt),
    version: Number(record.version),
  };
}
