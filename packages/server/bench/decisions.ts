import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  type CreditCase,
  creditCases,
  creditModel,
  decideByHand,
  largeModel,
} from '../../dmn/bench/credit-table.ts';
import { type Decider, feelinDecider, ourDecider } from '../../dmn/bench/engines.ts';
import type { ZenOrder, ZenRound } from '../../dmn/bench/zen-rival.ts';
import { verifyModel } from '../../dmn/src/index.ts';
import type { BenchOptions } from './bench-options.ts';
import { type Contestant, compare, median, type Result, resultOf, speedOf } from './measure.ts';

const inMemory = 100_000;
const forZen = 3_000;
const forFeelin = 300;
/** So few that the processor learns by heart which way each of them goes. */
const learnt = 1_000;
const million = 1_000_000;
const slices = 10;

/** The same table and cases for our engine, two others and a function; equal verdicts or an error. */
export async function compareDecisions(options: BenchOptions): Promise<readonly Result[]> {
  const cases = creditCases(inMemory);
  const decide = ourDecider(false);
  const zen = fork(join(options.bundles, 'zen-rival.js'));
  try {
    assertEqual('ours', cases.map(decide), cases);
    assertEqual('ours, traced', cases.map(ourDecider(true)), cases);
    assertEqual('feelin', cases.slice(0, learnt).map(feelinDecider()), cases);
    const ours = contestant('ours', cases, 1, (all) => countApproved(all, decide));
    const rivals = [
      await compareWithZen(ours, zen, options),
      await compareWithFeelin(ours, cases, options),
      await compareWithHand(ours, cases, options),
    ];
    return [...rivals, await decideMillion(options), ...measureVerifier(options)];
  } finally {
    zen.kill();
  }
}

async function compareWithZen(
  ours: Contestant,
  zen: ChildProcess,
  { rounds }: BenchOptions,
): Promise<Result> {
  const expected = creditCases(forZen);
  const round = async (atOnce: number): Promise<number> => {
    const { perSecond, verdicts } = await askZen(zen, { count: forZen, slices, atOnce });
    assertEqual('ZEN', verdicts, expected);
    return perSecond;
  };
  const rival = { name: 'ZEN', run: () => round(1) };
  await rival.run();
  const result = await compare(
    {
      name: 'decisions, against ZEN',
      question:
        'Decisions a second by a table of ten rules over four numbers, against ZEN with the same ' +
        'table in a process of its own, each answer awaited as in a request.',
      limit: { atLeast: 150 },
      aim: null,
      boundBy:
        'ours: reading the facts and making the answer. ZEN: the way into native code and back.',
    },
    ours,
    rival,
    rounds,
  );
  const figures = { ...result.figures, 'ZEN, 64 under way, a second': Math.round(await round(64)) };
  return { ...result, figures };
}

async function askZen(zen: ChildProcess, order: ZenOrder): Promise<ZenRound> {
  if (zen.exitCode !== null) throw new Error(`ZEN ended with ${zen.exitCode}.`);
  const answer = Promise.race([
    once(zen, 'message'),
    once(zen, 'exit').then(([code]) => {
      throw new Error(`ZEN ended with ${code}.`);
    }),
  ]);
  zen.send(order);
  const [round] = await answer;
  return round as ZenRound;
}

async function compareWithFeelin(
  ours: Contestant,
  cases: readonly CreditCase[],
  { rounds }: BenchOptions,
): Promise<Result> {
  const decide = feelinDecider();
  const few = cases.slice(0, forFeelin);
  const rival = contestant('feelin', few, 1, (all) => countApproved(all, decide));
  await rival.run();
  return compare(
    {
      name: 'decisions, against feelin',
      question:
        'The same, against feelin, which is asked for cell after cell until a rule matches.',
      limit: { atLeast: 200 },
      aim: null,
      boundBy: 'as above; feelin reads the text of a cell each time.',
    },
    ours,
    rival,
    rounds,
  );
}

