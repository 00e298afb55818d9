import { randomBytes, randomFillSync } from 'node:crypto';
import { describe } from 'vitest';
import { type AccessService, createAccessService } from '../../src/access/index.ts';
import { createKeyring, createPasswordHash } from '../../src/config/index.ts';
import { assert, present } from '../../src/kernel/assert.ts';
import { type Clock, instant } from '../../src/kernel/clock.ts';
import { createIds, type TenantId } from '../../src/kernel/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import { createPartyService, type PartyService } from '../../src/parties/index.ts';
import { createAccessReader } from '../../src/storage/reads/access-reads.ts';
import { createPartyReader } from '../../src/storage/reads/party-reads.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { engines, type TestEngine, type TestStore } from '../storage/engines.ts';

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

/** Parties and access on a database of their own, with the tenants `demo` and `second`. */
export async function openRooms(engine: TestEngine = embedded): Promise<Rooms> {
  const store = await engine.open();
  const storage = store.storage();
  const clock = { ...store.clock, pass: (microseconds: bigint) => pass(store, microseconds) };
  const make = () => roomsOn(storage, clock);
  const { parties, access } = make();
  for (const tenantId of [demo, second]) {
    const name = `Tenant ${tenantId}`;
    ok(await parties.addTenant({ tenantId, name, currency: 'EUR', language: 'en', settings: {} }));
  }
  return { storage, clock, parties, access, elsewhere: make, close: store.close };
}

/** The same tests on every engine of this run; one that is missing is a skip with its reason. */
export function onEachEngine(tests: (open: () => Promise<Rooms>) => void): void {
  describe.each(engines)('on $name', (engine) => {
    describe.skipIf(engine.missing !== null)(engine.missing ?? 'the rooms', () => {
      tests(() => openRooms(engine));
    });
  });
}

const embedded = present(
  engines.find(({ name }) => name === 'sqlite'),
  'embedded engine',
);

function pass({ clock }: TestStore, microseconds: bigint): void {
  clock.set(instant(clock.now() + microseconds));
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

/** The value of an answer that a test takes for granted. */
export function ok<Value>(result: Result<Value, { readonly code: string }>): Value {
  assert(result.ok, `refused: ${result.ok ? '' : result.refusal.code}`);
  return result.value;
}

/** The code of a refusal; `ok` where there is none. */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? 'ok' : result.refusal.code;
}
