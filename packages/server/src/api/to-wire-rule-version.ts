import { formatInstant, type Instant } from '../kernel/clock.ts';

/** What a version of rules is, whether of a ruleset or of a service's business rules. */
type RuleVersion<Status extends string> = {
  readonly version: number;
  readonly status: Status;
  readonly hash: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly revision: bigint;
};

export function toWireVersionSummary<Status extends string>(found: RuleVersion<Status>) {
  const { version, status, hash, createdBy, createdAt, publishedBy, publishedAt } = found;
  return {
    version,
    status,
    hash,
    createdBy,
    createdAt: formatInstant(createdAt),
    publishedBy,
    publishedAt: publishedAt === null ? null : formatInstant(publishedAt),
    revision: Number(found.revision),
  };
}

export function toWireSayings(found: {
  readonly content: object;
  readonly cases: readonly object[];
}) {
  return { content: { ...found.content }, cases: found.cases.map((one) => ({ ...one })) };
}

/** A version is fit to be published where nothing but notes was found. */
export function toWireGateReport<Problem, WireProblem>(
  {
    problems,
    notes,
  }: { readonly problems: readonly Problem[]; readonly notes: readonly Problem[] },
  toWireProblem: (problem: Problem) => WireProblem,
) {
  return {
    fit: problems.length === 0,
    problems: problems.map(toWireProblem),
    notes: notes.map(toWireProblem),
  };
}
