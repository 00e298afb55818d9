import type { NumberBlank, RowChange, RowValues } from '../kernel/unit-of-work.ts';
import type { Application, ApplicationCompany } from './application.ts';

/** What a judgement leaves in an application. */
export type ApplicationJudged = Pick<
  Application,
  'rulesetHash' | 'companyId' | 'company' | 'decisionId'
> & { readonly status: 'approved' | 'rejected' | 'review' };

/** How an application begins: judged at once, or pending until somebody asks again. */
export type ApplicationStart =
  | ApplicationJudged
  | { readonly status: 'pending'; readonly nextAskAt: NonNullable<Application['nextAskAt']> };

export type ApplicationAsked = Pick<
  Application,
  | 'tenantId'
  | 'rulesetId'
  | 'regNumber'
  | 'amount'
  | 'currency'
  | 'language'
  | 'reference'
  | 'extra'
  | 'createdBy'
  | 'contentHash'
>;

/** The sequence that numbers applications, and what other rows call one that has no number yet. */
export const applicationSequence = 'application' as const;
export const subjectBlank: NumberBlank = { blank: 'number', prefix: 'application:' };

export function subjectOfApplication(applicationId: number): string {
  return `application:${applicationId}`;
}

/** The number in a subject; null where the subject is something else. */
export function applicationIdOf(subject: string): number | null {
  const [, digits] = /^application:([1-9]\d{0,14})$/.exec(subject) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** A new application; its unit takes a number of {@link applicationSequence}. */
export function newApplication(asked: ApplicationAsked, start: ApplicationStart): RowChange {
  return {
    op: 'insert',
    table: 'application',
    values: {
      tenant_id: asked.tenantId,
      application_id: { blank: 'number' },
      ruleset_id: BigInt(asked.rulesetId),
      reg_number: asked.regNumber,
      amount: BigInt(asked.amount),
      currency: asked.currency,
      language: asked.language,
      reference: asked.reference,
      extra: JSON.stringify(asked.extra),
      created_by: asked.createdBy,
      content_hash: asked.contentHash,
      created_at_us: { blank: 'instant' },
      decided_by: null,
      reason: null,
      version: 1n,
      ...(start.status === 'pending'
        ? { ...nothingJudged, next_ask_at_us: start.nextAskAt }
        : judgedValues(start)),
    },
  };
}

/** The judgement of an application that was pending. */
export function judgedApplication(application: Application, judged: ApplicationJudged): RowChange {
  return changeOfApplication(application, judgedValues(judged));
}

/** A pending application whose facts did not come: they are asked for again later. */
export function postponedApplication(
  application: Application,
  nextAskAt: NonNullable<Application['nextAskAt']>,
): RowChange {
  return changeOfApplication(application, { next_ask_at_us: nextAskAt });
}

/** A person's word on an application. */
export function decidedApplication(
  application: Application,
  by: {
    readonly to: 'approved' | 'rejected' | 'canceled';
    readonly actor: string;
    readonly reason: string | null;
  },
): RowChange {
  return changeOfApplication(application, {
    status: by.to,
    next_ask_at_us: null,
    decided_at_us: { blank: 'instant' },
    decided_by: by.actor,
    reason: by.reason,
  });
}

export function writeCompany(company: ApplicationCompany): string {
  return JSON.stringify(company);
}

export function readCompany(text: string): ApplicationCompany {
  return JSON.parse(text) as ApplicationCompany;
}

/** Guarded by status and version: somebody who was faster refuses the unit. */
function changeOfApplication(application: Application, set: RowValues): RowChange {
  return {
    op: 'update',
    table: 'application',
    set: { ...set, version: application.version + 1n },
    where: {
      tenant_id: application.tenantId,
      application_id: BigInt(application.applicationId),
      status: application.status,
      version: application.version,
    },
  };
}

const nothingJudged: RowValues = {
  ruleset_hash: null,
  company_id: null,
  company: null,
  status: 'pending',
  decision_id: null,
  decided_at_us: null,
};

function judgedValues(judged: ApplicationJudged): RowValues {
  const { status, company } = judged;
  return {
    ruleset_hash: judged.rulesetHash,
    company_id: judged.companyId,
    company: company === null ? null : writeCompany(company),
    status,
    decision_id: judged.decisionId,
    next_ask_at_us: null,
    // What is left to a person is not decided yet.
    decided_at_us: status === 'review' ? null : { blank: 'instant' },
  };
}
