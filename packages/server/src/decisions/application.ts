import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { CompanyId, DecisionId, TenantId } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { RulesetId } from './ruleset.ts';

export type ApplicationStatus = 'pending' | 'approved' | 'rejected' | 'review' | 'canceled';

export type ApplicationLanguage = 'nl' | 'en' | 'de';

/** A request for a decision about a company. */
export type Application = {
  readonly tenantId: TenantId;
  /** Dense per tenant from 1, in commit order. */
  readonly applicationId: number;
  readonly rulesetId: RulesetId;
  /** Of the version that judged it; null where none has. */
  readonly rulesetHash: string | null;
  /** As sent: 8 or 12 digits. */
  readonly regNumber: string;
  readonly companyId: CompanyId | null;
  readonly company: ApplicationCompany | null;
  /** Whole units of the currency. */
  readonly amount: number;
  readonly currency: Currency;
  readonly language: ApplicationLanguage;
  readonly reference: string | null;
  readonly extra: Readonly<Record<string, string | number | boolean>>;
  readonly status: ApplicationStatus;
  readonly decisionId: DecisionId | null;
  /** Who asked: `key:cred_…`. */
  readonly createdBy: string;
  /** Digest of what was asked: equal requests have equal ones. */
  readonly contentHash: string;
  readonly createdAt: Instant;
  /** When the facts are asked for again; null unless it is pending. */
  readonly nextAskAt: Instant | null;
  readonly decidedAt: Instant | null;
  /** `user:user_…`; null where rules decided. */
  readonly decidedBy: string | null;
  /** What a person gave as reason. */
  readonly reason: string | null;
  readonly version: bigint;
};

/** What was known of the company when the application was judged: reports go by it ever after. */
export type ApplicationCompany = {
  readonly name: string;
  readonly address: string | null;
  readonly zipcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly kvkNumber: string | null;
  readonly branchNumber: string | null;
  readonly legalForm: string | null;
  readonly active: boolean | null;
  readonly activities: readonly {
    readonly code: string;
    readonly text: string | null;
    readonly isMain: boolean;
  }[];
};

/** Where each status may go; what goes nowhere is final. The diagram in the guide is made of this. */
export const applicationMoves = {
  pending: ['approved', 'rejected', 'review', 'canceled'],
  review: ['approved', 'rejected', 'canceled'],
  approved: [],
  rejected: [],
  canceled: [],
} as const satisfies Readonly<Record<ApplicationStatus, readonly ApplicationStatus[]>>;

export function isFinal(status: ApplicationStatus): boolean {
  return applicationMoves[status].length === 0;
}

export function mayMove(from: ApplicationStatus, to: ApplicationStatus): boolean {
  return (applicationMoves[from] as readonly ApplicationStatus[]).includes(to);
}

/** Why a person's move on an application is not made, in order of precedence. */
export type ApplicationRefusal =
  | { readonly code: 'decisions.application_unknown' }
  | { readonly code: 'decisions.application_person_needed' }
  | { readonly code: 'decisions.application_final'; readonly status: ApplicationStatus }
  | { readonly code: 'decisions.application_changed_meanwhile' };

export const applicationRefusalTexts: Readonly<Record<ApplicationRefusal['code'], string>> = {
  'decisions.application_unknown': 'There is no such application.',
  'decisions.application_person_needed':
    'Only a person can decide or cancel an application; a key cannot.',
  'decisions.application_final': 'The application is {status} already, and stays so.',
  'decisions.application_changed_meanwhile':
    'The application is not as it was when it was looked at. Read it again and repeat.',
};

/** A person's move; `expected` is the version that was looked at, null for whatever stands. */
export type PersonsMove = {
  readonly to: 'approved' | 'rejected' | 'canceled';
  readonly actor: string;
  readonly expected: bigint | null;
};

/**
 * Whether a person may make a move. A pending application has not been judged: it can be canceled,
 * and decided once it is in review.
 */
export function judgePersonsMove(
  { status, version }: Pick<Application, 'status' | 'version'>,
  { to, actor, expected }: PersonsMove,
): Result<null, ApplicationRefusal> {
  if (!actor.startsWith('user:')) {
    return refuse({ code: 'decisions.application_person_needed' });
  }
  if (isFinal(status)) return refuse({ code: 'decisions.application_final', status });
  const isStale = expected !== null && expected !== version;
  if (isStale || !mayMove(status, to) || (status === 'pending' && to !== 'canceled')) {
    return refuse({ code: 'decisions.application_changed_meanwhile' });
  }
  return accept(null);
}
