import { Defect } from './assert.ts';

/** Plain data of commands and facts: what can be hashed, sent to the worker and stored. */
export type Plain =
  | null
  | boolean
  | string
  | number
  | bigint
  | readonly Plain[]
  | { readonly [name: string]: Plain | undefined };

/**
 * One text for equal data: members in the order of their names, no white space, members that are
 * undefined left out. A bigint is written as its digits with an `n`, so that 1n and 1 differ.
 */
export function canonical(value: Plain): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Defect('only whole numbers are canonical');
    return String(value);
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  // A loop over texts: this runs for every request with a key.
  let text = '{';
  for (const name of namesOf(value)) {
    const member = value[name];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${quoted(name)}:${canonical(member)}`;
  }
  return `${text}}`;
}

/** As JSON has it. Hardly a text has anything in it that needs an escape. */
function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}

// Without quotes, backslashes and controls, and without halves of surrogate pairs.
const needsNoEscape = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** In the order of their names, which most have from the start: sorting is a copy. */
function namesOf(value: object): readonly string[] {
  const names = Object.keys(value);
  for (let index = 1; index < names.length; index += 1) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return names.sort();
  }
  return names;
}

function isList(value: readonly Plain[] | object): value is readonly Plain[] {
  return Array.isArray(value);
}
