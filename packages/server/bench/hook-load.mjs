/** Asks the credit check hook from a process of its own; prints a report when all is answered. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { callOf } from './hook-call.mjs';

/**
 * What the process is started with, as JSON in a file. No two runs may have numbers in common:
 * every call is about a basket that was never asked about.
 *
 * @typedef {object} HookLoadOrder
 * @property {number} port
 * @property {number} count
 * @property {number} connections
 * @property {string} authorization
 * @property {number} firstNumber
 */

/** As the deadline of the hook in these runs: a stall is a slow answer. */
const answerTimeoutSeconds = 30;

/**
 * One call under way on each connection. Throws where an answer is no yes.
 *
 * @param {HookLoadOrder} order
 * @returns {Promise<import('./load.mjs').LoadReport>}
 */
async function run({ port, count, connections, authorization, firstNumber }) {
  let next = 0;
  let refused = '';
  let startedAt = 0;
  let answeredAt = 0;
  const { errors, timeouts, latency } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    amount: count,
    timeout: answerTimeoutSeconds,
    requests: [
      {
        method: 'POST',
        path: '/interworks/credit-check',
        setupRequest: (request) => {
          if (next === 0) startedAt = performance.now();
          const call = callOf(firstNumber + next, authorization);
          next += 1;
          return { ...request, ...call };
        },
        onResponse: (status, body) => {
          answeredAt = performance.now();
          if (status !== 200 || body !== 'true') refused = `${status} ${body}`;
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

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify(await run(order)));
