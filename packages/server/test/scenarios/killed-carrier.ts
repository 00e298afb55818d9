/**
 * A desk in a process of its own that carries out what is due, once. Arguments: folder, storage
 * worker.
 */
import { openSqliteStorage } from '../../src/storage/index.ts';
import { systemClock } from '../../src/system-ports.ts';
import { openDeskOn } from '../protocols/open-desk.ts';

const [folder = '', workerPath = ''] = process.argv.slice(2);
const storage = await openSqliteStorage({
  folder,
  writer: { workerPath },
  clock: systemClock,
  onFatal: (error) => {
    throw error;
  },
});
const desk = await openDeskOn(storage, systemClock);
await desk.sweep();
