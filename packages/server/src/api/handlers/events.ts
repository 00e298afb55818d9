import type { NativeEvent, NativeOperations } from '@aval/wire';
import { type CreditReader, type Entry, exposureOf } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import { formatInstant } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/currency.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import { toWireMoney, toWireMoneyOrNull } from '../money.ts';
import type { ApiServices } from '../services.ts';

export function createEventHandlers({
  credit,
}: Pick<ApiServices, 'credit'>): Handlers<Pick<NativeOperations, 'listEvents'>> {
  const currencyOf = createCurrencyOf(credit);
  return {
    listEvents: async ({ principal: { tenantId }, query }) => {
      const {
        startId = 0,
        limit = pageSizeDefault,
        contexts = null,
        organizationId = null,
      } = query;
      const page = await credit.entries(tenantId, {
        // Numbers begin at 1; 0 is a reader's natural first question.
        from: BigInt(Math.max(startId, 1)),
        limit,
        contexts,
        organizationId: organizationId as OrganizationId | null,
      });
      const events: NativeEvent[] = [];
      for (const entry of page.entries) events.push(toWireEvent(entry, await currencyOf(entry)));
      return ok({ events, nextId: Number(page.next) });
    },
  };
}

function toWireEvent(entry: Entry, currency: Currency): NativeEvent {
  const { figures } = entry;
  return {
    id: Number(entry.number),
    at: formatInstant(entry.at),
    type: entry.kind,
    context: entry.context,
    actor: entry.actor,
    organizationId: entry.organizationId,
    lineId: entry.lineId,
    lineVersion: Number(entry.lineVersion),
    holdId: entry.holdId,
    captureId: entry.captureId,
    amount: toWireMoney(entry.amountMinor, currency),
    status: entry.status,
    limit: toWireMoneyOrNull(entry.limitMinor, currency),
    used: toWireMoney(figures.postedMinor, currency),
    held: toWireMoney(figures.heldMinor, currency),
    captured: toWireMoney(figures.capturedMinor, currency),
    exposure: toWireMoney(exposureOf(figures), currency),
    reason: entry.reason,
  };
}

const linesRememberedMax = 10_000;

/** An entry has no currency of its own; its line keeps one for ever, so it is looked up once. */
function createCurrencyOf(credit: CreditReader) {
  const known = new Map<string, Currency>();
  return async ({ tenantId, lineId, organizationId }: Entry): Promise<Currency> => {
    const name = `${tenantId}/${lineId}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const levels = present(await credit.levels(tenantId, organizationId), 'line of an entry');
    if (known.size >= linesRememberedMax) known.clear();
    known.set(name, levels[0].currency);
    return levels[0].currency;
  };
}
