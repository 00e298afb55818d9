import type { BodyOf, NativeOperations } from '@aval/wire';
import type { LineTerms, TemporaryLimit } from '../credit/index.ts';
import { type CalendarDate, parseCalendarDate } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { LineId } from '../kernel/ids.ts';
import { fromWireCurrency, fromWireMoneyIn, type WireMoney } from './money.ts';
import { apiFault } from './problems.ts';

type TermsBody = BodyOf<NativeOperations['setCreditLine']>;

/** The whole of the terms: what the body leaves out gets its default. Throws a `HttpFault`. */
export function readTerms(
  body: TermsBody,
  defaultMode: TemporaryLimit['mode'],
): {
  readonly currency: Currency;
  readonly terms: LineTerms;
} {
  const currency = fromWireCurrency(body.currency, 'body/currency');
  const amount = (money: WireMoney | null | undefined, at: string) =>
    money === null || money === undefined ? null : fromWireMoneyIn(currency, money, `body/${at}`);
  const { toleranceBasisPoints = null, unlimited = false, temporaryLimits = [] } = body;
  return {
    currency,
    terms: {
      limitMinor: amount(body.limit, 'limit'),
      unlimited,
      toleranceBasisPoints: toleranceBasisPoints === null ? null : BigInt(toleranceBasisPoints),
      toleranceMinor: amount(body.tolerance, 'tolerance'),
      temporaryLimits: temporaryLimits.map((limit, index) => ({
        mode: limit.mode ?? defaultMode,
        ...readSpan(limit, currency, `body/temporaryLimits/${index}`),
      })),
      parentLineId: (body.parentLineId ?? null) as LineId | null,
    },
  };
}

function readSpan(
  limit: NonNullable<TermsBody['temporaryLimits']>[number],
  currency: Currency,
  at: string,
): Omit<TemporaryLimit, 'mode'> {
  const from = readDate(limit.from, `${at}/from`);
  const to = readDate(limit.to, `${at}/to`);
  if (to < from) throw apiFault('request.invalid', { at: `${at}/to`, rule: 'order' });
  const amountMinor = fromWireMoneyIn(currency, limit.amount, `${at}/amount`);
  return { amountMinor, from, to };
}

export function readDate(text: string, at: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw apiFault('request.invalid', { at, rule: 'date' });
  return date;
}
