import { expect, test } from 'vitest';
import { refusalOf, type ServerSettings } from './start-checks.ts';

function settings(change: Partial<ServerSettings> = {}): ServerSettings {
  return {
    versionNumber: 170_002,
    fsync: 'on',
    fullPageWrites: 'on',
    synchronousCommit: 'on',
    encoding: 'UTF8',
    isInRecovery: false,
    exactNumber: 9_007_199_254_740_993n,
    ...change,
  };
}

test.each([150_000, 160_004, 170_002, 180_001])('runs on PostgreSQL %d', (versionNumber) => {
  expect(refusalOf(settings({ versionNumber }))).toBeNull();
});

test.each([140_012, 190_000])('refuses PostgreSQL %d by its version', (versionNumber) => {
  expect(refusalOf(settings({ versionNumber }))).toMatchObject({ code: 'storage.version' });
});

test.each(['on', 'remote_write', 'remote_apply'])(
  'takes synchronous_commit = %s, which waits for the disk',
  (synchronousCommit) => {
    expect(refusalOf(settings({ synchronousCommit }))).toBeNull();
  },
);

test.each<[Partial<ServerSettings>, RegExp]>([
  [{ fsync: 'off' }, /fsync = off/],
  [{ fullPageWrites: 'off' }, /full_page_writes = off/],
  [{ synchronousCommit: 'off' }, /synchronous_commit = off/],
  [{ synchronousCommit: 'local' }, /synchronous_commit = local/],
  [{ isInRecovery: true }, /standby/],
  [{ encoding: 'SQL_ASCII' }, /SQL_ASCII.*UTF8/],
  [{ exactNumber: 9_007_199_254_740_992 }, /9007199254740993 came back as 9007199254740992/],
])('refuses %j and says what to do', (change, message) => {
  const refusal = refusalOf(settings(change));
  expect(refusal).toMatchObject({ code: 'storage.setting' });
  expect(refusal?.message).toMatch(message);
});
