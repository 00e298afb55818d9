import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../../src/access/index.ts';
import { present } from '../../../src/kernel/assert.ts';
import { currency } from '../../../src/kernel/currency.ts';
import { money } from '../../../src/kernel/money.ts';
import { demo, ok, second } from '../../access/rooms.ts';
import { aService } from '../a-service.ts';
import { anApplication } from '../an-application.ts';
import { aHold, aLine } from '../builders.ts';
import { answersCompared } from '../documented.ts';
import { dumpOf } from '../dump.ts';
import { judgeBasket } from '../judge-basket.ts';
import { openReview } from '../open-review.ts';
import { parkStep } from '../park-step.ts';
import { type Ids, operationList, sampleCall } from '../sample-calls.ts';
import { someObjects } from '../some-objects.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
let theirs: Required<Ids>;
let approver: string;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant(second, {
      settings: { 'limit.secondPersonAbove': '5000' },
      expectedVersion: null,
    }),
  );
  const other = api.client(api.tokens.otherTenant);
  const organizationId = await aLine(other);
  const holdId = await aHold(other, organizationId);
  const raised = await other.setCreditLine({
    params: { organizationId },
    body: { currency: 'EUR', limit: { amount: '9000.00', currency: 'EUR' } },
  });
  const proposal = raised.ok && 'proposal' in raised.body ? raised.body.proposal : null;
  const total = money(1_00n, currency('EUR'));
  const tenantId = second;
  const companyNumber = 'kvk:90000009';
  await other.putCompany({ params: { companyNumber }, body: { name: 'Theirs' } });
  await other.putPaymentBehaviour({ params: { organizationId }, body: { asOf: '2030-01-01' } });
  await other.createRuleset({ body: JSON.stringify({ name: 'Theirs', ready: 'open' }) });
  const serviceId = await aService(api, 'svc_01jh0000000000000000000009', second);
  await other.draftBusinessRules({
    params: { serviceId, operation: 'subscription.create' },
    body: '{"ready":true}',
  });
  const { stepId } = await parkStep(api, 'step_01jh0000000000000000000009', { tenantId });
  theirs = {
    serviceId,
    stepId,
    externalId: await someObjects(api, 'sub-99990001', { tenantId }),
    rulesetId: '1',
    companyNumber,
    organizationId,
    holdId,
    proposalId: present(proposal, 'proposal').proposalId,
    decisionId: await judgeBasket(api, { organizationId, total, tenantId }),
    reviewId: await openReview(api, { tenantId }),
    applicationId: await anApplication(api, { tenantId }),
  };
  const email = 'all@example.com';
  const password = 'a password that is long enough, too';
  const everything = ['controller', 'approver'];
  ok(
    await api.rooms.access.addUser(
      demo,
      { email, name: 'All', roles: everything, password },
      operatorActor,
    ),
  );
  approver = ok(await api.rooms.access.signIn({ email, password, source: '10.0.0.1' })).token;
});
afterAll(() => api.close());

/** A company that is not there yet is made by the call that says what it is. */
const withIds = operationList.filter(([id, { path }]) => path.includes('{') && id !== 'putCompany');

test.each(withIds)('%s says the same of what is absent and what is not yours', async (id) => {
  const before = await dumpOf(api);
  const headers = { 'x-request-id': 'same' };
  const absent = await api.call({ ...sampleCall(id), token: approver, headers });
  const foreign = await api.call({ ...sampleCall(id, theirs), token: approver, headers });
  expect([absent.status, absent.problem.code]).toEqual([404, 'http.not_found']);
  expect(foreign.text).toBe(absent.text);
  expect(foreign.headers).toEqual({ ...absent.headers, date: foreign.headers['date'] });
  expect(await dumpOf(api)).toEqual(before);
});

test('a hold for an organization of another tenant is refused as one without a line', async () => {
  const { organizationId } = theirs;
  const body = { organizationId, amount: { amount: '1.00', currency: 'EUR' } };
  const answer = await api.client().placeHold({ body });
  expect(answer).toMatchObject({
    status: 200,
    body: { approved: false, reasons: [{ code: 'credit.no_line' }] },
  });
});

test('a list shows nothing of another tenant', async () => {
  const client = api.client();
  const lists = await Promise.all([
    client.listOrganizations({}),
    client.listCreditLines({}),
    client.listHolds({}),
    client.listProposals({}),
    client.listRates({}),
    client.listReviews({}),
    client.listApplications({}),
    client.listRulesets({}),
    client.listBusinessRules({}),
    client.listProviderSteps({}),
  ]);
  for (const list of lists)
    expect(JSON.stringify(list)).not.toMatch(/org_|hold_|prop_|rate_|rev_|svc_|step_/);
  const events = await client.listEvents({ query: { organizationId: theirs.organizationId } });
  expect(events).toMatchObject({ body: { events: [] } });
});

test('answers are compared with their description', () => {
  expect(answersCompared).toBeGreaterThan(withIds.length);
});

test('an address that does not exist is not found', async () => {
  const answer = await api.call({ path: '/v1/nothing' });
  expect([answer.status, answer.problem.code]).toEqual([404, 'http.not_found']);
});
