/** Sends requests from a process of its own; prints a report when every one has its answer. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * What the process is started with, as JSON in a file. The prefix makes the keys of a run differ
 * from those of every other one.
 *
 * @typedef {object} LoadOrder
 * @property {number} port
 * @property {number} count
 * @property {number} connections
 * @property {string} apiKey
 * @property {readonly string[]} organizations
 * @property {string} keyPrefix
 */

/** @typedef {{ readonly perSecond: number, readonly p50Ms: number, readonly p99Ms: number }} LoadReport */

/**
 * Asks for holds, one request under way on each connection. Throws where an answer is no yes.
 *
 * @param {LoadOrder} order
 * @returns {Promise<LoadReport>}
 */
async function run({ port, count, connections, apiKey, organizations, keyPrefix }) {
  let next = 0;
  let refused = '';
  let startedAt = 0;
  let answeredAt = 0;
  const { errors, timeouts, latency } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    amount: count,
    requests: [
      {
        method: 'POST',
        path: '/v1/holds',
        setupRequest: (request) => {
          const index = next;
          next += 1;
          if (index === 0) startedAt = performance.now();
          const headers = {
            'content-type': 'application/json',
            authorization: `Bearer ${apiKey}`,
            'idempotency-key': `${keyPrefix}-${index}`,
          };
          const body = bodyOf(organizations[index % organizations.length] ?? '', index);
          return { ...request, headers, body };
        },
        onResponse: (status, body) => {
          answeredAt = performance.now();
          if (status !== 200 || !body.includes('"approved":true')) refused = `${status} ${body}`;
        },
      },
    ],
  });
  // It tells of its end at the next full second only.
  const seconds = (answeredAt - startedAt) / 1_000;
  if (refused !== '') throw new Error(`not a yes: ${refused}`);
  if (errors + timeouts > 0) throw new Error(`${errors} errors, ${timeouts} timeouts`);
  return { perSecond: count / seconds, p50Ms: latency.p50, p99Ms: latency.p99 };
}

/**
 * @param {string} organizationId
 * @param {number} index
 */
function bodyOf(organizationId, index) {
  const cents = String(100 + (index % 900));
  const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
  return JSON.stringify({ organizationId, amount: { amount, currency: 'EUR' } });
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify(await run(order)));
