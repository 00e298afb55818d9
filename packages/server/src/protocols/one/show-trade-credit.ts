import { type OneClientId, type OneFigures, readOneClientId } from '@aval/wire';
import { type CreditLine, exposureOf, limitOfTheDay } from '../../credit/index.ts';
import { dateOf, type Instant } from '../../kernel/clock.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Organization } from '../../parties/index.ts';
import { oneFault } from './one-fault.ts';
import type { Caller, TradeCreditDeps } from './trade-credit-deps.ts';

/** An organization as this wire names it. `clientId` is the spelling that was stored first. */
export type Client = { readonly organization: Organization; readonly clientId: OneClientId };

/** The client of an id; refuses individuals, whom this wire never has trade credit for. */
export async function findClient(
  deps: Pick<TradeCreditDeps, 'parties'>,
  tenantId: TenantId,
  asked: OneClientId,
): Promise<Client | null> {
  const reference = { ...clientReference, value: `org:${asked.id}` };
  const organization = await deps.parties.organizationOf(tenantId, reference);
  if (organization === null) return null;
  const stored = organization.references.find(
    ({ source, kind, value }) =>
      source === clientReference.source &&
      kind === clientReference.kind &&
      value.toLowerCase() === `org:${asked.key}`,
  );
  return { organization, clientId: readOneClientId(stored?.value ?? '') ?? asked };
}

/** What a reference of this wire is called among an organization's references. */
export const clientReference = { source: 'one', kind: 'client' } as const;

/**
 * The open line of a client in this wire's currency. A line that is closed, or kept in another
 * currency than `one.currency`, is no trade credit here: the protocol could not say so.
 */
export async function findLine(
  deps: Pick<TradeCreditDeps, 'credit'>,
  { tenant }: Caller,
  { organization }: Client,
): Promise<CreditLine | null> {
  const levels = await deps.credit.levels(tenant.tenantId, organization.organizationId);
  const [line] = levels ?? [];
  const isShown =
    line !== undefined && line.status === 'open' && line.currency === tenant.settings.one.currency;
  return isShown ? line : null;
}

/**
 * The three values of a trade credit. `effective`: the limit of the day, what is at risk on the line
 * (with open holds and captures that the ERP has not reported), and what is left of the limit; the
 * three always add up. `snapshot`: what the ERP sent last, where it has sent anything. An empty limit
 * within a group is 0, an unlimited line shows the limit that it has beside: this wire has no words
 * for either.
 */
export function figuresOf(
  line: CreditLine,
  view: Caller['tenant']['settings']['one']['view'],
  now: Instant,
): OneFigures {
  if (view === 'snapshot' && line.postedAt !== null) {
    const [creditValue, creditValueUsed] = [line.limitMinor ?? 0n, line.postedMinor];
    const availableCreditValue = line.reportedAvailableMinor ?? creditValue - creditValueUsed;
    return { creditValue, creditValueUsed, availableCreditValue };
  }
  const creditValue = limitOfTheDay(line, dateOf(now)) ?? 0n;
  const creditValueUsed = exposureOf(line);
  return { creditValue, creditValueUsed, availableCreditValue: creditValue - creditValueUsed };
}

/** The id of a path; refuses one that is none. */
export function readClientOfPath(text: string): OneClientId {
  const client = readOneClientId(text);
  if (client === null) throw oneFault('INVALID_VALUE', 'organizationId is not valid.');
  return client;
}
