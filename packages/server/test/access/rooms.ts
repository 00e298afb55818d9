import { randomBytes, randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessService, createAccessService } from '../../src/access/index.ts';
import { createKeyring, createPasswordHash } from '../../src/config/index.ts';
import { assert } from '../../src/kernel/assert.ts';
import { type Clock, type Instant, instant, parseInstant } from '../../src/kernel/clock.ts';
import { createIds, type TenantId } from '../../src/kernel/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import { createPartyService, type PartyService } from '../../src/parties/index.ts';
import { createAccessReader } from '../../src/storage/reads/access-reads.ts';
import { createPartyReader } from '../../src/storage/reads/party-reads.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';

export const demo = 'demo' as TenantId;
export const second = 'second' as TenantId;

/** Time that stands still until a test moves it. */
export type TestClock = Clock & { readonly pass: (microseconds: bigint) => void };

export type Rooms = {
  readonly storage: Storage;
  readonly clock: TestClock;
  readonly parties: PartyService;
  readonly access: AccessService;
  /** The rooms of another process on the same database: nothing in memory is shared. */
  readonly elsewhere: () => { readonly parties: PartyService; readonly access: AccessService };
  readonly close: () => Promise<void>;
};

/** Cheap on purpose: what is tested is that hashing happens, not how slow it is. */
const cheapScrypt = { N: 2 ** 8, r: 8, p: 1 };
const serverSecret = 'a-secret-of-the-tests-that-is-long-enough';

/** Parties and access on an embedded database of their own, with the tenants `demo` and `second`. */
export async function openRooms(): Promise<Rooms> {
  const folder = mkdtempSync(join(tmpdir(), 'aval-rooms-'));
  const clock = testClock();
  const storage = await openSqliteStorage({
    folder,
    writer: 'inThread',
    clock,
    onFatal: (error) => {
      throw error;
    },
  });
  const make = () => roomsOn(storage, clock);
  const { parties, access } = make();
  for (const tenantId of [demo, second]) {
    const name = `Tenant ${tenantId}`;
    ok(await parties.addTenant({ tenantId, name, currency: 'EUR', language: 'en', settings: {} }));
  }
  return {
    storage,
    clock,
    parties,
    access,
    elsewhere: make,
    close: async () => {
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function roomsOn(storage: Storage, clock: Clock) {
  const ids = createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) });
  const { commit, db } = storage;
  return {
    parties: createPartyService({ reader: createPartyReader(db), commit, clock, ids }),
    access: createAccessService({
      reader: createAccessReader(db),
      commit,
      clock,
      ids,
      random: (length) => randomBytes(length),
      keyring: createKeyring(serverSecret),
      passwords: createPasswordHash(cheapScrypt),
    }),
  };
}

function testClock(): TestClock {
  let now: Instant = parseInstant('2020-03-01T12:00:00Z') ?? instant(0n);
  return {
    now: () => now,
    pass: (microseconds) => {
      now = instant(now + microseconds);
    },
  };
}

/** The value of an answer that a test takes for granted. */
export function ok<Value>(result: Result<Value, { readonly code: string }>): Value {
  assert(result.ok, `refused: ${result.ok ? '' : result.refusal.code}`);
  return result.value;
}

/** The code of a refusal; `ok` where there is none. */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? 'ok' : result.refusal.code;
}
