import type { AnswerOf, NativeOperations } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forBackOffice, forCustomers, someRules, tooMany } from '../../builders/business-rules.ts';
import { aService } from '../a-service.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Receipt = AnswerOf<NativeOperations['draftBusinessRules']>;

let services = 0;
async function someParams(operation = 'subscription.create') {
  services += 1;
  const body = String(services).padStart(26, '0');
  return { serviceId: await aService(api, `svc_${body}`), operation };
}

const own = {
  content: someRules(
    {},
    {
      messages: {
        too_many: forCustomers('Too many licences.', { nl: 'Te veel licenties.' }),
        ended: forBackOffice('Has ended.'),
      },
    },
  ),
  cases: [{ name: 'many', facts: { quantityBefore: 11, state: 'active' }, expect: [tooMany] }],
};

async function drafted(params: Awaited<ReturnType<typeof someParams>>, body: unknown = own) {
  const answer = await api.client().draftBusinessRules({ params, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.body as Receipt;
}

test('rules go from a draft by a key to those in force by a person, and back', async () => {
  const params = await someParams();
  const { hash } = await drafted(params);
  const person = api.client(api.tokens.approver);
  const first = { ...params, version: '1' };
  expect(await person.publishBusinessRules({ params: first, body: { hash } })).toMatchObject({
    ok: true,
    body: { status: 'published', publishedBy: expect.stringMatching(/^user:/) },
  });
  await person.activateBusinessRules({ params: first });
  const second = await drafted(params, { ready: true });
  expect(second).toMatchObject({ version: 2, status: 'draft' });
  const next = { ...params, version: '2' };
  await person.publishBusinessRules({ params: next, body: { hash: second.hash } });
  await person.activateBusinessRules({ params: next });
  expect(await person.getBusinessRules({ params })).toMatchObject({ body: { inForce: 2 } });
  await person.rollBackBusinessRules({ params, body: { version: 1 } });
  expect(await person.getBusinessRules({ params })).toMatchObject({
    body: {
      inForce: 1,
      versions: [{ version: 2 }, { version: 1 }],
      activations: [{ version: 1 }, { version: 2 }, { version: 1 }],
    },
  });
});

test('what a version says comes back as it was sent', async () => {
  const params = await someParams();
  const { hash } = await drafted(params);
  const answer = await api.client().getBusinessRuleVersion({ params: { ...params, version: '1' } });
  expect(answer).toMatchObject({ ok: true, body: { hash, ...own } });
});

test('a try tells what the platform would be told, in the language of its user, and why', async () => {
  const params = { ...(await someParams()), version: '1' };
  await drafted(params);
  const facts = { quantityBefore: 11, state: 'cancelled' };
  const answer = await api.client().testBusinessRules({ params, body: { facts, language: 'nl' } });
  expect(answer).toMatchObject({
    ok: true,
    body: {
      passed: true,
      cases: [{ name: 'many', passed: true, actual: '-81000 too_many' }],
      tried: {
        broken: [
          { code: -81_000, audience: 'end_user', text: 'Te veel licenties.' },
          { code: -10_000, audience: 'back_office', text: 'Has ended.' },
        ],
        answer: {
          code: -10_000,
          audience: 'back_office',
          message: 'Te veel licenties. Has ended.',
        },
        trace: { tables: [{ rules: [{ outcome: 'matched' }, { outcome: 'matched' }] }] },
      },
    },
  });
  const alone = await api.client().testBusinessRules({ params });
  expect(alone).toMatchObject({ body: { tried: null } });
});

test('facts that are not given are not known, and what hangs on them is told', async () => {
  const params = { ...(await someParams()), version: '1' };
  await drafted(params);
  const answer = await api
    .client()
    .testBusinessRules({ params, body: { facts: { state: 'active' } } });
  expect(answer).toMatchObject({
    body: { tried: { answer: { code: -1080, audience: 'back_office' }, trace: { tables: [] } } },
  });
});

test('verify names everything that is wrong, in words, and what is worth knowing', async () => {
  const params = { ...(await someParams()), version: '1' };
  await drafted(params, { ...own, cases: [] });
  const answer = await api.client().verifyBusinessRules({ params });
  expect(answer).toMatchObject({
    body: { fit: false, problems: [{ code: 'rules.cases_missing', text: expect.any(String) }] },
  });
  await drafted(params);
  const fit = await api.client().verifyBusinessRules({ params });
  expect(fit).toMatchObject({ ok: true, body: { fit: true, problems: [] } });
  const notes = fit.ok ? fit.body.notes.map(({ text }) => text) : [];
  expect(notes).toContain('No case breaks rule 2 of Table 1.');
  expect(notes).toContain('The message ended has no text in pl.');
});

test('sets are listed by service, page by page', async () => {
  const params = await someParams('asset.create');
  await drafted(params);
  await drafted({ ...params, operation: 'addon.cancel' });
  const { serviceId } = params;
  const first = await api.client().listBusinessRules({ query: { serviceId, limit: 1 } });
  expect(first).toMatchObject({ body: { items: [{ operation: 'addon.cancel', inForce: null }] } });
  const cursor = first.ok ? (first.body.next ?? '') : '';
  const second = await api.client().listBusinessRules({ query: { serviceId, limit: 1, cursor } });
  expect(second).toMatchObject({ body: { items: [{ operation: 'asset.create' }], next: null } });
  // A cursor is good for its own list alone.
  expect(await api.client().listBusinessRules({ query: { cursor } })).toMatchObject({
    status: 400,
  });
});
