import type { Platform } from '../src/assessment/index.ts';
import { collectAlone } from '../src/cli/collect-alone.ts';
import { createLog } from '../src/cli/create-log.ts';
import { composeDesk, composeServer } from '../src/compose.ts';
import { readConfig, readServerSecret } from '../src/config/index.ts';
import { listen } from '../src/http/index.ts';
import { money } from '../src/kernel/money.ts';
import { openStorage } from '../src/main.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { basketOfNumber, numberOfBasket } from './baskets.ts';
import { eur } from './world.ts';

/** The server as it ships, but for the facts of a check: they come out of this process. */
collectAlone();
const [port = '', folder = ''] = process.argv.slice(2);
const config = readConfig({ AVAL_DATA: folder, AVAL_PORT: port });

const nothing = { kind: 'found', billing: { overdue: money(0n, eur) } } as const;

const platform: Platform = {
  order: async (_tenantId, orderId) => {
    const { accountId, amount } = basketOfNumber(numberOfBasket(orderId));
    const total = money(BigInt(amount.replace('.', '')), eur);
    const order = { orderId, accountId: String(accountId), total, statusType: 'In progress' };
    return { kind: 'found', order };
  },
  account: async () => ({ kind: 'unknown' }),
  billing: async () => nothing,
};

const ports = createSystemPorts();
const secret = readServerSecret(config);
const storage = await openStorage(config, ports, 'inWorker', (error) => {
  throw error;
});
const server = composeServer(composeDesk(storage, secret, ports), {
  log: createLog(config.logLevel),
  version: 'bench',
  commit: null,
  sweepEveryMs: 5_000,
  spoolFolder: folder,
  platform,
});
await listen(server.app, config);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
