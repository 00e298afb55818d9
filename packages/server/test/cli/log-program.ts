import { createLog } from '../../src/cli/create-log.ts';

/** Logs a line for each argument once it is told to end, and ends as the server does: by itself. */
const log = createLog('info');
const alive = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => {
  for (const text of process.argv.slice(2)) log.info({}, text);
  clearInterval(alive);
});
process.stdout.write('ready\n');
