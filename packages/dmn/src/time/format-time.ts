import type {
  DateTimeValue,
  DateValue,
  DaysDuration,
  MonthsDuration,
  TimeValue,
  Zone,
} from '../value/value.ts';
import { hourNanos, minuteNanos, secondNanos } from './calendar.ts';

/** The text that reads back as the same value. */
export function formatTemporal(
  value: DateValue | TimeValue | DateTimeValue | DaysDuration | MonthsDuration,
): string {
  switch (value.kind) {
    case 'date':
      return formatDate(value);
    case 'time':
      return formatClock(value.nanos) + formatZone(value.zone);
    case 'date and time':
      return `${formatDate(value.date)}T${formatClock(value.nanos)}${formatZone(value.zone)}`;
    case 'days and time duration':
      return formatDays(value.nanos);
    case 'years and months duration':
      return formatMonths(value.months);
  }
}

function formatDate({ year, month, day }: DateValue): string {
  const years = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${years}-${two(month)}-${two(day)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function formatClock(nanos: number): string {
  const hour = Math.floor(nanos / hourNanos);
  const minute = Math.floor(nanos / minuteNanos) % 60;
  const second = Math.floor(nanos / secondNanos) % 60;
  return `${two(hour)}:${two(minute)}:${two(second)}${formatFraction(nanos % secondNanos)}`;
}

function formatFraction(nanos: number): string {
  if (nanos === 0) return '';
  let digits = String(nanos).padStart(9, '0');
  while (digits.endsWith('0')) digits = digits.slice(0, -1);
  return `.${digits}`;
}

function formatZone(zone: Zone): string {
  if (zone === null) return '';
  if (typeof zone === 'string') return `@${zone}`;
  if (zone === 0) return 'Z';
  const total = Math.abs(zone);
  const seconds = total % 60 === 0 ? '' : `:${two(total % 60)}`;
  const clock = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}${seconds}`;
  return (zone < 0 ? '-' : '+') + clock;
}

function formatDays(nanos: bigint): string {
  if (nanos === 0n) return 'PT0S';
  const total = nanos < 0n ? -nanos : nanos;
  const seconds = total / 1_000_000_000n;
  const fraction = formatFraction(Number(total % 1_000_000_000n));
  const days = seconds / 86_400n;
  const hours = (seconds / 3600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  let clock = '';
  if (hours > 0n) clock += `${hours}H`;
  if (minutes > 0n) clock += `${minutes}M`;
  if (rest > 0n || fraction !== '') clock += `${rest}${fraction}S`;
  const sign = nanos < 0n ? '-' : '';
  return `${sign}P${days > 0n ? `${days}D` : ''}${clock === '' ? '' : `T${clock}`}`;
}

function formatMonths(months: number): string {
  if (months === 0) return 'P0M';
  const years = Math.floor(Math.abs(months) / 12);
  const rest = Math.abs(months) % 12;
  const sign = months < 0 ? '-' : '';
  return `${sign}P${years > 0 ? `${years}Y` : ''}${rest > 0 ? `${rest}M` : ''}`;
}
