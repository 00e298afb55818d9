import { randomBytes, randomFillSync } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessService, createAccessService } from '../../src/access/index.ts';
import { createCreditCheckService, type PlatformOrders } from '../../src/assessment/index.ts';
import { createKeyring, createPasswordHash } from '../../src/config/index.ts';
import { createProposalService } from '../../src/credit/index.ts';
import { createHttpServer, listen, noLog } from '../../src/http/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { type Clock, type Instant, parseInstant } from '../../src/kernel/clock.ts';
import { createIds, type Ids } from '../../src/kernel/ids.ts';
import { createPlatformConnections, createPlatformOrders } from '../../src/outbound/index.ts';
import { createPartyService, type PartyService } from '../../src/parties/index.ts';
import { registerCreditCheck, registerPlatformApi } from '../../src/protocols/interworks/index.ts';
import { registerTradeCredit } from '../../src/protocols/one/index.ts';
import { createAccessReader } from '../../src/storage/reads/access-reads.ts';
import { createPartyReader } from '../../src/storage/reads/party-reads.ts';
import { createPlatformReader } from '../../src/storage/reads/platform-reads.ts';
import { createProposalReader } from '../../src/storage/reads/proposal-reads.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { sha256 } from './sha256.ts';

/** Time that stands still until a test moves it. */
export type TestClock = Clock & { readonly set: (at: string) => void };

/** The first wires on an embedded database of their own, listening on a port of their own. */
export type Desk = {
  readonly url: string;
  readonly clock: TestClock;
  readonly ids: Ids;
  readonly storage: Storage;
  readonly parties: PartyService;
  readonly access: AccessService;
  readonly close: () => Promise<void>;
};

export type DeskOptions = {
  /** A data folder that the desk begins with; it is copied, never changed. */
  readonly from?: string;
  /** The folder itself, which stays afterwards; without it the desk has one of its own. */
  readonly folder?: string;
  readonly platform?: PlatformOrders;
};

export const fixtureNoon = '2020-03-01T12:00:00Z';

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'aval-desk-'));
  if (options.from !== undefined) cpSync(options.from, folder, { recursive: true });
  const clock = createTestClock();
  const storage = await openSqliteStorage({
    folder,
    writer: 'inThread',
    clock,
    onFatal: (error) => {
      throw error;
    },
  });
  const { commit, db, credit } = storage;
  const ids = createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) });
  const parties = createPartyService({ reader: createPartyReader(db), commit, clock, ids });
  const access = createAccessService({
    reader: createAccessReader(db),
    commit,
    clock,
    ids,
    random: (length) => randomBytes(length),
    keyring: createKeyring('a-secret-of-the-tests-that-is-long-enough'),
    passwords: createPasswordHash({ N: 2 ** 8, r: 8, p: 1 }),
  });
  const ledger = { commit };
  const platform = createPlatformOrders({
    connectionOf: createPlatformConnections({ access, clock }),
    nowMs: () => performance.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const creditCheck = createCreditCheckService({
    ledger,
    credit,
    platform: options.platform ?? platform,
    accounts: {
      organizationOf: async (tenantId, value) => {
        const reference = { source: 'interworks', kind: 'account', value };
        return (await parties.organizationOf(tenantId, reference))?.organizationId ?? null;
      },
    },
    policies: {
      policyOf: async (tenantId) =>
        present(await parties.tenant(tenantId), 'tenant').settings.policy,
    },
    clock,
    ids,
  });
  const proposals = createProposalService({
    ledger,
    reader: createProposalReader(db),
    ids,
    hash: { sha256 },
  });

  const { app } = createHttpServer({ log: noLog });
  const { hook, one, platformLogin, platform: platformToken } = access;
  const { tenant } = parties;
  registerCreditCheck(app, { log: noLog, clock, hook, tenant, check: creditCheck.check });
  registerTradeCredit(app, {
    log: noLog,
    clock,
    ids,
    one,
    tenant,
    parties,
    credit,
    ledger,
    proposals,
  });
  const reader = createPlatformReader(db);
  registerPlatformApi(app, { log: noLog, platformLogin, platform: platformToken, reader });
  const url = await listen(app, { host: '127.0.0.1', port: 0 });

  return {
    url,
    clock,
    ids,
    storage,
    parties,
    access,
    close: async () => {
      await platform.close();
      await app.close();
      await storage.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createTestClock(): TestClock {
  let now = read(fixtureNoon);
  return {
    now: () => now,
    set: (at) => {
      now = read(at);
    },
  };
}

function read(text: string): Instant {
  return present(parseInstant(text), `instant ${text}`);
}
