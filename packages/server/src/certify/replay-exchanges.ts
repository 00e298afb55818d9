import type { Exchange } from '@aval/wire';
import type { Answer } from './caller.ts';
import { judge, notApplicable } from './check.ts';
import { expectBody, expectHeader, expectStatus } from './expect-answer.ts';
import type { CheckReport, Ground, Verdict } from './report.ts';

/** How the recorded exchanges of one wire are played against a server whose state is its own. */
export type ReplayPlan = {
  readonly exchanges: readonly Exchange[];
  readonly isWanted: (name: string) => boolean;
  /** Why an exchange cannot be played there; null when it can. */
  readonly reasonAgainst: (exchange: Exchange) => string | null;
  /** Brings about what the exchanges start from; a text says why that did not work. */
  readonly begin: (chain: readonly Exchange[]) => Promise<Stage | string>;
  /** Chains that must come before all others, on a server that has not seen us yet. */
  readonly isFirst: (chain: readonly Exchange[]) => boolean;
};

/** Sends exchanges in the words of the state that was made for them. */
export type Stage = {
  /** The exchange as it reads there: own ids, own credentials, own numbers. */
  readonly translate: (exchange: Exchange) => Exchange;
  readonly send: (translated: Exchange) => Promise<Answer>;
  /** Whether somebody else has worked on the server meanwhile, so that an answer may tell of that. */
  readonly isDisturbed: () => Promise<boolean>;
};

/** Plays every exchange that can be played, after those that it follows, and compares its answer. */
export async function replayExchanges(plan: ReplayPlan): Promise<readonly CheckReport[]> {
  const verdicts = new Map<string, Verdict>();
  const chains = chainsOf(plan);
  for (const chain of [...chains.filter(plan.isFirst), ...chains.filter(not(plan.isFirst))]) {
    for (const [name, verdict] of await playPatiently(plan, chain)) {
      if (!verdicts.has(name)) verdicts.set(name, verdict);
    }
  }
  return plan.exchanges
    .filter(({ name }) => plan.isWanted(name))
    .map((exchange) => {
      const reason = plan.reasonAgainst(exchange) ?? 'it was not reached';
      return reportOf(exchange, verdicts.get(exchange.name) ?? notApplicable(reason));
    });
}

/** The same exchanges where there is no point in playing them. */
export function skipExchanges(
  exchanges: readonly Exchange[],
  reason: string,
): readonly CheckReport[] {
  return exchanges.map((exchange) => reportOf(exchange, notApplicable(reason)));
}

function reportOf(exchange: Exchange, verdict: Verdict): CheckReport {
  const { name, request, response, notes } = exchange;
  const proves = `${request.method} is answered with status ${response.status}. ${notes}`;
  return { name, ...groundOf(exchange), proves, ...verdict };
}

/** A check is worth no more than the weaker of its two marks. */
function groundOf({ marks, source }: Exchange): Pick<CheckReport, 'ground' | 'source'> {
  const pair = [marks.request, marks.response];
  const ground: Ground = pair.includes('C')
    ? 'ours'
    : pair.includes('O')
      ? 'observed'
      : 'documented';
  const [, number] = /^(\d{3})_/.exec(source) ?? [];
  return { ground, source: number === undefined ? source : `document ${number}` };
}

/**
 * Each playable exchange once: one that stands at its place within the chain of another is compared
 * there, and needs no chain of its own.
 */
function chainsOf(plan: ReplayPlan): readonly (readonly Exchange[])[] {
  const byName = new Map(plan.exchanges.map((exchange) => [exchange.name, exchange]));
  const chains = plan.exchanges
    .filter((exchange) => plan.isWanted(exchange.name) && plan.reasonAgainst(exchange) === null)
    .map((exchange) => [
      ...(exchange.after ?? []).flatMap((name) => byName.get(name) ?? []),
      exchange,
    ]);
  const covered = new Set<string>();
  const longestFirst = [...chains].sort((left, right) => right.length - left.length);
  const kept = new Set<readonly Exchange[]>();
  for (const chain of longestFirst) {
    if (covered.has(chain.at(-1)?.name ?? '')) continue;
    kept.add(chain);
    for (const { name } of comparedIn(chain)) covered.add(name);
  }
  return chains.filter((chain) => kept.has(chain));
}

/** The exchanges of a chain that start from what stands before them there. */
function comparedIn(chain: readonly Exchange[]): readonly Exchange[] {
  return chain.filter(({ after = [] }, at) => {
    const before = chain.slice(0, at).map(({ name }) => name);
    return after.length === before.length && after.every((name, index) => name === before[index]);
  });
}

const attemptsMax = 3;

type Verdicts = readonly (readonly [name: string, verdict: Verdict])[];

async function playPatiently(plan: ReplayPlan, chain: readonly Exchange[]): Promise<Verdicts> {
  for (let attempt = 1; ; attempt += 1) {
    const played = await play(plan, chain);
    if (!played.isDisturbed) return played.verdicts;
    if (attempt === attemptsMax || plan.isFirst(chain)) {
      return played.verdicts.map(([name, verdict]) => [name, excused(verdict)] as const);
    }
  }
}

function excused(verdict: Verdict): Verdict {
  return verdict.outcome === 'failed'
    ? notApplicable('somebody else worked on the server meanwhile')
    : verdict;
}

async function play(
  plan: ReplayPlan,
  chain: readonly Exchange[],
): Promise<{ readonly verdicts: Verdicts; readonly isDisturbed: boolean }> {
  const compared = comparedIn(chain);
  const stage = await plan.begin(chain);
  if (typeof stage === 'string') {
    const verdict = notApplicable(stage);
    return { verdicts: compared.map(({ name }) => [name, verdict] as const), isDisturbed: false };
  }
  const verdicts: (readonly [string, Verdict])[] = [];
  for (const exchange of chain) {
    const translated = stage.translate(exchange);
    const answer = await stage.send(translated);
    if (compared.includes(exchange)) {
      verdicts.push([exchange.name, compare(translated.response, answer)]);
    }
  }
  const hasFailed = verdicts.some(([, { outcome }]) => outcome === 'failed');
  return { verdicts, isDisturbed: hasFailed && (await stage.isDisturbed()) };
}

function compare({ status, headers = {}, body }: Exchange['response'], answer: Answer): Verdict {
  return judge(
    expectStatus(answer, status),
    ...Object.entries(headers).map(([name, value]) => expectHeader(answer, name, value)),
    // Without an answer the status says all.
    body === undefined || answer.status === null ? null : expectBody(answer, body),
  );
}

function not<Value>(is: (value: Value) => boolean) {
  return (value: Value) => !is(value);
}
