import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Capture, CreditOutcome, CreditResult, Hold } from '../../credit/index.ts';
import { instant } from '../../kernel/clock.ts';
import type { RateId } from '../../kernel/ids.ts';
import { fromOutcomeText, repeatedOutcome, toOutcomeText } from './outcome-text.ts';

const orNull = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: null });
const aWord = fc.stringMatching(/^[a-z0-9_]{1,30}$/);
const aWhole = fc.oneof(fc.constant(0n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n));
const anInstant = fc.bigInt(0n, 2n ** 62n).map(instant);
const aText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '#12', '"', '\\', '\n'));

const aHold = fc.record({
  tenantId: aWord,
  holdId: aWord,
  lineId: aWord,
  organizationId: aWord,
  kind: fc.constantFrom('basket', 'native'),
  state: fc.constantFrom('open', 'captured'),
  source: orNull(aText),
  amountMinor: aWhole,
  heldMinor: aWhole,
  drawnMinor: aWhole,
  excessMinor: aWhole,
  unseenMinor: aWhole,
  containedMinor: aWhole,
  containment: aWhole,
  askedMinor: aWhole,
  askedCurrency: fc.constantFrom('EUR', 'JPY'),
  askedDrawnMinor: aWhole,
  rate: orNull(
    fc.record({
      rateId: aWord.map((word) => word as RateId),
      from: fc.constant('USD'),
      to: fc.constant('EUR'),
      numerator: aWhole,
      scale: fc.nat(12),
    }),
  ),
  revivedFrom: orNull(aWord),
  revivedMinor: aWhole,
  askedRevivedMinor: aWhole,
  placedAt: anInstant,
  dueAt: anInstant,
  endedAt: orNull(anInstant),
  version: aWhole,
}) as unknown as fc.Arbitrary<Hold>;

const aCapture = fc.record({
  tenantId: aWord,
  captureId: aWord,
  holdId: aWord,
  lineId: aWord,
  amountMinor: aWhole,
  excessMinor: aWhole,
  reference: orNull(aText),
  capturedAt: anInstant,
  capturedVersion: aWhole,
  seenVersion: orNull(aWhole),
  seenAt: orNull(anInstant),
}) as unknown as fc.Arbitrary<Capture>;

const aResult = fc.record({
  changed: fc.boolean(),
  lineId: aWord,
  organizationId: aWord,
  currency: fc.constantFrom('EUR', 'JPY'),
  lineVersion: aWhole,
  headroomMinor: orNull(aWhole),
  bindingLineId: orNull(aWord),
  hold: orNull(aHold),
  capture: orNull(aCapture),
  overLimit: fc.boolean(),
  stale: fc.boolean(),
  limitWaits: fc.boolean(),
}) as unknown as fc.Arbitrary<CreditResult>;

test('an outcome is read as it was written, whatever is in it', () => {
  fc.assert(
    fc.property(
      anInstant,
      fc.array(aResult, { maxLength: 3 }),
      fc.option(aText, { nil: undefined }),
      fc.option(aWhole, { nil: undefined }),
      (at, results, memo, number) => {
        const outcome: CreditOutcome = {
          ...{ kind: 'done', at, repeated: false, results },
          ...(memo === undefined ? {} : { memo }),
          ...(number === undefined ? {} : { number }),
        };
        expect(fromOutcomeText(toOutcomeText(outcome))).toEqual(outcome);
      },
    ),
    { numRuns: 500 },
  );
});

test('a refusal is read as it was written', () => {
  fc.assert(
    fc.property(anInstant, aText, (at, what) => {
      const reasons = [{ code: 'row.exists', what }] as const;
      const outcome: CreditOutcome = { kind: 'refused', at, repeated: false, reasons };
      expect(fromOutcomeText(toOutcomeText(outcome))).toEqual(outcome);
    }),
  );
});

test('an outcome that comes from a key is a repeat, and its text says nothing of it', () => {
  const outcome: CreditOutcome = { kind: 'done', at: instant(7n), repeated: false, results: [] };
  const text = toOutcomeText(outcome);
  expect(repeatedOutcome(text)).toEqual({ ...outcome, repeated: true });
  expect(toOutcomeText(repeatedOutcome(text))).toBe(text);
});
