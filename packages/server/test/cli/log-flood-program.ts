import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLog } from '../../src/cli/create-log.ts';

/** Logs fifty megabytes once it is told to, and ends with the number of them that are still in memory. */
const log = createLog('info');
const alive = setInterval(() => {}, 60_000);
process.once('SIGTERM', async () => {
  const before = process.memoryUsage().external;
  for (let line = 0; line < 50_000; line += 1) {
    log.info({}, 'x'.repeat(1_000));
    if (line % 100 === 0) await nextTurn();
  }
  clearInterval(alive);
  process.exit(Math.round((process.memoryUsage().external - before) / 1e6));
});
process.stdout.write('ready\n');
