import type { CreditOutcome, CreditRefusal } from '../../credit/index.ts';
import { writeReasons } from '../../kernel/reasons-text.ts';
import type {
  Blank,
  BlankName,
  RowChange,
  RowRefusal,
  RowValue,
  RowValues,
} from '../../kernel/unit-of-work.ts';
import type { FilledRow } from './batch-io.ts';

/** Fills the named blanks of a unit's rows from its outcome. */
export function fillRows(rows: readonly RowChange[], outcome: CreditOutcome): readonly FilledRow[] {
  if (rows.length === 0) return [];
  const blanks = blanksOf(outcome);
  const fill = (values: RowValues): Record<string, RowValue> => {
    const filled: Record<string, RowValue> = {};
    for (const [column, value] of Object.entries(values)) {
      filled[column] = isBlank(value) ? blanks[value.blank] : value;
    }
    return filled;
  };
  return rows.map((row): FilledRow => {
    const { op, table } = row;
    if (op === 'insert') return { op, table, values: fill(row.values) };
    if (op === 'update') return { op, table, set: fill(row.set), where: row.where };
    return { op, table, where: row.where };
  });
}

function blanksOf(outcome: CreditOutcome): Record<BlankName, RowValue> {
  if (outcome.kind === 'done') {
    const result = outcome.results[0];
    return {
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

function figuresIn(refusal: CreditRefusal | RowRefusal) {
  return 'shortfallMinor' in refusal ? refusal : null;
}

function isBlank(value: RowValue | Blank): value is Blank {
  return typeof value === 'object' && value !== null && 'blank' in value;
}
