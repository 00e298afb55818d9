import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aHold,
  aLine,
  aRate,
  captureId,
  holdId,
  lineId,
  noon,
} from '../../../test/builders/credit.ts';
import { type Capture, type EntryDraft, noFigures, stateOf } from '../../credit/index.ts';
import { calendarDate } from '../../kernel/clock.ts';
import { columnNames } from './columns.ts';
import { fromPlainText, toPlainText } from './plain-text.ts';
import {
  fromRowCapture,
  fromRowEntry,
  fromRowHold,
  fromRowKey,
  fromRowLine,
  toRowCapture,
  toRowEntry,
  toRowHold,
  toRowKey,
  toRowLine,
} from './rows.ts';

const line = aLine({
  parentLineId: lineId('root'),
  stopped: true,
  limitMinor: null,
  toleranceBasisPoints: 250n,
  temporaryLimits: [
    {
      mode: 'additive',
      amountMinor: 5_00n,
      from: calendarDate('2026-01-01'),
      to: calendarDate('2026-01-31'),
    },
  ],
  postedAt: noon,
  reportedAvailableMinor: -1n,
});
const hold = aHold({ rate: aRate(), source: '#basket:1', revivedFrom: holdId('old') });
const capture: Capture = {
  tenantId: hold.tenantId,
  captureId: captureId('one'),
  holdId: hold.holdId,
  lineId: hold.lineId,
  amountMinor: 12n,
  excessMinor: 2n,
  reference: null,
  capturedAt: noon,
  capturedVersion: 3n,
  seenVersion: null,
  seenAt: null,
};
const entry: EntryDraft = {
  lineId: line.lineId,
  organizationId: line.organizationId,
  lineVersion: 4n,
  kind: 'erp.posted',
  context: 'INTEGRATIONS',
  actor: 'key:test',
  holdId: null,
  captureId: null,
  amountMinor: 7n,
  delta: { ...noFigures, postedMinor: 7n, belowMinor: -1n },
  figures: { ...noFigures, postedMinor: 9n },
  limitMinor: null,
  status: 'open',
  state: stateOf(line),
  reason: 'because',
};

test('lines, holds, captures, entries and keys come back from their rows as they were', () => {
  expect(fromRowLine(toRowLine(line))).toEqual(line);
  expect(fromRowLine(toRowLine(aLine()))).toEqual(aLine());
  expect(fromRowHold(toRowHold(hold))).toEqual(hold);
  expect(fromRowCapture(toRowCapture(capture))).toEqual(capture);
  expect(fromRowEntry(toRowEntry(line.tenantId, 5n, noon, entry))).toEqual({
    ...entry,
    tenantId: line.tenantId,
    number: 5n,
    at: noon,
  });
  const key = { scope: 'holds', value: 'k', fingerprint: 'f', outcome: '{}' };
  expect(fromRowKey(toRowKey(line.tenantId, noon, key))).toEqual(key);
});

test('rows name the columns in the order of their table, which inserts rely on', () => {
  const key = { scope: 'holds', value: 'k', fingerprint: 'f', outcome: '{}' };
  const rows = {
    credit_line: toRowLine(line),
    credit_hold: toRowHold(hold),
    credit_capture: toRowCapture(capture),
    credit_entry: toRowEntry(line.tenantId, 5n, noon, entry),
    request_key: toRowKey(line.tenantId, noon, key),
  };
  for (const table of Object.keys(rows) as (keyof typeof rows)[]) {
    expect(Object.keys(rows[table]), table).toEqual(columnNames(table));
  }
});

test('plain text gives back every tree of texts, whole numbers, bigints and nulls', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.string(),
      fc.constantFrom('#', '##', '#1', '#-1', '# 1'),
      fc.integer(),
      fc.bigInt(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(
        fc.string().filter((name) => name !== '__proto__'),
        tie('tree'),
        { maxKeys: 3 },
      ),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(fromPlainText(toPlainText(value))).toEqual(value);
    }),
  );
});
