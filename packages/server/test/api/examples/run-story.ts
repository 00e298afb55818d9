import { createHmac } from 'node:crypto';
import { type NativeExample, nativeOperations, type Operation } from '@aval/wire';
import { currency } from '../../../src/kernel/currency.ts';
import { createIds, type DecisionId, type OrganizationId } from '../../../src/kernel/ids.ts';
import { money } from '../../../src/kernel/money.ts';
import { demo, ok } from '../../access/rooms.ts';
import { aService } from '../a-service.ts';
import { anApplication } from '../an-application.ts';
import { expireHold } from '../expire-hold.ts';
import { judgeBasket } from '../judge-basket.ts';
import { openReview } from '../open-review.ts';
import { parkStep } from '../park-step.ts';
import { someObjects } from '../some-objects.ts';
import { startApi, type TestApi } from '../start-api.ts';
import { type Step, story } from './story.ts';

/** Runs the story on a server whose ids and time are always the same, and gives what it saw. */
export async function runStory(): Promise<readonly NativeExample[]> {
  const api = await startApi({
    ids: (clock) => createIds({ now: clock.now, fillRandom: fillAlike }),
    actors: { all: 'key:cred_erp', controller: 'user:user_carla', approver: 'user:user_anna' },
  });
  try {
    return await tell(api);
  } finally {
    await api.close();
  }
}

let filled = 0;

/** Bytes that are the same in every run, and look as though they were not. */
function fillAlike(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += 32) {
    filled += 1;
    bytes.set(createHmac('sha256', 'examples').update(String(filled)).digest(), at);
  }
}

async function tell(api: TestApi): Promise<readonly NativeExample[]> {
  const saved = new Map<string, string>();
  const examples: NativeExample[] = [];
  for (const step of story) {
    // A second for each step: full seconds read well, and no engine counts them differently.
    api.rooms.clock.pass(1_000_000n);
    await prepare(api, step, saved);
    const example = await take(api, fill(step, saved));
    examples.push(example);
    for (const [name, path] of Object.entries(step.save ?? {})) {
      saved.set(name, partOf(example.answer, path));
    }
  }
  return examples;
}

async function prepare(api: TestApi, step: Step, saved: Map<string, string>) {
  if (step.before === 'expire') await expireHold(api, saved.get('expiredId') ?? '');
  if (step.before === 'judge') {
    const basket = {
      organizationId: saved.get('organizationId') ?? '',
      total: money(2_000_00n, currency('EUR')),
      basketId: '7b1c0a52-91d4-4c8e-b5a0-2f6d3e9c1a47',
    };
    saved.set('decisionId', await judgeBasket(api, basket, fillAlike));
  }
  if (step.before === 'service') {
    saved.set('serviceId', await aService(api, 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a'));
  }
  if (step.before === 'objects') {
    saved.set('externalId', await someObjects(api, 'q7Jx0cV2mZbT9dLw4RkYpE1s'));
  }
  if (step.before === 'parkedStep') {
    const { stepId } = await parkStep(api, 'step_01jmzq8v7k3e5r9t1w2x4y6z8b', { isUnclear: true });
    saved.set('stepId', stepId);
  }
  if (step.before === 'application') saved.set('applicationId', await anApplication(api));
  if (step.before === 'review') {
    const organizationId = saved.get('organizationId') as OrganizationId;
    const decisionId = saved.get('decisionId') as DecisionId;
    saved.set('reviewId', await openReview(api, { organizationId, decisionId }));
  }
  if (step.before === 'raiseThreshold') {
    const settings = { 'limit.secondPersonAbove': '5000' };
    ok(await api.rooms.parties.changeTenant(demo, { settings, expectedVersion: null }));
    api.rooms.clock.pass(6_000_000n);
  }
}

async function take(api: TestApi, step: Step): Promise<NativeExample> {
  const { operation: id, as = 'all', params = {}, query = {}, body } = step;
  const operation: Operation = nativeOperations[id];
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const text = new URLSearchParams(query).toString();
  const answer = await api.call({
    method: operation.method,
    path: text === '' ? path : `${path}?${text}`,
    token: api.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(operation.bodyType === undefined ? {} : { type: operation.bodyType }),
  });
  return {
    operation: id,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    status: answer.status,
    answer: answer.body,
  };
}

function fill(step: Step, saved: ReadonlyMap<string, string>): Step {
  const text = JSON.stringify(step).replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = saved.get(name);
    if (value === undefined) throw new Error(`no step has saved ${name}`);
    return value;
  });
  return JSON.parse(text) as Step;
}

function partOf(answer: unknown, path: string): string {
  let part: unknown = answer;
  for (const name of path.split('.')) part = (part as Record<string, unknown>)[name];
  return String(part);
}
