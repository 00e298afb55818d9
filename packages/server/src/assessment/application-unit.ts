import type { CreditUnit, PlaceHold } from '../credit/index.ts';
import {
  type Application,
  type ApplicationCompany,
  type ApplicationJudged,
  applicationSequence,
  judgedApplication,
  newApplication,
  openedReview,
  subjectBlank,
  subjectOfApplication,
} from '../decisions/index.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import type { NumberBlank, RowChange, UnitKey } from '../kernel/unit-of-work.ts';
import type { Company } from '../parties/index.ts';
import type { ApplicationFacts, ApplicationSettings } from './application.ts';
import { creditFactsOf, creditFactsText } from './application-facts.ts';
import { amountOf } from './application-hold.ts';
import { decisionRow } from './decision-row.ts';
import type { ApplicationVerdict } from './judge-application.ts';
import { writePosition } from './line-position.ts';

type Asked = Parameters<typeof newApplication>[0];

export type UnitDeps = { readonly ids: Ids; readonly hash: Hash };

type Judged = {
  readonly facts: ApplicationFacts;
  readonly settings: ApplicationSettings;
  readonly rulesetHash: string | null;
  readonly verdict: ApplicationVerdict;
};

/** The application and its decision, with a review where a person is to look: all or nothing. */
export function newApplicationUnit(
  deps: UnitDeps,
  asked: Asked,
  judged: Judged,
  key: UnitKey | null,
): CreditUnit {
  const { rows, left } = judgedRows(deps, asked, judged, subjectBlank);
  return unitOf(asked, [...rows, newApplication(asked, left)], key);
}

/** An application whose facts did not come in time. */
export function pendingApplicationUnit(
  asked: Asked,
  nextAskAt: NonNullable<Application['nextAskAt']>,
  key: UnitKey | null,
): CreditUnit {
  return unitOf(asked, [newApplication(asked, { status: 'pending', nextAskAt })], key);
}

/** The judgement of an application that was pending. */
export function judgedApplicationUnit(
  deps: UnitDeps,
  application: Application,
  judged: Judged,
): CreditUnit {
  const subject = subjectOfApplication(application.applicationId);
  const { rows, left } = judgedRows(deps, application, judged, subject);
  const ifDone = [judgedApplication(application, left), ...rows];
  return { ...nothingOf(application), rows: { ifDone, ifRefused: [] } };
}

/**
 * The approval of an application that takes a hold: both stand, or a person looks at what the ledger
 * refused.
 */
export function heldApplicationUnit(
  deps: UnitDeps,
  application: Application,
  judged: Judged,
  hold: PlaceHold,
): CreditUnit {
  const subject = subjectOfApplication(application.applicationId);
  const made = (ledger: 'approved' | 'refused') => {
    const { rows, left } = judgedRows(deps, application, judged, subject, ledger);
    return [judgedApplication(application, left), ...rows];
  };
  const rows = { ifDone: made('approved'), ifRefused: made('refused') };
  return { ...nothingOf(application), credit: [hold], rows };
}

function nothingOf({ tenantId }: Application) {
  return { tenantId, key: null, credit: [], deadlineAt: null };
}

function unitOf({ tenantId }: Asked, ifDone: readonly RowChange[], key: UnitKey | null) {
  return {
    tenantId,
    key,
    credit: [],
    rows: { ifDone, ifRefused: [] },
    deadlineAt: null,
    sequence: applicationSequence,
  } satisfies CreditUnit;
}

function judgedRows(
  { ids, hash }: UnitDeps,
  asked: Asked,
  { facts, settings, rulesetHash, verdict }: Judged,
  subject: string | NumberBlank,
  ledger: 'approved' | 'refused' | null = null,
): { readonly rows: readonly RowChange[]; readonly left: ApplicationJudged } {
  const { tenantId } = asked;
  const { organizationId, levels, company } = facts;
  const decisionId = ids.next('dec');
  const text = creditFactsText(creditFactsOf(facts, asked, settings));
  const total = amountOf(asked);
  const isRefused = ledger === 'refused';
  const status = isRefused ? 'review' : verdict.status;
  const decision = decisionRow(
    {
      ...{ tenantId, decisionId, kind: 'application', subject: '', organizationId, total },
      facts: text,
      factsHash: hash.sha256(text),
      rulesetHash,
      position: levels === null ? null : writePosition(levels),
    },
    {
      verdict: storedVerdicts[status],
      rules: verdict.rules === null ? null : storedVerdicts[verdict.rules],
      ledger,
      reasons: isRefused ? null : verdict.reasons,
    },
  );
  const { cause, remedies, reasons } = verdict;
  const why = isRefused ? ({ blank: 'reasons' } as const) : reasons;
  const review =
    status !== 'review'
      ? []
      : [
          openedReview(
            {
              ...{ tenantId, subject: '', organizationId, decisionId, cause, remedies, why },
              ...total,
            },
            { reviewId: ids.next('rev'), policy: settings.reviewPolicy, now: facts.now },
          ),
        ];
  const known = company.kind === 'found' ? company.company : null;
  return {
    rows: [decision, ...review].map((row) => withSubject(row, subject)),
    left: {
      status,
      rulesetHash,
      decisionId,
      companyId: known?.companyId ?? null,
      company: known === null ? null : companyOf(known),
    },
  };
}

/** The rows are made before anybody knows the number, and name it by a blank. */
function withSubject(row: RowChange, subject: string | NumberBlank): RowChange {
  return row.op === 'insert' ? { ...row, values: { ...row.values, subject } } : row;
}

const storedVerdicts = { approved: 'approved', review: 'review', rejected: 'refused' } as const;

function companyOf(company: Company): ApplicationCompany {
  const { name, address, zipcode, city, country, legalForm, active, numbers, partOf } = company;
  const numberOf = (scheme: 'kvk' | 'kvk-branch') =>
    numbers.find((number) => number.scheme === scheme)?.number ?? null;
  return {
    ...{ name, address, zipcode, city, country, legalForm, active },
    kvkNumber: numberOf('kvk') ?? partOf,
    branchNumber: numberOf('kvk-branch'),
    activities: company.activities.map(({ code, text, isMain }) => ({ code, text, isMain })),
  };
}
