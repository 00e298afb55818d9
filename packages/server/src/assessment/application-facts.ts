import type { CreditReader } from '../credit/index.ts';
import type { ApplicationReader, CreditFacts } from '../decisions/index.ts';
import { type Clock, dateOf } from '../kernel/clock.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type {
  Company,
  CompanyAnswer,
  PartyService,
  PaymentBehaviourReader,
} from '../parties/index.ts';
import type { ApplicationFacts, ApplicationSettings } from './application.ts';
import { companyFactsOf } from './company-facts.ts';
import { lineFactsOf } from './line-facts.ts';
import { paymentFactsOf } from './payment-facts.ts';

export type ApplicationFactDeps = {
  /** What the register says of a number; it may ask a provider. */
  readonly companyOf: (tenantId: TenantId, regNumber: string) => Promise<CompanyAnswer>;
  /** Null where it takes longer. */
  readonly within: <Value>(answer: Promise<Value>, limitMs: number) => Promise<Value | null>;
  readonly applications: Pick<ApplicationReader, 'earlierOf'>;
  readonly parties: Pick<PartyService, 'organizationIdOf'>;
  readonly credit: Pick<CreditReader, 'levels'>;
  readonly payments: Pick<PaymentBehaviourReader, 'paymentBehaviour'>;
  readonly clock: Clock;
};

/** How long a caller waits for the register. */
export const companyLimitMs = 1_500;

/** The facts that come in time. A register that is silent is a fact of its own. */
export async function gatherApplicationFacts(
  deps: ApplicationFactDeps,
  tenantId: TenantId,
  regNumber: string,
): Promise<ApplicationFacts> {
  const answer = await deps.within(deps.companyOf(tenantId, regNumber), companyLimitMs);
  const company = answer ?? ({ kind: 'silent', reason: 'timeout' } as const);
  const nobody = { organizationId: null, levels: null, payment: null };
  if (company.kind !== 'found') {
    const earlier = { approved: 0, rejected: 0 };
    return { company, earlier, ...nobody, now: deps.clock.now() };
  }
  const [earlier, organizationId] = await Promise.all([
    deps.applications.earlierOf(tenantId, company.company.companyId),
    organizationOf(deps, tenantId, company.company),
  ]);
  if (organizationId === null) return { company, earlier, ...nobody, now: deps.clock.now() };
  const [levels, payment] = await Promise.all([
    deps.credit.levels(tenantId, organizationId),
    deps.payments.paymentBehaviour(tenantId, organizationId),
  ]);
  return { company, earlier, organizationId, levels, payment, now: deps.clock.now() };
}

/** The facts as rules are told them. */
export function creditFactsOf(
  { company, earlier, levels, payment, now }: ApplicationFacts,
  asked: { readonly amount: number; readonly extra: CreditFacts['extra'] },
  { currency, policy, behaviourMaxAgeUs }: ApplicationSettings,
): CreditFacts {
  const known = company.kind === 'found' ? company.company : null;
  const today = dateOf(now);
  return {
    purpose: 'application',
    currency,
    amount: String(asked.amount),
    ...lineFactsOf(levels, currency, policy, today),
    ...paymentFactsOf(payment, { currency, rates: [], maxAgeUs: behaviourMaxAgeUs, today }),
    ...companyFactsOf(known, today),
    earlierApproved: earlier.approved,
    earlierRejected: earlier.rejected,
    extra: asked.extra,
  };
}

/**
 * One text for equal facts. Numbers stand as JSON writes them, so that it can be read back: an extra
 * field may have a fraction, which the kernel's `canonical` refuses.
 */
export function creditFactsText({ extra, ...facts }: CreditFacts): string {
  const sorted = (members: object) =>
    Object.fromEntries(Object.entries(members).sort(([left], [right]) => (left < right ? -1 : 1)));
  return JSON.stringify(sorted({ ...facts, extra: sorted(extra) }));
}

async function organizationOf(
  { parties }: ApplicationFactDeps,
  tenantId: TenantId,
  { numbers, partOf }: Company,
): Promise<OrganizationId | null> {
  const own = numbers.find(({ scheme }) => scheme === 'kvk')?.number ?? partOf;
  if (own === null) return null;
  return parties.organizationIdOf(tenantId, { source: 'kvk', kind: 'number', value: own });
}
