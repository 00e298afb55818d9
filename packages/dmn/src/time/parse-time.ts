import type {
  DateTimeValue,
  DateValue,
  DaysDuration,
  MonthsDuration,
  TimeValue,
  Zone,
} from '../value/value.ts';
import {
  dateOfEpochDay,
  dayNanos,
  epochDayOf,
  hourNanos,
  makeDate,
  minuteNanos,
  secondNanos,
} from './calendar.ts';
import { isKnownZone, offsetMax } from './zone.ts';

/** `2017-03-01`, `-2017-03-01`, `12017-03-01`: more than four digits take no leading zero. */
export function parseDate(text: string): DateValue | null {
  const reader = { text, at: 0 };
  const date = readDate(reader);
  return date !== null && reader.at === text.length ? date : null;
}

/** `10:15:30.5`, with `Z`, `+02:00`, `+02:00:30` or `@Europe/Amsterdam` behind it. */
export function parseTime(text: string): TimeValue | null {
  const reader = { text, at: 0 };
  const clock = readClock(reader);
  if (clock === null) return null;
  const zone = readZone(reader);
  return zone === undefined ? null : { kind: 'time', nanos: clock, zone };
}

/** Date, `T`, time; or a date alone, which means its midnight. 24:00 is the next day's midnight. */
export function parseDateTime(text: string): DateTimeValue | null {
  const reader = { text, at: 0 };
  const date = readDate(reader);
  if (date === null) return null;
  if (reader.at === text.length) return { kind: 'date and time', date, nanos: 0, zone: null };
  if (text[reader.at] !== 'T') return null;
  reader.at += 1;
  const nanos = readClock(reader, 24);
  if (nanos === null) return null;
  const zone = readZone(reader);
  if (zone === undefined) return null;
  if (nanos < dayNanos) return { kind: 'date and time', date, nanos, zone };
  const next = nanos === dayNanos ? dateOfEpochDay(epochDayOf(date) + 1) : null;
  return next === null ? null : { kind: 'date and time', date: next, nanos: 0, zone };
}

/** `P1Y2M` or `P1DT2H3M4.5S`, never both, with an optional leading minus. */
export function parseDuration(text: string): DaysDuration | MonthsDuration | null {
  const isNegative = text[0] === '-';
  const reader = { text, at: isNegative ? 1 : 0 };
  if (text[reader.at] !== 'P' || text.length > 100) return null;
  reader.at += 1;
  const amounts = readAmounts(reader);
  if (amounts === null) return null;
  const hasMonths = amounts.has('Y') || amounts.has('M');
  const hasDays = amounts.has('D') || amounts.has('H') || amounts.has('m') || amounts.has('S');
  if (hasMonths === hasDays) return null;
  const amount = (unit: string): bigint => amounts.get(unit) ?? 0n;
  if (hasMonths) {
    const months = Number((amount('Y') * 12n + amount('M')) / nanosPerSecond);
    if (!Number.isSafeInteger(months)) return null;
    return { kind: 'years and months duration', months: isNegative ? 0 - months : months };
  }
  const nanos = amount('D') * 86_400n + amount('H') * 3600n + amount('m') * 60n + amount('S');
  return { kind: 'days and time duration', nanos: isNegative ? -nanos : nanos };
}

/** What `@"…"` may hold, told apart by its shape. */
export function parseTemporal(
  text: string,
): DateValue | TimeValue | DateTimeValue | DaysDuration | MonthsDuration | null {
  if (text[0] === 'P' || text[1] === 'P') return parseDuration(text);
  if (text[2] === ':') return parseTime(text);
  return text.includes('T') ? parseDateTime(text) : parseDate(text);
}

type Reader = { readonly text: string; at: number };

const nanosPerSecond = 1_000_000_000n;

