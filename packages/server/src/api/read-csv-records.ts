import { CsvError, parse } from 'csv-parse/sync';
import { apiFault } from './problems.ts';

export type CsvRecord = Readonly<Record<string, string>>;

/** The rows below the names of the columns, each with all of them. Throws a `HttpFault`. */
export function readCsvRecords(
  text: string,
  {
    known,
    needed,
    neededOneOf = needed,
    rowsMax,
  }: {
    readonly known: readonly string[];
    readonly needed: readonly string[];
    readonly neededOneOf?: readonly string[];
    readonly rowsMax: number;
  },
): readonly CsvRecord[] {
  const [names = [], ...rows] = readRows(text);
  const isTwice = new Set(names).size < names.length;
  const isKnown = names.every((name) => known.includes(name));
  const has = (name: string) => names.includes(name);
  if (!isKnown || isTwice || !needed.every(has) || !neededOneOf.some(has)) {
    throw apiFault('request.csv', { rule: 'columns', known });
  }
  if (rows.length > rowsMax) throw apiFault('request.csv', { rule: 'rows', rowsMax });
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

function readRows(text: string): readonly (readonly string[])[] {
  // The line of the names says which: a name further down may well hold the other one.
  const delimiter = /^[^\r\n]*;/.test(text) ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    throw apiFault('request.csv', { rule: 'syntax', line });
  }
}
