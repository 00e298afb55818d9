/**
 * Asks the credit check hook at a fixed rate from a process of its own: a call goes out when its time
 * has come, whatever became of those before it, and counts from the moment it was due.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { callOf } from './hook-call.mjs';

/**
 * What the process is started with, as JSON in a file.
 *
 * @typedef {object} SteadyLoadOrder
 * @property {number} port
 * @property {number} perSecond
 * @property {number} count
 * @property {string} authorization
 * @property {number} firstNumber
 */

/**
 * Milliseconds from the moment at which each call was due to the end of its answer. What the load
 * itself was late by is part of them, and told besides.
 *
 * @typedef {object} SteadyLoadReport
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} mostMs
 * @property {number} lateP50Ms
 * @property {number} lateP99Ms
 */

// As many connections as calls are under way: none waits here for another one's answer.
const agent = new Agent({ pipelining: 1 });

/**
 * @param {SteadyLoadOrder} order
 * @returns {Promise<SteadyLoadReport>}
 */
async function run({ port, perSecond, count, authorization, firstNumber }) {
  /** @type {number[]} */
  const taken = [];
  /** @type {number[]} */
  const late = [];
  /** @type {Promise<void>[]} */
  const underWay = [];
  const url = `http://127.0.0.1:${port}/interworks/credit-check`;
  const beginsAt = performance.now() + 50;
  const dueAt = (/** @type {number} */ index) => beginsAt + (index * 1_000) / perSecond;

  const ask = async (/** @type {number} */ index) => {
    late.push(performance.now() - dueAt(index));
    const call = callOf(firstNumber + index, authorization);
    const answer = await request(url, { ...call, method: 'POST', dispatcher: agent });
    const body = await answer.body.text();
    taken.push(performance.now() - dueAt(index));
    if (answer.statusCode !== 200 || body !== 'true') {
      throw new Error(`not a yes: ${answer.statusCode} ${body}`);
    }
  };

  for (let index = 0; index < count; ) {
    await until(dueAt(index));
    for (; index < count && dueAt(index) <= performance.now(); index += 1)
      underWay.push(ask(index));
  }
  await Promise.all(underWay);
  const [took, waited] = [sorted(taken), sorted(late)];
  return {
    p50Ms: at(took, 0.5),
    p99Ms: at(took, 0.99),
    mostMs: at(took, 1),
    lateP50Ms: at(waited, 0.5),
    lateP99Ms: at(waited, 0.99),
  };
}

/** A timer rounds to whole milliseconds: the last one is waited out turn by turn. */
async function until(/** @type {number} */ moment) {
  const left = moment - performance.now();
  if (left > 2) await new Promise((resolve) => setTimeout(resolve, left - 2));
  while (performance.now() < moment) await new Promise((resolve) => setImmediate(resolve));
}

const sorted = (/** @type {readonly number[]} */ values) =>
  [...values].sort((left, right) => left - right);

/**
 * @param {readonly number[]} values in order
 * @param {number} part
 */
function at(values, part) {
  return values[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)] ?? Number.NaN;
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
process.stdout.write(JSON.stringify(await run(order)));
process.exit(0);
