import { pbkdf2 } from 'node:crypto';
import { createLog } from '../../src/cli/create-log.ts';

/**
 * Logs a line for each argument once it is told to end, and ends as the server does: by itself. At
 * its end the one thread of the pool is busy: what is handed to it then is never begun.
 */
process.once('exit', () => pbkdf2('', '', 500_000, 8, 'sha512', () => {}));
const log = createLog('info');
const alive = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => {
  for (const text of process.argv.slice(2)) log.info({}, text);
  clearInterval(alive);
});
process.stdout.write('ready\n');
