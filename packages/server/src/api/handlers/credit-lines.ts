import type { NativeLineReceipt, NativeOperations } from '@aval/wire';
import type { CreditAnswer } from '../../credit/index.ts';
import { dateOf, parseInstant } from '../../kernel/clock.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type ApiAnswer, type ApiRequest, type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { fromWireMoney, fromWireMoneyIn } from '../money.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { readTerms } from '../read-terms.ts';
import { creditProblem, notFound, proposalProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireLine, toWireLineSummary, toWireReceipt } from '../to-wire-line.ts';
import { toWireProposal } from '../to-wire-proposal.ts';

type LineOperations = Pick<
  NativeOperations,
  | 'listCreditLines'
  | 'getCreditLine'
  | 'setCreditLine'
  | 'closeCreditLine'
  | 'stopCreditLine'
  | 'resumeCreditLine'
  | 'postErpFigures'
>;

export function createCreditLineHandlers(
  services: Pick<ApiServices, 'lines' | 'credit' | 'parties' | 'clock'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<LineOperations> {
  const { lines, credit, parties, clock } = services;

  const setStop = async (request: ApiRequest<StopOperation>, stopped: boolean) => {
    const { call } = await callOf(request);
    const organizationId = request.params.organizationId as OrganizationId;
    const { reason } = request.body;
    return receiptOf(await lines.setStop(call, { organizationId, stopped, reason }));
  };

  return {
    listCreditLines: async (request) => {
      const { call } = await callOf(request);
      const { limit = pageSizeDefault, cursor } = request.query;
      const list = `${call.tenantId} lines`;
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await credit.lines(call.tenantId, { after, limit });
      const today = dateOf(clock.now());
      const items = page.items.map((line) => toWireLineSummary(line, call.policy, today));
      return ok({ items, next: page.next === null ? null : cursors.write(list, page.next) });
    },

    getCreditLine: async (request) => {
      const { call } = await callOf(request);
      const organizationId = request.params.organizationId as OrganizationId;
      const levels = await credit.levels(call.tenantId, organizationId);
      if (levels === null) return notFound();
      const line = toWireLine(levels, call.policy, dateOf(clock.now()));
      return ok(line, { version: line.version });
    },

    setCreditLine: async (request) => {
      const { call, tenant } = await callOf(request);
      const organizationId = request.params.organizationId as OrganizationId;
      const { expected, body } = request;
      const read = readTerms(body, tenant.settings.temporaryMode);
      const organization = await parties.organization(call.tenantId, organizationId);
      if (organization === null) return notFound();
      const reason = body.reason ?? null;
      const answer = await lines.setTerms(call, { organizationId, expected, reason, ...read });
      if (answer.kind === 'not_proposed') return proposalProblem(answer.refusal);
      if (answer.kind !== 'proposed') return receiptOf(answer);
      const { proposal, repeated } = answer;
      return { status: 202, body: { proposal: toWireProposal(proposal) }, repeated };
    },

    closeCreditLine: async (request) => {
      const { call } = await callOf(request);
      const organizationId = request.params.organizationId as OrganizationId;
      const { expected } = request;
      return receiptOf(await lines.close(call, { organizationId, expected }));
    },

    stopCreditLine: (request) => setStop(request, true),
    resumeCreditLine: (request) => setStop(request, false),

    postErpFigures: async (request) => {
      const { call } = await callOf(request);
      const { used, limit, available, asOf, captures = [] } = request.body;
      const { currency, amountMinor: usedMinor } = fromWireMoney(used, 'body/used');
      const optional = (money: typeof limit, at: string) =>
        money === undefined ? null : fromWireMoneyIn(currency, money, at);
      const answer = await lines.postFigures(call, {
        organizationId: request.params.organizationId as OrganizationId,
        currency,
        usedMinor,
        limitMinor: optional(limit, 'body/limit'),
        availableMinor: optional(available, 'body/available'),
        asOf: asOf === undefined ? null : readInstant(asOf, 'body/asOf'),
        expected: request.expected,
        mayOpen: false,
        captures,
      });
      if (answer.kind !== 'done') return problemOf(answer);
      const { result, seenReferences, proposal, repeated } = answer;
      const receipt = {
        ...toWireReceipt(result),
        stale: result.stale,
        seenReferences: [...seenReferences],
        limitWaits: result.limitWaits,
        proposal: proposal === null ? null : toWireProposal(proposal),
      };
      return ok(receipt, { version: receipt.version, repeated });
    },
  };
}

type StopOperation = NativeOperations['stopCreditLine'] | NativeOperations['resumeCreditLine'];

function receiptOf(answer: CreditAnswer): ApiAnswer<NativeLineReceipt> {
  if (answer.kind !== 'done') return problemOf(answer);
  const receipt = toWireReceipt(answer.result);
  return ok(receipt, { version: receipt.version, repeated: answer.repeated });
}

function problemOf(answer: Exclude<CreditAnswer, { kind: 'done' }>) {
  if (answer.kind === 'key_reused') return apiFault('key.other_content');
  return creditProblem(answer.reasons[0], answer.repeated);
}

function readInstant(text: string, at: string) {
  const read = parseInstant(text);
  if (read === null) throw apiFault('request.invalid', { at, rule: 'instant' });
  return read;
}
