import { nativeHeaders } from '@aval/wire';
import {
  type CreditRefusal,
  describeRefusal,
  type ProposalRefusal,
  proposalRefusalTexts,
} from '../credit/index.ts';
import {
  type ApplicationRefusal,
  applicationRefusalTexts,
  describeGateProblem,
  type ReviewRefusal,
  type RulesetRefusal,
  reviewRefusalTexts,
  rulesetRefusalTexts,
} from '../decisions/index.ts';
import {
  describeRuleProblem,
  type ProviderStepRefusal,
  providerStepRefusalTexts,
  type RuleRefusal,
  ruleRefusalTexts,
  type ServiceRefusal,
  serviceRefusalTexts,
} from '../fulfilment/index.ts';
import { HttpFault, type HttpFaultParams } from '../http/index.ts';
import { fillText } from '../kernel/refusal.ts';
import {
  type CompanyRefusal,
  type OrganizationRefusal,
  type PaymentBehaviourRefusal,
  partyRefusalTexts,
} from '../parties/index.ts';
import { apiFault } from './problems.ts';

/**
 * Status of a refusal that is a problem. A refusal of credit itself (`isDecision`) is an answer with
 * 200 instead. Total by type: a new code does not build until it has its status.
 */
export const creditStatuses: Readonly<Record<CreditRefusal['code'], number>> = {
  'credit.no_line': 404,
  'credit.hold_unknown': 404,
  'credit.capture_unknown': 404,
  'credit.line_closed': 409,
  'credit.line_stopped': 409,
  'credit.no_rate': 409,
  'credit.insufficient': 409,
  'credit.over_capture': 409,
  'credit.over_capture_review': 409,
  'credit.hold_exists': 409,
  'credit.hold_not_open': 409,
  'credit.hold_not_expired': 409,
  'credit.hold_not_due': 409,
  'credit.below_captured': 409,
  'credit.nothing_left': 409,
  'credit.due_not_later': 422,
  'credit.due_too_late': 422,
  'credit.version_changed': 412,
  'credit.line_exists': 412,
  'credit.currency_fixed': 409,
  'credit.amount_too_large': 422,
  'credit.group_currency': 422,
  'credit.group_unknown': 422,
  'credit.group_cycle': 422,
  'credit.group_too_deep': 422,
  'credit.second_person_needed': 409,
};

export const proposalStatuses: Readonly<Record<ProposalRefusal['code'], number>> = {
  'credit.proposal_unknown': 404,
  'credit.proposal_person_needed': 403,
  'credit.proposal_own': 403,
  'credit.proposal_not_own': 403,
  'credit.proposal_other_change': 409,
  'credit.proposal_decided': 409,
  'credit.proposal_voided': 409,
  'credit.proposal_another_pending': 409,
  'credit.proposal_changed_meanwhile': 409,
};

export const reviewStatuses: Readonly<Record<ReviewRefusal['code'], number>> = {
  'decisions.review_unknown': 404,
  'decisions.review_person_needed': 403,
  'decisions.review_decided': 409,
  'decisions.review_changed_meanwhile': 409,
  'decisions.review_second_person_needed': 403,
  'decisions.review_assignee_unknown': 422,
  'decisions.review_no_line': 409,
  'decisions.review_credit_refused': 409,
};

export const rulesetStatuses: Readonly<Record<RulesetRefusal['code'], number>> = {
  'decisions.ruleset_unknown': 404,
  'decisions.ruleset_version_unknown': 404,
  'decisions.ruleset_unreadable': 422,
  'decisions.ruleset_changed': 412,
  'decisions.ruleset_not_draft': 409,
  'decisions.ruleset_not_published': 409,
  'decisions.ruleset_too_slow': 422,
  'decisions.ruleset_unfit': 409,
  'decisions.ruleset_activation_in_past': 422,
  'decisions.ruleset_never_active': 409,
  'decisions.ruleset_in_force': 409,
};

