import type { CreditOutcome, CreditRefusal } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import { writeReasons } from '../../kernel/reasons-text.ts';
import type {
  Blank,
  BlankName,
  CapturesBlank,
  NumberBlank,
  RowChange,
  RowRefusal,
  RowValue,
  RowValues,
} from '../../kernel/unit-of-work.ts';
import type { FilledRow } from './batch-io.ts';

/** Fills the named blanks of a unit's rows from its outcome, and from the number that it takes. */
export function fillRows(
  rows: readonly RowChange[],
  outcome: CreditOutcome,
  number: bigint | null = null,
): readonly FilledRow[] {
  if (rows.length === 0) return [];
  const blanks = blanksOf(outcome);
  const blankValue = (value: Blank | NumberBlank | CapturesBlank): RowValue => {
    if (value.blank === 'captureIds') return capturesOf(outcome);
    if (value.blank !== 'number') return blanks[value.blank];
    const taken = present(number, 'a sequence of the unit');
    return value.prefix === undefined ? taken : `${value.prefix}${taken}`;
  };
  const fillOne = (value: RowValues[string]): RowValue =>
    isBlank(value) ? blankValue(value) : value;
  return rows.map((row): FilledRow => {
    const { op, table } = row;
    if (op === 'insert') {
      // Lists, because an object that gets so many members by their names is a slow one ever after.
      const columns = columnsOf(table, row.values);
      return { op, table, columns, values: Object.values(row.values).map(fillOne) };
    }
    if (op === 'update') {
      const set = Object.entries(row.set).map(([name, value]) => [name, fillOne(value)] as const);
      return { op, table, set: Object.fromEntries(set), where: row.where };
    }
    return { op, table, where: row.where };
  });
}

/** The lists of columns so far, by table. They come from the rows that rooms make, so they are few. */
const known = new Map<string, (readonly string[])[]>();

function columnsOf(table: string, values: RowValues): readonly string[] {
  const columns = Object.keys(values);
  let ofTable = known.get(table);
  if (ofTable === undefined) {
    ofTable = [];
    known.set(table, ofTable);
  }
  const before = ofTable.find((others) => areSame(columns, others));
  if (before === undefined) ofTable.push(columns);
  return before ?? columns;
}

function areSame(columns: readonly string[], others: readonly string[]): boolean {
  return columns.length === others.length && columns.every((name, at) => name === others[at]);
}

function blanksOf(outcome: CreditOutcome): Record<BlankName, RowValue> {
  if (outcome.kind === 'done') {
    const result = outcome.results[0];
    return {
      verdict: 'approved',
      holdId: result?.hold?.holdId ?? null,
      headroomMinor: result?.headroomMinor ?? null,
      shortfallMinor: null,
      bindingLineId: result?.bindingLineId ?? null,
      lineVersion: result?.lineVersion ?? null,
      reasonCode: null,
      reasons: writeReasons([]),
      instant: outcome.at,
    };
  }
  const [main] = outcome.reasons;
  const figures = main === undefined ? null : figuresIn(main);
  return {
    verdict: 'refused',
    holdId: null,
    headroomMinor: figures?.headroomMinor ?? null,
    shortfallMinor: figures?.shortfallMinor ?? null,
    bindingLineId: figures?.bindingLineId ?? null,
    lineVersion: null,
    reasonCode: main?.code ?? null,
    reasons: writeReasons(outcome.reasons),
    instant: outcome.at,
  };
}

function capturesOf(outcome: CreditOutcome): string {
  const results = outcome.kind === 'done' ? outcome.results : [];
  return JSON.stringify(results.flatMap(({ capture }) => capture?.captureId ?? []));
}

function figuresIn(refusal: CreditRefusal | RowRefusal) {
  return 'shortfallMinor' in refusal ? refusal : null;
}

function isBlank(value: RowValues[string]): value is Blank | NumberBlank | CapturesBlank {
  return typeof value === 'object' && value !== null && 'blank' in value;
}
