import type { CheckReport, Difference, Ground, Verdict } from './report.ts';

/** One rule, and how to find out over the wire whether a server follows it. */
export type Check<World> = {
  readonly name: string;
  readonly ground: Ground;
  readonly source: string;
  readonly proves: string;
  readonly run: (world: World) => Promise<Verdict>;
};

/** Runs checks one after the other: each leaves the world in a state that the next may begin with. */
export async function runChecks<World>(
  world: World,
  checks: readonly Check<World>[],
): Promise<readonly CheckReport[]> {
  const reports: CheckReport[] = [];
  for (const { run, ...check } of checks) reports.push({ ...check, ...(await run(world)) });
  return reports;
}

/** Which of these names are wanted; null: all. */
export function wantedOf(only: readonly string[] | null): (name: string) => boolean {
  return only === null ? () => true : (name) => only.includes(name);
}

/** A name that belongs to no check. */
export function strangerOf(
  only: readonly string[] | null,
  checks: readonly { readonly name: string }[],
): string | null {
  return only?.find((name) => !checks.some((check) => check.name === name)) ?? null;
}

/** The same checks where there is no point in running them. */
export function skipChecks<World>(
  checks: readonly Check<World>[],
  reason: string,
): readonly CheckReport[] {
  return checks.map(({ run: _run, ...check }) => ({ ...check, ...notApplicable(reason) }));
}

/** Passed when nothing was found. */
export function judge(...found: readonly (Difference | null)[]): Verdict {
  const differences = found.filter((each) => each !== null);
  return differences.length === 0 ? { outcome: 'passed' } : { outcome: 'failed', differences };
}

export function notApplicable(reason: string): Extract<Verdict, { outcome: 'not_applicable' }> {
  return { outcome: 'not_applicable', reason };
}