async function compareWithHand(
  ours: Contestant,
  cases: readonly CreditCase[],
  { rounds }: BenchOptions,
): Promise<Result> {
  const rival = contestant('by hand', cases, 1, countApprovedByHand);
  await rival.run();
  const result = await compare(
    {
      name: 'decisions, against a function',
      question:
        'The same, against the rules written by hand in TypeScript, over a hundred thousand cases ' +
        'in memory.',
      limit: { atLeast: 0.015 },
      aim: null,
      boundBy: 'checked facts, exact decimals and an answer of their own for each decision.',
    },
    ours,
    rival,
    rounds,
  );
  const few = cases.slice(0, learnt);
  const decide = ourDecider(false);
  const best = async (side: Contestant): Promise<number> => {
    const speeds: number[] = [];
    for (let round = 0; round < rounds + 2; round += 1) speeds.push(await side.run());
    return Math.round(median(speeds.slice(2)));
  };
  const own = await best(contestant('ours', few, 200, (all) => countApproved(all, decide)));
  const hand = await best(contestant('by hand', few, 5_000, countApprovedByHand));
  const figures = {
    ...result.figures,
    'ours, the same thousand cases, a second': own,
    'by hand, the same thousand cases, a second': hand,
  };
  return { ...result, figures };
}

async function decideMillion({ rounds }: BenchOptions): Promise<Result> {
  const cases = creditCases(million);
  const decide = ourDecider(true);
  const expected = countApprovedByHand(cases);
  const seconds = Array.from({ length: rounds }, () =>
    processorSeconds(() => {
      if (countApproved(cases, decide) !== expected) throw new Error('The verdicts differ.');
    }),
  );
  return resultOf(
    {
      name: 'a million cases with their traces',
      question:
        'A million cases in memory are decided anew, with a trace that tells of every rule; in ' +
        'processor time, the garbage collector included.',
      unit: 's',
      limit: { atMost: 3 },
      aim: null,
      boundBy: 'asking the rules cell by cell and making the traces.',
    },
    seconds,
    {},
  );
}

function measureVerifier({ rounds }: BenchOptions): readonly Result[] {
  const tables = [
    { rules: 10, model: creditModel(), atMost: 10 },
    { rules: 200, model: largeModel(), atMost: 300 },
  ];
  return tables.map(({ rules, model, atMost }) => {
    const findings = verifyModel(model).length;
    const times = Array.from(
      { length: rounds },
      () => processorSeconds(() => verifyModel(model)) * 1e3,
    );
    return resultOf(
      {
        name: `verifying ${rules} rules`,
        question:
          `Gaps, overlaps and unreachable rules in a table of ${rules} rules over four columns; in ` +
          'processor time.',
        unit: 'ms',
        limit: { atMost },
        aim: null,
        boundBy: 'the boxes into which the literals of the cells cut the table.',
      },
      times,
      { findings },
    );
  });
}

/**
 * Goes through the cases in slices, so many times; the count of approvals keeps each slice honest. The
 * fastest slice is the one that nothing on the machine has interrupted.
 */
function contestant(
  name: string,
  cases: readonly CreditCase[],
  passes: number,
  count: (cases: readonly CreditCase[]) => number,
): Contestant {
  const size = cases.length / slices;
  const parts = Array.from({ length: slices }, (_, at) => {
    const part = cases.slice(at * size, (at + 1) * size);
    return { part, expected: countApprovedByHand(part) };
  });
  const run = async () => {
    const speeds: number[] = [];
    for (const { part, expected } of parts) {
      const perSecond = await speedOf(size * passes, () => {
        for (let pass = 0; pass < passes; pass += 1) {
          if (count(part) !== expected) throw new Error(`The verdicts of ${name} differ.`);
        }
      });
      speeds.push(perSecond);
    }
    return Math.max(...speeds);
  };
  return { name, run };
}

function countApproved(cases: readonly CreditCase[], decide: Decider): number {
  let approved = 0;
  for (const credit of cases) if (decide(credit) === 'approve') approved += 1;
  return approved;
}

/** A loop of its own: the compiler puts the function into it. */
function countApprovedByHand(cases: readonly CreditCase[]): number {
  let approved = 0;
  for (const credit of cases) if (decideByHand(credit) === 'approve') approved += 1;
  return approved;
}

/** What a piece of work costs, whoever else is at work on the machine. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function assertEqual(
  name: string,
  verdicts: readonly string[],
  cases: readonly CreditCase[],
): void {
  verdicts.forEach((verdict, at) => {
    const credit = cases[at];
    if (credit !== undefined && verdict === decideByHand(credit)) return;
    throw new Error(`${name} says ${verdict} to ${JSON.stringify(credit)}.`);
  });
}
