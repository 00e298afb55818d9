/**
 * A server in a process of its own, for the races: takes holds on one line until it is told no, and
 * prints how many it got. Arguments: address, name, clients, amount in cents.
 */
import { eur, holdId, placing } from '../builders/credit.ts';
import { openServers, unitOf } from './postgres-rig.ts';

const [url = '', name = '', clients = '1', amount = '1'] = process.argv.slice(2);
const [server] = await openServers(url, 1);
if (server === undefined) throw new Error('no server');
let taken = 0;
await Promise.all(
  Array.from({ length: Number(clients) }, async (_, client) => {
    for (let attempt = 0; ; attempt += 1) {
      const id = `${name}_${client}_${attempt}`;
      const hold = placing({ holdId: holdId(id), amount: eur(BigInt(amount)) });
      const outcome = await server.commit(unitOf(id, hold));
      if (outcome.kind === 'refused') return;
      taken += 1;
    }
  }),
);
await server.close();
process.stdout.write(`${taken}\n`);
