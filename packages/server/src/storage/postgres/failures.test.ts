import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { Fault } from '../../kernel/fault.ts';
import { BatchRetry } from '../batch/batch-io.ts';
import { commitUnknown, failureBeforeCommit, isDefiniteNo, rowGuardOf } from './failures.ts';

function databaseError(code: string, constraint?: string): DatabaseError {
  const error = new DatabaseError(`error ${code}`, 0, 'error');
  error.code = code;
  error.constraint = constraint;
  return error;
}

test.each(['40001', '40P01', '55P03'])('%s is tried again: others were in the way', (code) => {
  expect(failureBeforeCommit(databaseError(code))).toBeInstanceOf(BatchRetry);
});

test.each(['credit_line_one_per_organization', 'credit_hold_one_live'])(
  'a row that another batch created at the same time (%s) is tried again',
  (constraint) => {
    expect(failureBeforeCommit(databaseError('23505', constraint))).toBeInstanceOf(BatchRetry);
  },
);

test('a taken key is named by its constraint', () => {
  expect(rowGuardOf(databaseError('23505', 'app_user_email'))).toMatchObject({
    code: 'row.exists',
    what: 'app_user_email',
  });
});

test('a row that refers to none is named by its constraint', () => {
  const error = databaseError('23503', 'organization_reference_owner');
  expect(rowGuardOf(error)).toMatchObject({
    code: 'row.changed',
    what: 'organization_reference_owner',
  });
});

test.each([
  new Error('Connection terminated unexpectedly'),
  databaseError('57P01'),
  databaseError('53300'),
  databaseError('08006'),
])('a server that is away is a fault with which nothing was changed: %s', (error) => {
  const fault = failureBeforeCommit(error);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({
    code: 'storage.unavailable',
    outcome: 'none',
    retryable: true,
  });
});

test('a mistake in a statement stays what it is', () => {
  const error = databaseError('42703');
  expect(failureBeforeCommit(error)).toBe(error);
});

test.each(['57P01', '57P02', '58030', '53100', 'XX000'])(
  'a commit that ends with %s may stand: the server did not say no',
  (code) => {
    expect(isDefiniteNo(databaseError(code))).toBe(false);
  },
);

test('a commit without an answer may stand; one that met a rule of the database does not', () => {
  expect(isDefiniteNo(new Error('read ECONNRESET'))).toBe(false);
  expect(isDefiniteNo(databaseError('40001'))).toBe(true);
  expect(commitUnknown(new Error('read ECONNRESET'))).toMatchObject({
    code: 'storage.commit_unknown',
    outcome: 'unknown',
    retryable: true,
  });
});
