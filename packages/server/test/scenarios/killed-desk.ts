/**
 * A desk in a process of its own, on the data of a folder. With `kill` it dies between the commit of
 * a hold and the answer. Arguments: folder, storage worker, `kill` or `live`.
 */
import { writeSync } from 'node:fs';
import { present } from '../../src/kernel/assert.ts';
import { openSqliteStorage } from '../../src/storage/index.ts';
import { systemClock } from '../../src/system-ports.ts';
import { openDeskOn } from '../protocols/open-desk.ts';

const [folder = '', workerPath = '', fate = 'live'] = process.argv.slice(2);
const storage = await openSqliteStorage({
  folder,
  writer: { workerPath },
  clock: systemClock,
  onFatal: (error) => {
    throw error;
  },
});
const askBeside = present(storage.askBeside, 'what works beside the connection');
const { url } = await openDeskOn(
  {
    ...storage,
    // The basket is judged beside the connection: what comes back is committed.
    askBeside: async (question) => {
      const answer = await askBeside(question);
      if (fate === 'kill') {
        process.kill(process.pid, 'SIGKILL');
        // The signal needs a moment; nothing must be answered meanwhile.
        await new Promise(() => {});
      }
      return answer;
    },
  },
  systemClock,
);
writeSync(1, `${url}\n`);
