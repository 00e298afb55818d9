/**
 * A desk in a process of its own, on the data of a folder. With `kill` it dies between the commit of
 * a hold and the answer. Arguments: folder, storage worker, `kill` or `live`.
 */
import { writeSync } from 'node:fs';
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
const { url } = await openDeskOn(
  {
    ...storage,
    commit: async (unit) => {
      const outcome = await storage.commit(unit);
      const hasHold = unit.credit.some(({ type }) => type === 'placeHold');
      if (fate === 'kill' && hasHold && outcome.kind === 'done') {
        process.kill(process.pid, 'SIGKILL');
        // The signal needs a moment; nothing must be answered meanwhile.
        await new Promise(() => {});
      }
      return outcome;
    },
  },
  systemClock,
);
writeSync(1, `${url}\n`);
