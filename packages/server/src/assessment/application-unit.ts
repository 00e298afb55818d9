import type { CreditUnit } from '../credit/index.ts';
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
import { exponentOf } from '../kernel/currency.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import type { NumberBlank, RowChange, UnitKey } from '../kernel/unit-of-work.ts';
import type { Company } from '../parties/index.ts';
import type { ApplicationFacts, ApplicationSettings } from './application.ts';
import { creditFactsOf, creditFactsText } from './application-facts.ts';
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
  const { sequence: _, ...unit } = unitOf(
    application,
    [judgedApplication(application, left), ...rows],
    null,
  );
  return unit;
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
): { readonly rows: readonly RowChange[]; readonly left: ApplicationJudged } {
  const { tenantId } = asked;
  const { organizationId, levels, company } = facts;
  const decisionId = ids.next('dec');
  const text = creditFactsText(creditFactsOf(facts, asked, settings));
  const total = amountOf(asked);
  const decision = decisionRow(
    {
      ...{ tenantId, decisionId, kind: 'application', subject: '', organizationId, total },
      facts: text,
      factsHash: hash.sha256(text),
      rulesetHash,
      position: levels === null ? null : writePosition(levels),
    },
    {
      verdict: storedVerdicts[verdict.status],
      rules: verdict.rules === null ? null : storedVerdicts[verdict.rules],
      ledger: null,
      reasons: verdict.reasons,
    },
  );
  const { cause, remedies, reasons: why } = verdict;
  const review =
    verdict.status !== 'review'
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
      status: verdict.status,
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

/** Amounts of applications are whole units. */
function amountOf({ amount, currency }: Asked): Money {
  return money(BigInt(amount) * 10n ** BigInt(exponentOf(currency)), currency);
}

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
