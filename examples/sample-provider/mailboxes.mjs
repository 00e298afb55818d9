import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';

/**
 * @typedef {{
 *   stepId: string,
 *   operation: 'create' | 'update' | 'suspend' | 'activate' | 'cancel' | 'changePlan',
 *   object: 'subscription' | 'asset',
 *   externalId: string,
 *   objectVersion: number,
 *   desired: { productId?: unknown, quantity?: unknown },
 * }} Step
 *
 * @typedef {{ plan: string, seats: number, isSuspended: boolean, version: number }} Mailboxes
 * @typedef {{ status: 204 } | { status: 404 | 422, reason: string }} Answer
 */

/**
 * What customers have, in a file. A step carries the whole wish, so applying it sets and never adds;
 * its id and the version of its object tell a repeat and a late one from news.
 *
 * @param {string} file
 * @param {readonly string[]} plans that can be bought
 */
export function openMailboxes(file, plans) {
  /** @type {{ mailboxes: Record<string, Mailboxes>, steps: Record<string, true> }} */
  const state = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { mailboxes: {}, steps: {} };

  return {
    /** @returns {Readonly<Record<string, Mailboxes>>} */
    all: () => state.mailboxes,

    /**
     * @param {Step} step
     * @returns {Answer}
     */
    carryOut(step) {
      // The desk did not hear that it was done, and asks again.
      if (Object.hasOwn(state.steps, step.stepId)) return { status: 204 };
      const answer = apply(state.mailboxes, step, plans);
      if (answer.status !== 204) return answer;
      state.steps[step.stepId] = true;
      // On the disk before the answer: what was answered is done, whatever happens next.
      save(file, state);
      return answer;
    },
  };
}

/**
 * @param {Record<string, Mailboxes>} mailboxes
 * @param {Step} step
 * @param {readonly string[]} plans
 * @returns {Answer}
 */
function apply(mailboxes, step, plans) {
  const { externalId, operation, objectVersion, desired } = step;
  const known = Object.hasOwn(mailboxes, externalId) ? mailboxes[externalId] : undefined;
  if (operation === 'cancel') {
    // The desk takes this for done: there is nothing left to cancel.
    if (known === undefined) return { status: 404, reason: 'There is no such mailbox.' };
    delete mailboxes[externalId];
    return { status: 204 };
  }
  if (known === undefined && operation !== 'create') {
    return { status: 422, reason: 'There is no such mailbox.' };
  }
  if (known !== undefined && known.version > objectVersion) return { status: 204 };
  const plan = String(desired.productId ?? '');
  if (!plans.includes(plan)) return { status: 422, reason: `There is no plan "${plan}".` };
  mailboxes[externalId] = {
    plan,
    seats: Number(desired.quantity ?? 0),
    isSuspended:
      operation === 'suspend' || (operation !== 'activate' && known?.isSuspended === true),
    version: objectVersion,
  };
  return { status: 204 };
}

/**
 * Whole or not at all, also when the machine dies meanwhile.
 *
 * @param {string} file
 * @param {unknown} state
 */
function save(file, state) {
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  writeSync(handle, JSON.stringify(state, null, 2));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, file);
}
