/** Sends orders to the decision maker, or asks for its pages, from a process of its own. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * What the process is started with, as JSON in a file. With `pages` pages are asked for, spread over
 * all that there are; else orders are sent about the companies in turn.
 *
 * @typedef {object} OrderLoadOrder
 * @property {number} port
 * @property {number} count
 * @property {number} connections
 * @property {string} authorization
 * @property {readonly string[]} regNumbers
 * @property {number | null} pages
 */

/**
 * One request under way on each connection. Throws where an order is not approved, or a page is not
 * there.
 *
 * @param {OrderLoadOrder} order
 * @returns {Promise<import('./load.mjs').LoadReport>}
 */
async function run({ port, count, connections, authorization, regNumbers, pages }) {
  let next = 0;
  let refused = '';
  let startedAt = 0;
  let answeredAt = 0;
  const wanted = pages === null ? '"status":"approved"' : '"more_items":true';
  const { errors, timeouts, latency } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    amount: count,
    requests: [
      {
        method: pages === null ? 'POST' : 'GET',
        path: '/api/dmm/orders',
        setupRequest: (request) => {
          if (next === 0) startedAt = performance.now();
          const index = next;
          next += 1;
          const headers = { authorization, 'content-type': 'application/json' };
          if (pages !== null) {
            // Steps of a prime: near and far pages take turns.
            const page = 1 + ((index * 7_919) % (pages - 1));
            return { ...request, path: `/api/dmm/orders?page=${page}`, headers };
          }
          const body = JSON.stringify({
            reg_number: regNumbers[index % regNumbers.length],
            amount: 100 + (index % 900),
            ruleset_id: 1,
            reference: `order ${index}`,
          });
          return { ...request, headers, body };
        },
        onResponse: (status, body) => {
          answeredAt = performance.now();
          if (status !== 200 || !body.includes(wanted)) refused = `${status} ${body}`;
        },
      },
    ],
  });
  // It tells of its end at the next full second only.
  const seconds = (answeredAt - startedAt) / 1_000;
  if (refused !== '') throw new Error(`not as it should be: ${refused}`);
  if (errors + timeouts > 0) throw new Error(`${errors} errors, ${timeouts} timeouts`);
  return { perSecond: count / seconds, p50Ms: latency.p50, p99Ms: latency.p99 };
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify(await run(order)));
