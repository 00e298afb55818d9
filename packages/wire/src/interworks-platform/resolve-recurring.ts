import type { JsonValue } from '../json-value.ts';
import { asDecimal, asList, asMonths, createFieldReader, type PlatformGap } from './find-field.ts';
import type { PlatformField, PlatformMapping } from './mapping.ts';

/** What a line of an order charges anew for each period; null where the answer does not tell. */
export type ResolvedRecurringLine = {
  readonly gross: string | null;
  readonly net: string | null;
  readonly periodMonths: number | null;
  readonly termMonths: number | null;
};

export type ResolvedRecurring = {
  /** Null where the order tells no lines. */
  readonly lines: readonly ResolvedRecurringLine[] | null;
  /** Once per field, not once per line. */
  readonly gaps: readonly PlatformGap[];
  readonly paths: ReadonlyMap<PlatformField, string>;
};

/**
 * The recurring charges of an order. Apart from the rest of it, because few need them and no
 * document names them: the candidates of the mapping are our choice. Pure; never throws.
 */
export function resolveRecurring(json: JsonValue, mapping: PlatformMapping): ResolvedRecurring {
  const order = createFieldReader(json, mapping);
  const items = order.read('order.lines', asList);
  const gaps = [...order.gaps];
  const paths = new Map<PlatformField, string>();
  const lines = items?.map((item) => {
    const line = createFieldReader(item, mapping);
    const resolved = {
      gross: line.read('line.recurringGross', asDecimal),
      net: line.read('line.recurringNet', asDecimal),
      periodMonths: line.read('line.periodMonths', asMonths),
      termMonths: line.read('line.termMonths', asMonths),
    };
    for (const gap of line.gaps) {
      if (!gaps.some(({ field }) => field === gap.field)) gaps.push(gap);
    }
    for (const [field, path] of line.paths) paths.set(field, path);
    return resolved;
  });
  return { lines: lines ?? null, gaps, paths };
}
