import { convert, type Levels, type Rate } from '../credit/index.ts';
import {
  type CreditFacts,
  type DecisionsReader,
  type Judgement,
  judge,
  type RulesetVersion,
} from '../decisions/index.ts';
import type { Plain } from '../kernel/canonical.ts';
import { dateOf, type Instant } from '../kernel/clock.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import { formatAmount, type Money, money } from '../kernel/money.ts';
import type { Company, PaymentBehaviour, PaymentBehaviourReader } from '../parties/index.ts';
import { companyFactNames, companyFactsOf } from './company-facts.ts';
import type { CompanyOfOrganization } from './company-of-organization.ts';
import type { GatheredFacts } from './gather-facts.ts';
import { lineFactsOf } from './line-facts.ts';
import {
  amountIn,
  type PaymentFacts,
  type PaymentTerms,
  paymentFactNames,
  paymentFactsOf,
} from './payment-facts.ts';
import type { CheckSettings } from './ports.ts';
import { type RulesetReason, rulesetReasons } from './ruleset-reasons.ts';

/** What became of other baskets of an organization. */
export type EarlierReader = {
  readonly earlierChecks: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    exceptSubject: string,
  ) => Promise<{ readonly approved: number; readonly rejected: number }>;
};

export type RulesetSource = {
  readonly rulesets: Pick<DecisionsReader, 'versionInForce'>;
  readonly earlier: EarlierReader;
  readonly companyOf: CompanyOfOrganization;
  readonly payments: Pick<PaymentBehaviourReader, 'paymentBehaviour'>;
};

/** The ruleset of a tenant's credit checks: null where the built-in rules are all. */
export type ChosenRuleset = {
  readonly rulesetId: number;
  /** Null where no version is in force. */
  readonly version: RulesetVersion | null;
};

/** What a ruleset was told, and what it said. A decision keeps it among its facts, for the replay. */
export type AskedRuleset = {
  readonly rulesetId: number;
  readonly version: RulesetVersion | null;
  readonly told: CreditFacts | null;
  readonly said: Judgement | null;
  /** Empty for a yes. */
  readonly reasons: readonly RulesetReason[];
};

export async function chooseRuleset(
  { rulesets }: RulesetSource,
  tenantId: TenantId,
  { rulesetId }: CheckSettings,
  now: Instant,
): Promise<ChosenRuleset | null> {
  if (rulesetId === null) return null;
  return { rulesetId, version: await rulesets.versionInForce(tenantId, rulesetId, now) };
}

/** Whether the ruleset has a use for what is overdue: what no rule asks about is not asked for. */
export function needsBilling(chosen: ChosenRuleset | null): boolean {
  return asksAbout(chosen?.version ?? null, ['overdueAmount']);
}

export type Question = {
  readonly tenantId: TenantId;
  readonly subject: string;
  readonly organizationId: OrganizationId;
  readonly total: Money;
  /** From the currency of the order to the line's, where they differ. */
  readonly rate: Rate | null;
  readonly levels: Levels | null;
  readonly facts: Pick<GatheredFacts, 'billing' | 'billingRate'>;
  readonly settings: CheckSettings;
  readonly now: Instant;
};

/** Asks the ruleset in force; a ruleset of which none is leaves the basket to a person. */
export async function askRuleset(
  { earlier, companyOf, payments }: RulesetSource,
  chosen: ChosenRuleset,
  question: Question,
): Promise<AskedRuleset> {
  const { rulesetId, version } = chosen;
  if (version === null) {
    const reasons = [{ code: 'assessment.ruleset_not_in_force' as const, rulesetId }];
    return { ...chosen, told: null, said: null, reasons };
  }
  const { tenantId, organizationId, subject } = question;
  // Side by side, and only what a rule asks about.
  const [counted, company, payment] = await Promise.all([
    asksAbout(version, ['earlierApproved', 'earlierRejected'])
      ? earlier.earlierChecks(tenantId, organizationId, subject)
      : { approved: 0, rejected: 0 },
    asksAbout(version, companyFactNames) ? companyOf(tenantId, organizationId) : null,
    asksAbout(version, paymentFactNames)
      ? payments.paymentBehaviour(tenantId, organizationId)
      : null,
  ]);
  const told = factsOf(question, counted, company, payment);
  const said = judge(version.content, told);
  return { ...chosen, told, said, reasons: rulesetReasons(rulesetId, version.version, said) };
}

/** As a decision keeps it among its facts: what was told, and every byte of what was said. */
export function plainRuleset({ rulesetId, version, told, said }: AskedRuleset): Plain {
  return {
    rulesetId,
    version: version?.version ?? null,
    hash: version?.hash ?? null,
    told: told as unknown as Plain,
    said: said === null ? null : plainJudgement(said),
  };
}

/** The texts are left out: they stand in the version that the hash names. */
export function plainJudgement({ reasons, remedies, ...said }: Judgement): Plain {
  return {
    ...said,
    reasons: reasons.map(({ code, params }) => ({ code, params })),
    remedies: remedies.map(({ code, params }) => ({ code, params })),
  };
}

function asksAbout(version: RulesetVersion | null, names: readonly string[]): boolean {
  return version?.content.model.inputs.some(({ name }) => names.includes(name)) ?? false;
}

/** In the currency of the line; what would have to be guessed to get there is not known. */
function factsOf(
  { total, rate, levels, facts, settings, now }: Question,
  earlier: { readonly approved: number; readonly rejected: number },
  company: Company | null,
  payment: PaymentBehaviour | null,
): CreditFacts {
  const currency = levels?.[0].currency ?? total.currency;
  const amount = inCurrency(total, currency, rate) ?? total;
  const today = dateOf(now);
  return {
    purpose: 'credit_check',
    currency: amount.currency,
    amount: formatAmount(amount),
    ...lineFactsOf(levels, amount.currency, settings.policy, today),
    ...paymentsOf(payment, facts, {
      currency,
      rates: [rate, facts.billingRate],
      maxAgeUs: settings.behaviourMaxAgeUs,
      today,
    }),
    ...companyFactsOf(company, today),
    earlierApproved: earlier.approved,
    earlierRejected: earlier.rejected,
    extra: {},
  };
}

/**
 * The platform was asked just now, so that its amount is the fresher one where it has one. Of how long
 * something is overdue it knows nothing: that is the record's to say.
 */
function paymentsOf(
  record: PaymentBehaviour | null,
  { billing }: Question['facts'],
  terms: PaymentTerms,
): PaymentFacts {
  const recorded = paymentFactsOf(record, terms);
  if (billing?.kind !== 'found') return recorded;
  const live = amountIn(terms.currency, billing.billing.overdue, terms.rates);
  return live === null ? recorded : { ...recorded, overdueAmount: live };
}

function inCurrency(amount: Money, currency: Money['currency'], rate: Rate | null): Money | null {
  if (amount.currency === currency) return money(amount.amountMinor, currency);
  const isRight = rate !== null && rate.from === amount.currency && rate.to === currency;
  return isRight ? convert(amount, rate) : null;
}
