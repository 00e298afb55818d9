import { expect, test } from 'vitest';
import { Fault } from '../../../src/kernel/fault.ts';
import { eur } from '../builders.ts';
import { nobody } from '../sample-calls.ts';
import { startApi } from '../start-api.ts';

async function answerTo(fault: unknown) {
  const api = await startApi({ ledger: { commit: () => Promise.reject(fault) } });
  const body = { organizationId: nobody.organizationId, amount: eur('1.00') };
  const answer = await api.call({ method: 'POST', path: '/v1/holds', body });
  await api.close();
  return { answer, logged: JSON.stringify(api.logged) };
}

test('a commit whose answer was lost is unknown, never a no', async () => {
  const { answer, logged } = await answerTo(
    new Fault('storage.commit_unknown', {
      publicText: 'Whether the change stands is not known.',
      detail: 'connection reset in commit',
      outcome: 'unknown',
    }),
  );
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(answer.problem).toMatchObject({
    code: 'storage.commit_unknown',
    outcome: 'unknown',
    retryable: true,
  });
  expect(answer.text).not.toContain('connection reset');
  expect(logged).toContain('connection reset in commit');
});

test('a database that cannot be written says that nothing was changed', async () => {
  const { answer } = await answerTo(
    new Fault('storage.unavailable', { publicText: 'Not now. Nothing was changed.' }),
  );
  expect([answer.status, answer.problem.outcome]).toEqual([503, 'none']);
});

test('a mistake of ours is a 500 that does not claim that nothing was changed', async () => {
  const { answer, logged } = await answerTo(new TypeError('undefined is not a hold'));
  expect([answer.status, answer.problem.code]).toEqual([500, 'server.defect']);
  expect(answer.problem.outcome).toBe('unknown');
  expect(answer.text).not.toContain('undefined is not a hold');
  expect(logged).toContain('undefined is not a hold');
});
