import { expect, test } from 'vitest';
import { readJson } from '../strict-json.ts';
import { defaultPlatformMapping as mapping } from './mapping.ts';
import { resolveRecurring } from './resolve-recurring.ts';

const recurring = (text: string) =>
  resolveRecurring(readJson(text, { inexactNumbers: 'keep' }), mapping);

test('charges keep their text and months are counts, under any letter case', () => {
  const line =
    '{"RecurringTotalWithTax":24.10,"recurringNetTotal":"20","billingPeriodMonths":"1","termMonths":12}';
  expect(recurring(`{"items":[${line}]}`)).toMatchObject({
    lines: [{ gross: '24.10', net: '20', periodMonths: 1, termMonths: 12 }],
    gaps: [],
  });
});

test('what a line does not tell, or tells in a way that cannot be read, is a gap and no guess', () => {
  const found = recurring('{"items":[{"recurringTotalWithTax":1e3,"termMonths":0},{},7]}');
  const nothing = { gross: null, net: null, periodMonths: null, termMonths: null };
  expect(found.lines).toEqual([nothing, nothing, nothing]);
  expect(found.gaps).toEqual([
    { field: 'line.recurringGross', why: 'unusable', path: 'recurringTotalWithTax' },
    { field: 'line.recurringNet', why: 'absent', path: null },
    { field: 'line.periodMonths', why: 'absent', path: null },
    { field: 'line.termMonths', why: 'unusable', path: 'termMonths' },
  ]);
  for (const months of ['-1', '1.5', '1201', '"a"', 'null', 'true']) {
    const [line] = recurring(`{"items":[{"termMonths":${months}}]}`).lines ?? [];
    expect(line?.termMonths, months).toBeNull();
  }
  expect(recurring('{"items":{}}').lines).toBeNull();
  expect(recurring('{}').gaps).toEqual([{ field: 'order.lines', why: 'absent', path: null }]);
});