export const businessRuleStatuses: Readonly<Record<RuleRefusal['code'], number>> = {
  'fulfilment.rules_unknown': 404,
  'fulfilment.rules_unreadable': 422,
  'fulfilment.rules_not_ready_made': 422,
  'fulfilment.rules_changed': 412,
  'fulfilment.rules_not_published': 409,
  'fulfilment.rules_too_slow': 422,
  'fulfilment.rules_unfit': 409,
  'fulfilment.rules_never_active': 409,
};

export const partyStatuses: Readonly<Record<OrganizationRefusal['code'], number>> = {
  'parties.name_invalid': 422,
  'parties.too_many_references': 422,
  'parties.reference_invalid': 422,
  'parties.individual_refused': 422,
  'parties.organization_unknown': 404,
  'parties.reference_unknown': 404,
  'parties.reference_taken': 409,
  'parties.references_disagree': 409,
  'parties.version_changed': 412,
  'parties.key_reused': 422,
};

export const companyStatuses: Readonly<Record<CompanyRefusal['code'], number>> = {
  'parties.company_invalid': 422,
  'parties.company_number_missing': 422,
  'parties.company_number_taken': 409,
  'parties.version_changed': 412,
};

export const paymentBehaviourStatuses: Readonly<Record<PaymentBehaviourRefusal['code'], number>> = {
  'parties.payment_behaviour_invalid': 422,
  'parties.reference_invalid': 422,
  'parties.individual_refused': 422,
  'parties.organization_unknown': 404,
  'parties.references_disagree': 409,
  'parties.version_changed': 412,
  'parties.payment_behaviour_older': 409,
};

/** Absent and somebody else's, whatever it is that was asked for: one answer, byte for byte. */
export function notFound(): HttpFault {
  return new HttpFault(404, 'http.not_found');
}

export function creditProblem(refusal: CreditRefusal, repeated: boolean): HttpFault {
  const status = creditStatuses[refusal.code];
  const headers: Record<string, string> = repeated ? { [nativeHeaders.replayed]: 'true' } : {};
  if (status === 404) return new HttpFault(404, 'http.not_found', {}, { headers });
  const { code, ...facts } = refusal;
  return new HttpFault(status, code, paramsOf(facts), { headers, text: describeRefusal(refusal) });
}

export function proposalProblem({ code, ...facts }: ProposalRefusal): HttpFault {
  const status = proposalStatuses[code];
  if (status === 404) return notFound();
  return new HttpFault(status, code, paramsOf(facts), { text: proposalRefusalTexts[code] });
}

export const applicationStatuses: Readonly<Record<ApplicationRefusal['code'], number>> = {
  'decisions.application_unknown': 404,
  'decisions.application_person_needed': 403,
  'decisions.application_final': 409,
  'decisions.application_changed_meanwhile': 409,
};

/** An application is decided through its review, which may refuse as well. */
export function applicationProblem(refusal: ApplicationRefusal | ReviewRefusal): HttpFault {
  if (!isOfApplication(refusal)) return reviewProblem(refusal);
  const { code, ...facts } = refusal;
  const status = applicationStatuses[code];
  if (status === 404) return notFound();
  const text = fillText(applicationRefusalTexts[code], facts);
  return new HttpFault(status, code, paramsOf(facts), { text });
}

function isOfApplication(
  refusal: ApplicationRefusal | ReviewRefusal,
): refusal is ApplicationRefusal {
  return Object.hasOwn(applicationStatuses, refusal.code);
}

export function reviewProblem({ code, ...facts }: ReviewRefusal): HttpFault {
  const status = reviewStatuses[code];
  if (status === 404) return notFound();
  const text = fillText(reviewRefusalTexts[code], facts);
  return new HttpFault(status, code, paramsOf(facts), { text });
}

