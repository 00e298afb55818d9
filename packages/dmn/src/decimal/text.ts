import { coefficientOf, type Decimal, makeDecimal, precision, smallDecimal } from './decimal.ts';

/**
 * Reads `-12.50`, `.5`, `1e3`, `1.2E-4`. `null` when the text is no number, is out of range, or is
 * longer than 6,500 characters. Digits beyond the 34th are rounded half-even.
 */
export function parseDecimal(text: string): Decimal | null {
  const length = text.length;
  if (length === 0 || length > textMax) return null;
  let at = text.charCodeAt(0) === minus || text.charCodeAt(0) === plus ? 1 : 0;
  const isNegative = text.charCodeAt(0) === minus;
  let digits = '';
  let scale = 0;
  const wholeEnd = skipDigits(text, at);
  digits = text.slice(at, wholeEnd);
  at = wholeEnd;
  if (text.charCodeAt(at) === point) {
    const fractionEnd = skipDigits(text, at + 1);
    if (fractionEnd === at + 1) return null;
    digits += text.slice(at + 1, fractionEnd);
    scale = fractionEnd - at - 1;
    at = fractionEnd;
  }
  if (digits === '') return null;
  let exponent = 0;
  if (at < length) {
    const read = readExponent(text, at);
    if (read === null) return null;
    exponent = read;
  }
  if (digits.length <= 15) {
    const small = Number(digits);
    if (Math.abs(exponent - scale) < 6000) {
      return smallDecimal(isNegative ? -small : small, exponent - scale);
    }
  }
  const big = BigInt(digits);
  return makeDecimal(isNegative ? -big : big, exponent - scale);
}

/** A decimal of a literal in our own code; text that is no number is a defect. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`"${text}" is no decimal`);
  return value;
}

/** A decimal of a safe integer. */
export function decimalOfInteger(value: number): Decimal {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no safe integer`);
  return smallDecimal(value, 0);
}

/**
 * The one text of a number, whatever its form: no trailing zeros, no exponent as long as 34
 * digits are enough to write it out.
 */
export function formatDecimal(value: Decimal): string {
  const coefficient = coefficientOf(value);
  if (coefficient === 0n) return '0';
  const sign = coefficient < 0n ? '-' : '';
  let digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === zero) end -= 1;
  const exponent = value.exponent + digits.length - end;
  digits = digits.slice(0, end);
  const adjusted = exponent + digits.length - 1;
  if (adjusted >= precision || adjusted < -precision) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}E${adjusted < 0 ? '' : '+'}${adjusted}`;
  }
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  if (adjusted < 0) return `${sign}0.${'0'.repeat(-adjusted - 1)}${digits}`;
  return `${sign}${digits.slice(0, adjusted + 1)}.${digits.slice(adjusted + 1)}`;
}

const textMax = 6500;
const minus = 45;
const plus = 43;
const point = 46;
const zero = 48;

function skipDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < zero || code > 57) break;
    at += 1;
  }
  return at;
}

function readExponent(text: string, at: number): number | null {
  const letter = text[at];
  if (letter !== 'e' && letter !== 'E') return null;
  const signed = text[at + 1] === '-' || text[at + 1] === '+' ? at + 2 : at + 1;
  const end = skipDigits(text, signed);
  // Six digits of exponent are already far outside the range.
  if (end === signed || end !== text.length || end - signed > 6) return null;
  return Number(text.slice(at + 1));
}
