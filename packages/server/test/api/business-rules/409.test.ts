import { afterAll, beforeAll, expect, test } from 'vitest';
import { forBackOffice, forCustomers, someRules } from '../../builders/business-rules.ts';
import { aService } from '../a-service.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
const params = { serviceId: 'svc_00000000000000000000000001', operation: 'subscription.create' };
const first = { ...params, version: '1' };
beforeAll(async () => {
  api = await startApi();
  await aService(api, params.serviceId);
});
afterAll(() => api.close());

const draft = (body: unknown, of: { serviceId: string; operation: string } = params) =>
  api.client().draftBusinessRules({ params: of, body: JSON.stringify(body) });

test('what is not fit is not published, and the problems say where', async () => {
  const messages = {
    too_many: forCustomers('Only {headroom} EUR are left.'),
    ended: forBackOffice('Has ended.'),
  };
  const made = await draft({ content: someRules({}, { messages }), cases: [] });
  const hash = made.ok ? made.body.hash : '';
  const before = await dumpOf(api);
  const person = api.client(api.tokens.approver);
  const answer = await person.publishBusinessRules({ params: first, body: { hash } });
  expect(answer).toMatchObject({
    status: 409,
    problem: {
      code: 'fulfilment.rules_unfit',
      params: {
        problems: ['A text of too_many is for customers and shows a figure: {headroom}.'],
      },
    },
  });
  expect(await person.activateBusinessRules({ params: first })).toMatchObject({
    status: 409,
    problem: { code: 'fulfilment.rules_not_published' },
  });
  expect(await person.rollBackBusinessRules({ params, body: { version: 1 } })).toMatchObject({
    status: 409,
    problem: { code: 'fulfilment.rules_never_active' },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('a change of what somebody else has changed is refused', async () => {
  const before = await dumpOf(api);
  const answer = await api
    .client()
    .draftBusinessRules({ params, body: '{"ready":true}', expected: 9 });
  expect(answer).toMatchObject({ status: 412, problem: { code: 'fulfilment.rules_changed' } });
  const hash = '0'.repeat(64);
  const person = api.client(api.tokens.approver);
  expect(await person.publishBusinessRules({ params: first, body: { hash } })).toMatchObject({
    status: 412,
  });
  expect(await dumpOf(api)).toEqual(before);
});

test.each<[string, unknown, Record<string, string>]>([
  [
    'no content',
    { content: {}, cases: [] },
    { path: 'content.formatVersion', expected: 'a member' },
  ],
  [
    'a language that is none of ours',
    {
      content: someRules({}, {
        messages: { x: { audience: 'end_user', texts: { fr: 'Non' } } },
      } as never),
      cases: [],
    },
    { path: 'messages.x.texts.fr', expected: 'en, nl, de, pl, el' },
  ],
  [
    'an audience that is none',
    {
      content: someRules({}, { messages: { x: { audience: 'all', texts: {} } } } as never),
      cases: [],
    },
    { path: 'messages.x.audience', expected: 'end_user or back_office' },
  ],
  [
    'a case without what it expects',
    { content: someRules(), cases: [{ name: 'x', facts: {} }] },
    { path: 'cases.0.expect', expected: 'a member' },
  ],
])('what is no set of rules is named: %s', async (_, body, where) => {
  const before = await dumpOf(api);
  expect(await draft(body)).toMatchObject({
    status: 422,
    problem: { code: 'fulfilment.rules_unreadable', params: where },
  });
  expect(await dumpOf(api)).toEqual(before);
});

test('no rules come ready to use where document 001 gives no example', async () => {
  const answer = await draft({ ready: true }, { ...params, operation: 'asset.cancel' });
  expect(answer).toMatchObject({
    status: 422,
    problem: { code: 'fulfilment.rules_not_ready_made', params: { operation: 'asset.cancel' } },
  });
});
