/** `digits` × 10^−`scale`, with the fewest digits: no zeros at the end of the fraction. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

export type DecimalProblem = 'not_a_number' | 'exponent' | 'too_many_digits' | 'too_many_decimals';

export type DecimalResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: DecimalProblem };

export type DecimalOptions = {
  /** Whether `1E4` may stand for 10000; default `accept`. */
  readonly scientific?: 'accept' | 'refuse';
};

/** More digits than these cannot pass through a system that keeps doubles without being rounded. */
export const significantDigitsMax = 15;

/**
 * Reads the text of a number, in the spelling of JSON, without rounding. More than 15 significant
 * digits, counted in plain spelling, are refused: `1E20` has 21.
 */
export function parseDecimal(text: string, options?: DecimalOptions): DecimalResult<Decimal> {
  const [all, sign = '', whole = '', fraction = '', power] = grammar.exec(text) ?? [];
  if (all === undefined) return refused('not_a_number');
  if (power !== undefined && options?.scientific === 'refuse') return refused('exponent');
  if (text.length > lengthMax || significantDigits(text) > significantDigitsMax) {
    return refused('too_many_digits');
  }

  const kept = fraction.replace(endingZeros, '');
  const digits = BigInt(sign + whole + kept);
  if (digits === 0n) return { ok: true, value: { digits, scale: 0 } };

  const scale = kept.length - Number(power ?? 0);
  if (scale > scaleMax) return refused('too_many_digits');
  if (scale >= 0) return { ok: true, value: fewest(digits, scale) };
  if (scale < -significantDigitsMax) return refused('too_many_digits');
  const shifted = digits * tenTo(-scale);
  if (String(shifted).replace('-', '').length > significantDigitsMax) {
    return refused('too_many_digits');
  }
  return { ok: true, value: { digits: shifted, scale: 0 } };
}

/**
 * Minor units of an amount in a currency with `exponent` decimals. An amount that lies between
 * two minor units is refused (`too_many_decimals`); `10.500` with two decimals is exact.
 */
export function toMinor(
  text: string,
  exponent: number,
  options?: DecimalOptions,
): DecimalResult<bigint> {
  const decimal = parseDecimal(text, options);
  if (!decimal.ok) return decimal;
  const { digits, scale } = decimal.value;
  if (scale > exponent) return refused('too_many_decimals');
  return { ok: true, value: digits * tenTo(exponent - scale) };
}

/** As `toMinor`, but rounds half away from zero and says whether it did. */
export function toMinorRounded(
  text: string,
  exponent: number,
  options?: DecimalOptions,
): DecimalResult<{ readonly minor: bigint; readonly isRounded: boolean }> {
  const decimal = parseDecimal(text, options);
  if (!decimal.ok) return decimal;
  const { digits, scale } = decimal.value;
  if (scale <= exponent) {
    return { ok: true, value: { minor: digits * tenTo(exponent - scale), isRounded: false } };
  }
  const unit = tenTo(scale - exponent);
  const half = digits < 0n ? -unit / 2n : unit / 2n;
  return { ok: true, value: { minor: (digits + half) / unit, isRounded: true } };
}

/** The shortest spelling: `10000`, `10000.5`, `-0.05`. */
export function fromMinor(minor: bigint, exponent: number): string {
  const fixed = fromMinorFixed(minor, exponent);
  return exponent === 0 ? fixed : fixed.replace(endingZeros, '').replace(endingPoint, '');
}

/** The spelling with every decimal of the currency: `1250.00`. */
export function fromMinorFixed(minor: bigint, exponent: number): string {
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/**
 * How many digits of a number's text carry information: not zeros in front, not zeros at the end
 * of a fraction, not the exponent.
 */
export function significantDigits(text: string): number {
  let count = 0;
  let zeros = 0;
  let hasFraction = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      hasFraction = true;
      count += zeros;
      zeros = 0;
    }
    if (code === 0x65 || code === 0x45) break;
    if (code < 0x30 || code > 0x39) continue;
    if (code === 0x30) {
      if (count > 0) zeros += 1;
      continue;
    }
    count += zeros + 1;
    zeros = 0;
  }
  return hasFraction ? count : count + zeros;
}

const grammar = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;
const endingZeros = /0+$/;
const endingPoint = /\.$/;
// No amount is so long or so small; the bounds keep hostile texts cheap.
const lengthMax = 100;
const scaleMax = 40;

function fewest(digits: bigint, scale: number): Decimal {
  let [left, places] = [digits, scale];
  while (places > 0 && left % 10n === 0n) {
    left /= 10n;
    places -= 1;
  }
  return { digits: left, scale: places };
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power);
}

function refused(problem: DecimalProblem): {
  readonly ok: false;
  readonly problem: DecimalProblem;
} {
  return { ok: false, problem };
}