function readDigits(reader: Reader): string {
  const start = reader.at;
  while (isDigit(reader.text.charCodeAt(reader.at))) reader.at += 1;
  return reader.text.slice(start, reader.at);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function readDate(reader: Reader): DateValue | null {
  const isNegative = reader.text[0] === '-';
  if (isNegative) reader.at = 1;
  const year = readDigits(reader);
  if (year.length < 4 || year.length > 9 || (year.length > 4 && year[0] === '0')) return null;
  const month = readTwo(reader, '-');
  const day = readTwo(reader, '-');
  if (month === null || day === null) return null;
  return makeDate(isNegative ? 0 - Number(year) : Number(year), month, day);
}

/** A separator and two digits. */
function readTwo(reader: Reader, separator: string): number | null {
  const { text, at } = reader;
  if (separator !== '' && text[at] !== separator) return null;
  const start = at + separator.length;
  if (!isDigit(text.charCodeAt(start)) || !isDigit(text.charCodeAt(start + 1))) return null;
  reader.at = start + 2;
  return Number(text.slice(start, start + 2));
}

function readClock(reader: Reader, hourMax = 23): number | null {
  const hour = readTwo(reader, '');
  const minute = readTwo(reader, ':');
  const second = readTwo(reader, ':');
  if (hour === null || minute === null || second === null) return null;
  let fraction = 0;
  if (reader.text[reader.at] === '.') {
    reader.at += 1;
    const digits = readDigits(reader);
    if (digits.length === 0 || digits.length > 9) return null;
    fraction = Number(digits.padEnd(9, '0'));
  }
  if (hour > hourMax || minute > 59 || second > 59) return null;
  return hour * hourNanos + minute * minuteNanos + second * secondNanos + fraction;
}

/** Reads to the end of the text; `undefined` when what is left is no zone. */
function readZone(reader: Reader): Zone | undefined {
  const rest = reader.text.slice(reader.at);
  if (rest === '') return null;
  if (rest === 'Z' || rest === 'z') return 0;
  if (rest[0] === '@') {
    const name = rest.slice(1);
    return isKnownZone(name) ? name : undefined;
  }
  if (rest[0] !== '+' && rest[0] !== '-') return undefined;
  reader.at += 1;
  const hours = readTwo(reader, '');
  const minutes = readTwo(reader, ':');
  if (hours === null || minutes === null || minutes > 59) return undefined;
  const seconds = reader.at < reader.text.length ? readTwo(reader, ':') : 0;
  if (seconds === null || seconds > 59 || reader.at !== reader.text.length) return undefined;
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (offset > offsetMax) return undefined;
  return rest[0] === '-' ? 0 - offset : offset;
}

/**
 * Number before each unit letter, scaled by 10^9. Units come in order and at most once; minutes
 * are kept under a small m, to tell them from months.
 */
function readAmounts(reader: Reader): Map<string, bigint> | null {
  const amounts = new Map<string, bigint>();
  const units = ['Y', 'M', 'D', 'T', 'H', 'm', 'S'];
  let from = 0;
  let isTime = false;
  while (reader.at < reader.text.length) {
    if (reader.text[reader.at] === 'T' && !isTime) {
      isTime = true;
      from = 4;
      reader.at += 1;
      if (reader.at === reader.text.length) return null;
      continue;
    }
    const whole = readDigits(reader);
    let fraction = '';
    if (reader.text[reader.at] === '.') {
      reader.at += 1;
      fraction = readDigits(reader);
      if (reader.text[reader.at] !== 'S') return null;
    }
    if (whole === '' || whole.length > 18 || fraction.length > 9) return null;
    const letter = reader.text[reader.at] ?? '';
    const unit = isTime && letter === 'M' ? 'm' : letter;
    const index = units.indexOf(unit, from);
    if (index < 0 || unit === 'T' || index > (isTime ? 6 : 2)) return null;
    amounts.set(unit, BigInt(whole + fraction.padEnd(9, '0')));
    from = index + 1;
    reader.at += 1;
  }
  return amounts.size > 0 ? amounts : null;
}
