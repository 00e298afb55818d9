import { expect, test } from 'vitest';
import {
  type ApplicationStatus,
  applicationMoves,
  isFinal,
  judgePersonsMove,
  mayMove,
} from './application.ts';

const statuses = Object.keys(applicationMoves) as ApplicationStatus[];

test('what is approved, rejected or canceled never moves again', () => {
  expect(statuses.filter(isFinal).sort()).toEqual(['approved', 'canceled', 'rejected']);
  for (const from of statuses.filter(isFinal)) {
    for (const to of statuses) expect(mayMove(from, to)).toBe(false);
  }
});

test('nothing goes back to pending, and only what is pending comes into review', () => {
  for (const from of statuses) {
    expect(mayMove(from, 'pending')).toBe(false);
    expect(mayMove(from, 'review')).toBe(from === 'pending');
  }
});

test('every status can be reached from pending', () => {
  const reached = new Set<ApplicationStatus>(['pending']);
  for (const from of reached) for (const to of applicationMoves[from]) reached.add(to);
  expect([...reached].sort()).toEqual([...statuses].sort());
});

const move = { to: 'approved', actor: 'user:user_1', expected: 3n } as const;

test('a key never decides, whatever the status', () => {
  for (const status of statuses) {
    const answer = judgePersonsMove({ status, version: 3n }, { ...move, actor: 'key:cred_1' });
    expect(answer).toEqual({
      ok: false,
      refusal: { code: 'decisions.application_person_needed' },
    });
  }
});

test('a person decides what is in review, and cancels that and what is pending', () => {
  const allowed = statuses.flatMap((status) =>
    (['approved', 'rejected', 'canceled'] as const)
      .filter((to) => judgePersonsMove({ status, version: 3n }, { ...move, to }).ok)
      .map((to) => `${status} to ${to}`),
  );
  expect(allowed.sort()).toEqual([
    'pending to canceled',
    'review to approved',
    'review to canceled',
    'review to rejected',
  ]);
});

test('a move is made on the version that was looked at, or not at all', () => {
  const review = { status: 'review', version: 4n } as const;
  expect(judgePersonsMove(review, move)).toEqual({
    ok: false,
    refusal: { code: 'decisions.application_changed_meanwhile' },
  });
  expect(judgePersonsMove(review, { ...move, expected: null }).ok).toBe(true);
  expect(judgePersonsMove({ ...review, status: 'rejected' }, move)).toEqual({
    ok: false,
    refusal: { code: 'decisions.application_final', status: 'rejected' },
  });
});
