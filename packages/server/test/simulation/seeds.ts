/**
 * The seeds of a run: so many from 1 on, times `AVAL_TEST_SEEDS` for a longer run, or one alone by
 * `AVAL_TEST_SEED` to play a failure again.
 */
export function seedsOf(count: number): readonly number[] {
  const only = process.env['AVAL_TEST_SEED'];
  if (only !== undefined) return [Number(only)];
  const times = Number(process.env['AVAL_TEST_SEEDS'] ?? '1');
  return Array.from({ length: Math.ceil(count * times) }, (_, index) => index + 1);
}
