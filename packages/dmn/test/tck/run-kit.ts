import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { absoluteDecimal, divideDecimals, subtractDecimals } from '../../src/decimal/arithmetic.ts';
import { compareDecimals } from '../../src/decimal/compare.ts';
import { roundDecimal } from '../../src/decimal/round.ts';
import { decimal } from '../../src/decimal/text.ts';
import { evaluateStandard } from '../../src/evaluate.ts';
import { type CompiledModel, compileModel } from '../../src/model/compile-model.ts';
import type { Model } from '../../src/model/model.ts';
import { readDmnXml } from '../../src/model/read-dmn-xml.ts';
import { parseDateTime, parseTemporal } from '../../src/time/parse-time.ts';
import { areEqual } from '../../src/value/compare.ts';
import { showLiteral } from '../../src/value/show.ts';
import {
  type DateTimeValue,
  isContext,
  isList,
  isNumber,
  type Value,
} from '../../src/value/value.ts';
import { type KitResult, readKit } from './read-kit.ts';

export type Outcome = {
  readonly result: KitResult;
  readonly status: 'passed' | 'failed' | 'left_out';
  readonly actual: string;
};

/** Cases whose answer comes out of a Java class. We have no JVM on purpose: a rule calls nothing. */
const needsJava: Readonly<Record<string, readonly string[]>> = {
  '0076-feel-external-java': [
    'boxed_001',
    'literal_001',
    'literal_002',
    'literal_003',
    'literal_004',
    'literal_005',
    'literal_006',
    'literal_007',
    'literal_008',
    'literal_009',
    'literal_010',
    'literal_011',
    'literal_012',
    'varargs_001',
  ],
};

/** Runs every result of one level. */
export function runKit(folder: string): readonly Outcome[] {
  const compiled = new Map<string, CompiledModel>();
  return readKit(folder).map((result): Outcome => {
    if (needsJava[result.suite]?.includes(result.element)) {
      return { result, status: 'left_out', actual: '' };
    }
    const model = compiled.get(result.modelFile) ?? loadModel(result.modelFile);
    compiled.set(result.modelFile, model);
    const outcome = evaluateStandard(model, result.element, result.inputs, { now });
    if (!outcome.ok) return { result, status: 'failed', actual: `error ${outcome.error.code}` };
    const passed = isExpected(outcome.value, result.expected);
    return { result, status: passed ? 'passed' : 'failed', actual: showLiteral(outcome.value) };
  });
}

const now = parseDateTime('2026-07-01T12:00:00Z') as DateTimeValue;

function loadModel(file: string): CompiledModel {
  const folder = dirname(file);
  const all: Model[] = readdirSync(folder)
    .filter((name) => name.endsWith('.dmn'))
    .map((name) => readDmnXml(readFileSync(join(folder, name), 'utf8')));
  const model = readDmnXml(readFileSync(file, 'utf8'));
  return compileModel(model, {
    imports: all.filter((other) => other.namespace !== model.namespace),
  });
}

/** Numbers may differ by 1e-9 of themselves: some expectations come from binary doubles. */
function isExpected(actual: Value, expected: Value): boolean {
  if (isNumber(actual) && isNumber(expected)) return isNear(actual, expected);
  if (isList(actual) && isList(expected)) {
    return (
      actual.length === expected.length &&
      actual.every((item, index) => isExpected(item, expected[index] ?? null))
    );
  }
  if (isContext(actual) && isContext(expected)) {
    if (actual.entries.size !== expected.entries.size) return false;
    return [...expected.entries].every(([key, value]) =>
      actual.entries.has(key) ? isExpected(actual.entries.get(key) ?? null, value) : false,
    );
  }
  // An expectation without a type is a text, whatever it is the text of.
  if (typeof expected === 'string' && actual !== null && typeof actual !== 'string') {
    const trimmed = expected.trim();
    return trimmed === showLiteral(actual) || areEqual(actual, parseTemporal(trimmed)) === true;
  }
  return areEqual(actual, expected) === true;
}

function isNear(actual: Value, expected: Value): boolean {
  if (!isNumber(actual) || !isNumber(expected)) return false;
  if (compareDecimals(actual, expected) === 0) return true;
  // An expectation written out to eight digits or more may have been cut there.
  if (expected.exponent <= -8) {
    const rounded = roundDecimal(actual, -expected.exponent, 'half_even');
    if (rounded !== null && compareDecimals(rounded, expected) === 0) return true;
  }
  const difference = subtractDecimals(actual, expected);
  const relative = difference === null ? null : divideDecimals(difference, expected);
  return relative !== null && compareDecimals(absoluteDecimal(relative), decimal('1e-9')) < 0;
}
