import { formatDecimal } from '../decimal/text.ts';
import { spend } from '../evaluation.ts';
import { formatTemporal } from '../time/format-time.ts';
import { isList, type Value } from './value.ts';

/** The text of a value as FEEL's `string` writes it: a string alone as it is, inside others quoted. */
export function showValue(value: Value): string {
  return typeof value === 'string' ? value : showNested(value, 0);
}

/** The text of a value as a FEEL literal. */
export function showLiteral(value: Value): string {
  return showNested(value, 0);
}

const depthMax = 200;

function showNested(value: Value, depth: number): string {
  spend(1);
  if (depth > depthMax) return '…';
  if (value === null) return 'null';
  if (typeof value === 'string') {
    spend(value.length >> 5);
    return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  }
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((item) => showNested(item, depth + 1)).join(', ')}]`;
  switch (value.kind) {
    case 'number':
      return formatDecimal(value);
    case 'context': {
      const entries = [...value.entries].map(
        ([key, item]) => `${showKey(key)}: ${showNested(item, depth + 1)}`,
      );
      return `{${entries.join(', ')}}`;
    }
    case 'range': {
      if (value.operator !== '..') {
        const end = value.operator.startsWith('<') ? value.end : value.start;
        return `${value.operator} ${showNested(end, depth + 1)}`;
      }
      const start = showNested(value.start, depth + 1);
      const end = showNested(value.end, depth + 1);
      return `${value.startIncluded ? '[' : '('}${start}..${end}${value.endIncluded ? ']' : ')'}`;
    }
    case 'function':
      return `function ${value.name}`;
    default:
      return formatTemporal(value);
  }
}

/** A key that holds anything but letters, digits and single spaces is written as a string. */
function showKey(key: string): string {
  for (const char of key) {
    const isPlain = char === ' ' || char === '_' || char.toLowerCase() !== char.toUpperCase();
    if (!isPlain && !(char >= '0' && char <= '9')) return showNested(key, 0);
  }
  return key === '' ? '""' : key;
}
