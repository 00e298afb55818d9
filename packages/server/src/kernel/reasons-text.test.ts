import { expect, test } from 'vitest';
import { readReasons, writeReasons } from './reasons-text.ts';

test('reasons come back as they were written, amounts and instants exact', () => {
  const reasons = [
    {
      code: 'credit.insufficient',
      currency: 'EUR',
      headroomMinor: -9_007_199_254_740_993n,
      shortfallMinor: 64_000n,
      bindingLineId: null,
    },
    { code: 'credit.version_changed', version: 12n },
    { code: 'assessment.figures_stale', asOfAt: 1_774_958_400_000_000n, maxAgeUs: 1n },
    { code: 'assessment.order_incomplete', gaps: ['order.id', 'order.currency'] },
  ];
  expect(readReasons(writeReasons(reasons))).toEqual(reasons);
  expect(writeReasons([])).toBe('[]');
});
