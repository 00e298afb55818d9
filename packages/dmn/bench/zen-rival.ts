import { ZenEngine } from '@gorules/zen-engine';
import { type CreditCase, columns, creditCases, creditRules, otherwise } from './credit-table.ts';

/** One round of ZEN: its fastest slice, and what it said to all cases. */
export type ZenRound = { readonly perSecond: number; readonly verdicts: readonly string[] };

/** Cases to decide in so many slices, one after the other or so many at once. */
export type ZenOrder = {
  readonly count: number;
  readonly slices: number;
  readonly atOnce: number;
};

// A process of its own: a fault in native code would end the benchmarks too.
const decision = new ZenEngine().createDecision(decisionOf(creditRules));
process.on('message', (order: ZenOrder) => {
  void round(order).then((result) => process.send?.(result));
});

async function round({ count, slices, atOnce }: ZenOrder): Promise<ZenRound> {
  const cases = creditCases(count);
  const verdicts: string[] = [];
  const speeds: number[] = [];
  const size = count / slices;
  for (let from = 0; from < count; from += size) {
    const start = process.hrtime.bigint();
    await decideAll(cases.slice(from, from + size), atOnce, verdicts);
    speeds.push((size * 1e9) / Number(process.hrtime.bigint() - start));
  }
  return { perSecond: Math.max(...speeds), verdicts };
}

/** Puts the verdicts behind those that are there, in the order of the cases. */
async function decideAll(
  cases: readonly CreditCase[],
  atOnce: number,
  verdicts: string[],
): Promise<void> {
  const offset = verdicts.length;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < cases.length) {
      const at = next;
      next += 1;
      const { result } = await decision.evaluate(cases[at]);
      verdicts[offset + at] = result?.verdict ?? otherwise;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** The credit table in ZEN's own form: an empty cell is any value. */
function decisionOf(rules: readonly (readonly string[])[]): object {
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'request' },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'credit',
        content: {
          hitPolicy: 'first',
          inputs: columns.map((name) => ({ id: name, name, field: name })),
          outputs: [{ id: 'verdict', name: 'verdict', field: 'verdict' }],
          rules: rules.map((cells, index) => ({
            _id: `rule ${index + 1}`,
            ...Object.fromEntries(
              columns.map((name, column) => [name, (cells[column] ?? '').replace(/^-$/u, '')]),
            ),
            verdict: cells[columns.length],
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'response' },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
}
