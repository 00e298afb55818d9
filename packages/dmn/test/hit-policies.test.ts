import { expect, test } from 'vitest';
import { decimal } from '../src/decimal/text.ts';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileModel } from '../src/model/compile-model.ts';
import type { HitPolicy } from '../src/model/model.ts';
import { showLiteral } from '../src/value/show.ts';
import { aTableModel } from './models/build-model.ts';

/** Rules that match 5: the first, second and fourth. */
function decide(hitPolicy: HitPolicy, outputs: readonly string[], amount = '5'): string {
  const model = aTableModel({
    hitPolicy,
    inputs: { amount: 'number' },
    outputs: { result: outputs[0]?.startsWith('"') === true ? 'string' : 'number' },
    values: [outputs[0]?.startsWith('"') === true ? '"high", "middle", "low"' : null],
    rules: ['> 1', '[2..9]', '> 100', '< 10'].map((test, index) => [test, outputs[index] ?? '']),
  });
  const result = evaluateStandard(
    compileModel(model),
    'Verdict',
    new Map([['amount', decimal(amount)]]),
  );
  return result.ok ? showLiteral(result.value) : result.error.code;
}

const words = ['"low"', '"high"', '"high"', '"middle"'];
const numbers = ['10', '20', '30', '5'];

test('a policy of one result gives one, or null where its promise is broken', () => {
  expect(decide('U', words)).toBe('null');
  expect(decide('U', words, '150')).toBe('null');
  expect(decide('U', words, '50')).toBe('"low"');
  expect(decide('A', words)).toBe('null');
  expect(decide('A', ['"low"', '"low"', '"high"', '"low"'])).toBe('"low"');
  expect(decide('F', words)).toBe('"low"');
  expect(decide('P', words)).toBe('"high"');
});

test('a policy of many results gives a list in its order, or what the list adds up to', () => {
  expect(decide('R', words)).toBe('["low", "high", "middle"]');
  expect(decide('O', words)).toBe('["high", "middle", "low"]');
  expect(decide('C', words)).toBe('["low", "high", "middle"]');
  expect(decide('C+', numbers)).toBe('35');
  expect(decide('C<', numbers)).toBe('5');
  expect(decide('C>', numbers)).toBe('20');
  expect(decide('C#', numbers)).toBe('3');
});

test('where no rule matches, a list is empty, a count is zero and a single result is null', () => {
  const none = '0';
  const model = (hitPolicy: HitPolicy) => {
    const compiled = compileModel(
      aTableModel({ hitPolicy, inputs: { amount: 'number' }, rules: [['> 1', '"x"']] }),
    );
    const result = evaluateStandard(compiled, 'Verdict', new Map([['amount', decimal(none)]]));
    return result.ok ? showLiteral(result.value) : result.error.code;
  };
  expect((['U', 'F', 'P', 'A'] as const).map(model)).toEqual(['null', 'null', 'null', 'null']);
  expect((['C', 'R', 'O'] as const).map(model)).toEqual(['[]', '[]', '[]']);
  expect(model('C#')).toBe('0');
});

test('default outputs stand in when no rule matches', () => {
  const compiled = compileModel(
    aTableModel({
      inputs: { amount: 'number' },
      outputs: { verdict: 'string', limit: 'number' },
      fallbacks: ['"review"', 'amount * 2'],
      rules: [['> 100', '"reject"', '0']],
    }),
  );
  const result = evaluateStandard(compiled, 'Verdict', new Map([['amount', decimal('7')]]));
  expect(result.ok && showLiteral(result.value)).toBe('{verdict: "review", limit: 14}');
});
