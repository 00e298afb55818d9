import type { ResolvedRecurring } from '@aval/wire';
import type { OrderAnswer } from '../assessment/index.ts';
import { amountIn } from './platform-facts.ts';

/** An order with what its lines charge for each period, in the currency of the order. Pure. */
export function withRecurringFacts(answer: OrderAnswer, { lines }: ResolvedRecurring): OrderAnswer {
  if (answer.kind !== 'found' || lines === null) return answer;
  const { order } = answer;
  const { currency } = order.total;
  const recurring = lines.map(({ gross, net, periodMonths, termMonths }) => ({
    gross: amountIn(currency, gross),
    net: amountIn(currency, net),
    periodMonths,
    termMonths,
  }));
  return { kind: 'found', order: { ...order, recurring } };
}
