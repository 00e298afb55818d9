import type { CreditReader, Rate } from '../credit/index.ts';
import { canonical, type Plain } from '../kernel/canonical.ts';
import { type Clock, dateOf, toMilliseconds } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { TenantId } from '../kernel/ids.ts';
import { formatAmount, type Money } from '../kernel/money.ts';
import { askOrder } from './ask-order.ts';
import { type CreditCheckRequest, defaultInstallation, sourceOf } from './credit-check.ts';
import { carrierOf } from './judge-order.ts';
import type {
  AccountAnswer,
  BasketBooks,
  BasketReader,
  BillingAnswer,
  CheckSettings,
  OrderAnswer,
  OrderFacts,
  Platform,
} from './ports.ts';
import { plainRecurring } from './recurring-total.ts';

export type PlatformDeps = { readonly platform: Platform; readonly clock: Clock };

/** What the platform told of a basket. Plain data. */
export type PlatformFacts = {
  readonly order: OrderAnswer;
  /** Of the account that orders. Null where the tenant's rules do not use it. */
  readonly account: AccountAnswer | null;
  /** Null where the tenant's rules do not use it. */
  readonly billing: BillingAnswer | null;
  /** The account whose line carries the order. */
  readonly carrier: string;
};

/** With what the books say. */
export type GatheredFacts = PlatformFacts &
  BasketBooks & {
    readonly billingRate: Rate | null;
  };

/** Asks the platform for all facts side by side, within the one deadline of the call. */
export async function askPlatform(
  deps: PlatformDeps,
  request: CreditCheckRequest,
  { currency, rules }: CheckSettings,
  needsBilling = false,
): Promise<PlatformFacts> {
  const { accountId, basketId } = request;
  const leftMs = leftMsOf(deps, request);
  const asked = askOrder(deps.platform, { at: request, orderId: basketId, rules }, leftMs);
  // What a customer owes is owed in the currency that it orders in, where nobody says otherwise.
  const orderCurrency = asked.then((answer) =>
    answer.kind === 'found' ? answer.order.total.currency : currency,
  );
  const billingOf = (account: string) =>
    rules.overdueMaxMinor === null && !needsBilling
      ? null
      : deps.platform.billing(request, account, orderCurrency, leftMsOf(deps, request));
  // Whoever waits for it is told; where nobody does, a failure of the order is told with the order.
  orderCurrency.catch(() => undefined);
  const [order, account, ownBilling] = await Promise.all([
    asked,
    rules.needsOrdering ? deps.platform.account(request, accountId, leftMs) : null,
    billingOf(accountId),
  ]);
  const carrier = carrierOf(request, order, rules.carrier);
  const billing = carrier === accountId ? ownBilling : await billingOf(carrier);
  return { order, account, billing, carrier };
}

export type BookDeps = {
  readonly credit: Pick<CreditReader, 'rate'>;
  readonly books: BasketReader;
  readonly clock: Clock;
};

/**
 * The facts with what the books say, in one look, after the platform has answered: what it took its
 * time for is not old by then. Throws the `Fault` of books that cannot be read.
 */
export async function withBooks(
  deps: BookDeps,
  request: CreditCheckRequest,
  { currency }: CheckSettings,
  facts: PlatformFacts,
): Promise<GatheredFacts> {
  const { order, account, billing, carrier } = facts;
  const books = await deps.books.basket(request, carrier, sourceOf(request));
  const owedIn = billing?.kind === 'found' ? billing.billing.overdue.currency : currency;
  const billingRate =
    owedIn === currency ? null : await rateFor(deps, request.tenantId, owedIn, currency);
  const { organizationId, levels, latest, reviews } = books;
  // Member by member: spread out, two objects cost more than what they say.
  return { order, account, billing, carrier, organizationId, levels, latest, reviews, billingRate };
}

function leftMsOf({ clock }: PlatformDeps, { deadlineAt }: CreditCheckRequest): number {
  return toMilliseconds(deadlineAt) - toMilliseconds(clock.now());
}

/** The stored rate of today; null where none is needed, or there is none. */
export async function rateFor(
  deps: Pick<BookDeps, 'credit' | 'clock'>,
  tenantId: TenantId,
  from: Currency,
  to: Currency,
): Promise<Rate | null> {
  return from === to ? null : deps.credit.rate(tenantId, from, to, dateOf(deps.clock.now()));
}

/** The facts as a decision keeps them. What is equal has equal texts. */
export function factsText(
  request: Pick<CreditCheckRequest, 'accountId' | 'basketId' | 'installation'>,
  { order, account, billing, billingRate }: GatheredFacts,
  more: { readonly [name: string]: Plain | undefined } = {},
): string {
  const { accountId, basketId, installation } = request;
  return canonical({
    // In the order of their names: sorting them would cost more than all the rest.
    account: account === null ? undefined : plainAccount(account),
    accountId,
    basketId,
    billing: billing === null ? undefined : plainBilling(billing),
    billingRate: plainRate(billingRate),
    installation: installation === defaultInstallation ? undefined : installation,
    order: plainOrder(order),
    ...more,
  });
}

export function plainRate(rate: Rate | null): Plain | undefined {
  if (rate === null) return undefined;
  const { rateId, from, to, numerator, scale } = rate;
  return { rateId, from, to, numerator: String(numerator), scale };
}

export function plainOrder(answer: OrderAnswer): Plain {
  if (answer.kind !== 'found') return { ...answer };
  const { order } = answer;
  const { accountId, billToAccountId, netTotal, orderId, statusType, total } = order;
  return {
    accountId,
    billToAccountId,
    kind: 'found',
    netTotal: netTotal === undefined ? undefined : plainMoney(netTotal),
    orderId,
    recurring: plainRecurring(order),
    rounded: order.rounded,
    statusType,
    total: plainMoney(total),
  } satisfies { readonly [Name in keyof Required<OrderFacts> | 'kind']: Plain | undefined };
}

function plainAccount(answer: AccountAnswer): Plain {
  return answer.kind === 'found' ? { kind: 'found', ...answer.account } : { ...answer };
}

function plainBilling(billing: BillingAnswer): Plain {
  if (billing.kind !== 'found') return { ...billing };
  return { kind: 'found', overdue: plainMoney(billing.billing.overdue) };
}

function plainMoney(amount: Money): Plain {
  return { amount: formatAmount(amount), currency: amount.currency };
}
