import { expect, test } from 'vitest';
import { createSystemPorts } from './system-ports.ts';

test('bytes of chance are as many as asked for, and none is given twice', () => {
  const { random } = createSystemPorts();
  const seen = new Set<string>();
  for (let round = 0; round < 2_000; round += 1) {
    const length = 16 + (round % 48);
    const bytes = random(length);
    expect(bytes).toHaveLength(length);
    seen.add(Buffer.from(bytes).toString('hex'));
  }
  expect(seen.size).toBe(2_000);
  expect(random(10_000)).toHaveLength(10_000);
});

test('no bytes of chance are zeros that were never filled', () => {
  const { random } = createSystemPorts();
  // Sixteen zeros by chance: once in 2 ** 128.
  for (let round = 0; round < 1_000; round += 1) {
    expect(random(16).some((byte) => byte !== 0)).toBe(true);
  }
});
