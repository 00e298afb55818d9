/**
 * What a check stands on: a vendor's document, what was seen in public code, or our own choice where
 * documents are silent.
 */
export type Ground = 'documented' | 'observed' | 'ours';

export const grounds = ['documented', 'observed', 'ours'] as const satisfies readonly Ground[];

/** One thing that is not as it should be, and where: a JSON path, `status`, `time` or a header. */
export type Difference = {
  /** The call that showed it, such as `GET /api/v1/…`. */
  readonly call: string;
  readonly path: string;
  readonly reason: string;
};

export type Verdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly differences: readonly Difference[] }
  /** It could not be asked of this server. */
  | { readonly outcome: 'not_applicable'; readonly reason: string }
  /** It was not asked for: `setting` is the option that would let it. */
  | { readonly outcome: 'skipped'; readonly setting: string };

/** A call that a check made, and what came back, each in a line. */
export type Asked = { readonly call: string; readonly came: string };

export type CheckReport = {
  readonly name: string;
  readonly ground: Ground;
  /** `document 002`, or `our choice`. */
  readonly source: string;
  readonly proves: string;
  /** In the order of the calls; only wires whose report shows them have it. */
  readonly asked?: readonly Asked[];
} & Verdict;

export type CertifyReport = {
  readonly wire: 'trade-credit' | 'credit-check' | 'service-manager';
  readonly url: string;
  readonly checks: readonly CheckReport[];
  /** What the checks made and could not remove; empty when all is gone again. */
  readonly leftBehind: readonly string[];
};

/** Whether a server passes: nothing documented fails and, where our choices count, nothing at all. */
export function isPassed(
  { checks }: Pick<CertifyReport, 'checks'>,
  { isStrict }: { readonly isStrict: boolean },
): boolean {
  return checks.every(
    ({ outcome, ground }) => outcome !== 'failed' || !(isStrict || ground === 'documented'),
  );
}
