import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('rounding functions settle ties as their names say, on both sides of zero', () => {
  cases({
    'decimal(2.5, 0)': '2',
    'decimal(1/3, 2)': '0.33',
    'round half up(-2.5, 0)': '-3',
    'round half down(2.5, 0)': '2',
    'round up(-1.121, 2)': '-1.13',
    'round down(-1.129, 2)': '-1.12',
    'floor(-1.5)': '-2',
    'floor(1.56, 1)': '1.5',
    'ceiling(-1.5)': '-1',
    'round half up(1555, -2)': '1600',
    'decimal(1, 99999)': 'null',
    'floor(1.5, null)': 'null',
  });
});

test('roots, powers and remainders are exact or rounded once', () => {
  cases({
    'sqrt(16)': '4',
    'sqrt(-1)': 'null',
    'log(0)': 'null',
    'exp(1)': '2.718281828459045235360287471352662',
    'modulo(-12, 5)': '3',
    'modulo(10.1, -4.5)': '-3.4',
    'modulo(1, 0)': 'null',
    'abs(@"-P1D")': 'P1D',
    'odd(3)': 'true',
    'even(2.5)': 'null',
    'even(1e30)': 'true',
  });
});

test('a wrong kind, a missing or an unknown argument gives null', () => {
  cases({ 'abs("1")': 'null', 'abs()': 'null', 'sqrt(n: 4)': 'null', 'floor(1, 2, 3)': 'null' });
  cases({ 'abs([-1])': '1', 'floor(n: 1.5)': '1' });
});
