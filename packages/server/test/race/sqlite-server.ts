/**
 * A server in a process of its own that is going to be killed: many clients take holds, capture and
 * release them, and every answer is printed as it comes. Arguments: folder, storage worker, name of
 * the run, and `late` or `early`, which prints the answer before there is one (the negative control).
 */
import { writeSync } from 'node:fs';
import { instant, millisecond } from '../../src/kernel/clock.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import {
  captureId,
  capturing,
  eur,
  holdId,
  placing,
  releasing,
  setting,
} from '../builders/credit.ts';
import { aKey, aUnit } from '../storage/units.ts';

const [folder = '', workerPath = '', run = '', answers = 'late'] = process.argv.slice(2);
const storage = await openSqliteStorage({
  folder,
  writer: { workerPath },
  clock: { now: () => instant(BigInt(Date.now()) * millisecond) },
  onFatal: (error) => {
    throw error;
  },
});
await storage.commit(aUnit([setting({ limitMinor: 1_000_000_00n })]));

const clients = 24;
await Promise.all(
  Array.from({ length: clients }, async (_, client) => {
    for (let index = 0; ; index += 1) {
      const name = `${run}_${client}_${index}`;
      const hold = { holdId: holdId(name) };
      await answered('placed', name, () =>
        storage.commit(aUnit([placing({ ...hold, amount: eur(10n) })], { key: aKey(name) })),
      );
      if (index % 3 === 1) {
        const part = capturing(eur(4n), { ...hold, captureId: captureId(name) });
        await answered('captured', name, () => storage.commit(aUnit([part])));
      }
      if (index % 3 === 2) {
        await answered('released', name, () => storage.commit(aUnit([releasing(hold)])));
      }
    }
  }),
);

/** Written at once, so that no answer is lost in a buffer when the process is killed. */
async function answered(step: string, name: string, commit: () => Promise<{ kind: string }>) {
  const print = () => writeSync(1, `${step} ${name}\n`);
  if (answers === 'early') print();
  const { kind } = await commit();
  if (kind !== 'done') throw new Error(`${step} ${name} was refused`);
  if (answers !== 'early') print();
}
