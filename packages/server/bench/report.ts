import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import type { Result } from './measure.ts';

type Report = {
  readonly machine: {
    readonly processors: number;
    readonly platform: string;
    readonly node: string;
  };
  readonly results: readonly Result[];
};

/** Puts new results in the place of the older ones of the same name, in the file and on its page. */
export function keepResults(
  files: { readonly json: string; readonly page: string },
  fresh: readonly Result[],
  order: readonly string[],
): void {
  const earlier = existsSync(files.json)
    ? (JSON.parse(readFileSync(files.json, 'utf8')) as Report).results
    : [];
  const byName = new Map([...earlier, ...fresh].map((result) => [result.name, result]));
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const results = [...byName.values()].sort((left, right) => rank(left.name) - rank(right.name));
  const report: Report = {
    machine: {
      processors: availableParallelism(),
      platform: `${platform()} ${arch()}`,
      node: process.versions.node,
    },
    results,
  };
  writeFileSync(files.json, `${JSON.stringify(report, null, 2)}\n`);
  if (existsSync(files.page)) writeFileSync(files.page, withTable(files.page, report));
}

const [begin, end] = ['<!-- results: begin -->', '<!-- results: end -->'];

function withTable(page: string, report: Report): string {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${page} has no place for the results`);
  return `${text.slice(0, from)}${begin}\n${tableOf(report)}\n${text.slice(to)}`;
}

function tableOf({ machine, results }: Report): string {
  const { processors, platform: system, node } = machine;
  return [
    `Measured on ${processors} processors, ${system}, Node ${node}.`,
    '',
    '| measurement | result | must be | aim | bound by |',
    '| --- | --- | --- | --- | --- |',
    ...results.map(rowOf),
    '',
    ...results.flatMap(detailsOf),
  ].join('\n');
}

function rowOf({ name, value, unit, limit, aim, boundBy }: Result): string {
  const [word, bound] =
    'atLeast' in limit ? ['at least', limit.atLeast] : ['at most', limit.atMost];
  const suffix = unit === 'ratio' ? '' : ` ${unit}`;
  const result = `**${value}${suffix}**`;
  return `| ${name} | ${result} | ${word} ${bound}${suffix} | ${aim ?? ''} | ${boundBy} |`;
}

function detailsOf({ name, question, rounds, figures }: Result): readonly string[] {
  const seen = Object.entries(figures).map(([what, figure]) => `${what}: ${figure}`);
  return [
    `- **${name}**: ${question} Rounds: ${rounds.join(', ')}.` +
      (seen.length === 0 ? '' : ` Seen: ${seen.join('; ')}.`),
  ];
}
