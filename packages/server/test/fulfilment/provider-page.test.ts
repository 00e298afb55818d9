import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { providerMessage, stepPolicy } from '../../src/fulfilment/index.ts';
import { type ProviderStep, stepTransitions } from '../../src/fulfilment/provider-step.ts';
import { instant } from '../../src/kernel/clock.ts';
import { signMessage } from '../../src/outbound/sign-message.ts';

const page = readFileSync(
  join(import.meta.dirname, '../../../../docs/guides/provider-system.md'),
  'utf8',
);

test('the states of a step are drawn as their table says', () => {
  const edges = Object.entries(stepTransitions).flatMap(([from, ways]) =>
    Object.entries(ways).map(([move, to]) => `    ${from} --> ${to}: ${move}`),
  );
  const drawn = /```mermaid\nstateDiagram-v2\n([\s\S]*?)\n```/.exec(page)?.[1]?.split('\n') ?? [];
  expect(drawn.filter((line) => !line.includes('[*]')).sort()).toEqual(edges.sort());
  expect(drawn).toContain('    [*] --> waiting: write');
});

test('the step of the page has the members that a provider gets', () => {
  const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}') as object;
  const at = instant(1_772_366_400_000_000n);
  const step = { ...shown, objectVersion: 2n, attempts: 1, createdAt: at } as unknown;
  const sent = providerMessage(step as ProviderStep);
  expect(Object.keys(shown)).toEqual(Object.keys(sent));
});

test('the signature is made as the page says', () => {
  expect(page).toContain('`t=<seconds>,v1=<hex>`');
  expect(signMessage('secret', 7n, '{}')).toMatch(/^t=7,v1=[0-9a-f]{64}$/);
});

test('the times of the page are those of the policy', () => {
  const { deadlineMs, pauseMs, pauseMaxMs, triedForMs, retryAfterMaxMs } = stepPolicy;
  expect({ deadlineMs, pauseMs, pauseMaxMs, triedForMs, retryAfterMaxMs }).toEqual({
    deadlineMs: 20_000,
    pauseMs: 2_000,
    pauseMaxMs: 15 * 60_000,
    triedForMs: 24 * 60 * 60_000,
    retryAfterMaxMs: 60 * 60_000,
  });
  for (const said of ['20 seconds', '2, 4, 8 … seconds', 'a quarter of an hour', 'for a day']) {
    expect(page).toContain(said);
  }
  expect(page).toContain('heeded up to an hour');
});