export function rulesetProblem(refusal: RulesetRefusal): HttpFault {
  const { code, ...facts } = refusal;
  const status = rulesetStatuses[code];
  if (status === 404) return notFound();
  const text = fillText(rulesetRefusalTexts[code].text, facts);
  if (refusal.code !== 'decisions.ruleset_unfit')
    return new HttpFault(status, code, paramsOf(facts), { text });
  // In words; `verify` gives them with all their members.
  const problems = refusal.problems.slice(0, problemsMax).map(describeGateProblem);
  return new HttpFault(status, code, { problems }, { text });
}

export const serviceStatuses: Readonly<Record<ServiceRefusal['code'], number>> = {
  'fulfilment.service_unknown': 404,
  'fulfilment.catalogue_invalid': 422,
  'fulfilment.service_exists': 409,
  'fulfilment.service_changed': 412,
};

export function serviceProblem({ code, ...facts }: ServiceRefusal): HttpFault {
  const status = serviceStatuses[code];
  if (status === 404) return notFound();
  const text = fillText(serviceRefusalTexts[code].text, facts);
  return new HttpFault(status, code, paramsOf(facts), { text });
}

export const providerStepStatuses: Readonly<Record<ProviderStepRefusal['code'], number>> = {
  'fulfilment.provider_step_unknown': 404,
  'fulfilment.provider_step_ended': 409,
  'fulfilment.provider_step_under_way': 409,
  'fulfilment.provider_step_not_tried': 409,
  'fulfilment.provider_step_changed': 409,
};

export function providerStepProblem({ code }: ProviderStepRefusal): HttpFault {
  const status = providerStepStatuses[code];
  if (status === 404) return notFound();
  return new HttpFault(status, code, {}, { text: providerStepRefusalTexts[code].text });
}

const problemsMax = 20;

export function businessRuleProblem(refusal: RuleRefusal): HttpFault {
  const { code, ...facts } = refusal;
  const status = businessRuleStatuses[code];
  if (status === 404) return notFound();
  const text = fillText(ruleRefusalTexts[code].text, facts);
  if (refusal.code !== 'fulfilment.rules_unfit')
    return new HttpFault(status, code, paramsOf(facts), { text });
  // In words; `verify` gives them with all their members.
  const problems = refusal.problems.slice(0, problemsMax).map(describeRuleProblem);
  return new HttpFault(status, code, { problems }, { text });
}

export function partyProblem(refusal: OrganizationRefusal): HttpFault {
  const { code, ...facts } = refusal;
  if (code === 'parties.key_reused') return apiFault('key.other_content');
  const status = partyStatuses[code];
  if (status === 404) return notFound();
  return new HttpFault(status, code, paramsOf(facts), { text: describePartyRefusal(refusal) });
}

export function companyProblem(refusal: CompanyRefusal): HttpFault {
  const { code, ...facts } = refusal;
  const text = describePartyRefusal(refusal);
  return new HttpFault(companyStatuses[code], code, paramsOf(facts), { text });
}

export function paymentBehaviourProblem(refusal: PaymentBehaviourRefusal): HttpFault {
  const { code, ...facts } = refusal;
  const status = paymentBehaviourStatuses[code];
  if (status === 404) return notFound();
  return new HttpFault(status, code, paramsOf(facts), { text: describePartyRefusal(refusal) });
}

export function describePartyRefusal(
  refusal: OrganizationRefusal | CompanyRefusal | PaymentBehaviourRefusal,
): string {
  return fillText(partyRefusalTexts[refusal.code].text, refusal);
}

/** Facts as the caller may have them; whole numbers in minor units are said in the text alone. */
export function paramsOf(facts: Readonly<Record<string, unknown>>): HttpFaultParams {
  const params: Record<string, HttpFaultParams[string]> = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (name.endsWith('Minor')) continue;
    if (typeof fact === 'bigint') params[name] = Number(fact);
    else if (typeof fact === 'string' || typeof fact === 'number') params[name] = fact;
    else if (Array.isArray(fact)) params[name] = fact.map(String);
  }
  return params;
}
