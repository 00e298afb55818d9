import type { NativeOperations, NativeRate } from '@aval/wire';
import type { NewRate, StoredRate } from '../../credit/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { fromWireCurrency } from '../money.ts';
import type { CallOf } from '../origin.ts';
import { apiFault } from '../problems.ts';
import { readDate } from '../read-terms.ts';
import type { ApiServices } from '../services.ts';

export function createRateHandlers(
  { rates, rateReader }: Pick<ApiServices, 'rates' | 'rateReader'>,
  callOf: CallOf,
  cursors: Cursors,
): Handlers<Pick<NativeOperations, 'listRates' | 'addRate'>> {
  return {
    listRates: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} rates`;
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await rateReader.rates(tenantId, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireRate), next });
    },

    addRate: async (request) => {
      const { call } = await callOf(request);
      const answer = await rates.add(call, readRate(request.body));
      if (answer.kind === 'key_reused') return apiFault('key.other_content');
      if (answer.kind === 'exists') return apiFault('rate.exists');
      return { status: 201, body: toWireRate(answer.rate), repeated: answer.repeated };
    },
  };
}

type RateBody = Pick<NativeRate, 'from' | 'to' | 'rate' | 'validFrom'>;

function readRate(body: RateBody): NewRate {
  const from = fromWireCurrency(body.from, 'body/from');
  const to = fromWireCurrency(body.to, 'body/to');
  if (from === to) throw apiFault('request.invalid', { at: 'body/to', rule: 'other' });
  const [whole = '', fraction = ''] = body.rate.split('.');
  const kept = fraction.replace(/0+$/, '');
  const numerator = BigInt(whole + kept);
  if (numerator > rateDigitsMax) {
    throw apiFault('request.invalid', { at: 'body/rate', rule: 'digits' });
  }
  const validFrom = readDate(body.validFrom, 'body/validFrom');
  return { from, to, numerator, scale: kept.length, validFrom };
}

const rateDigitsMax = 999_999_999_999_999n;

function toWireRate(rate: StoredRate): NativeRate {
  return {
    rateId: rate.rateId,
    from: rate.from,
    to: rate.to,
    rate: rateText(rate),
    validFrom: rate.validFrom,
    createdAt: formatInstant(rate.createdAt),
    createdBy: rate.createdBy,
  };
}

function rateText({ numerator, scale }: StoredRate): string {
  const digits = numerator.toString().padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
