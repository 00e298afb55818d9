import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../../access/rooms.ts';
import { aLine, anOrganization, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant('demo' as never, {
      settings: { 'limit.secondPersonAbove': '5000' },
      expectedVersion: null,
    }),
  );
});
afterAll(() => api.close());

test('a limit above the threshold waits for a second person, and changes nothing yet', async () => {
  const client = api.client(api.tokens.controller);
  const organizationId = await aLine(client, '5000.00');
  const params = { organizationId };
  const body = { currency: 'EUR', limit: eur('5000.01'), reason: 'a large order' };
  const answer = await client.setCreditLine({ params, body });
  expect(answer).toMatchObject({
    status: 202,
    body: {
      proposal: {
        organizationId,
        status: 'pending',
        terms: { limit: eur('5000.01') },
        baseVersion: 1,
        reason: 'a large order',
        decidedBy: null,
      },
    },
  });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { version: 1, terms: { limit: eur('5000.00') } },
  });
});

test('the same change again is the same proposal; another one must wait', async () => {
  const client = api.client(api.tokens.controller);
  const organizationId = await aLine(client, '1000.00');
  const params = { organizationId };
  const propose = (amount: string) =>
    client.setCreditLine({ params, body: { currency: 'EUR', limit: eur(amount) } });
  const first = await propose('6000.00');
  expect(await propose('6000.00')).toEqual(first);
  const proposalId = first.ok && 'proposal' in first.body ? first.body.proposal.proposalId : '';
  expect(await propose('7000.00')).toMatchObject({
    status: 409,
    problem: { code: 'credit.proposal_another_pending', params: { proposalId } },
  });
});

test('a new line, and an unlimited one, need the second person too', async () => {
  const client = api.client(api.tokens.controller);
  const { organizationId } = await anOrganization(client);
  const params = { organizationId };
  const body = { currency: 'EUR', limit: null, unlimited: true };
  expect(await client.setCreditLine({ params, body })).toMatchObject({
    status: 202,
    body: { proposal: { baseVersion: 0, terms: { unlimited: true } } },
  });
  expect(await client.getCreditLine({ params })).toMatchObject({ status: 404 });
});

test('a raise that an ERP sends waits, while its figure is applied', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000.00');
  const params = { organizationId };
  const body = { used: eur('250.00'), limit: eur('9000.00') };
  expect(await client.postErpFigures({ params, body })).toMatchObject({
    status: 200,
    body: {
      changed: true,
      limitWaits: true,
      proposal: { status: 'pending', terms: { limit: eur('9000.00') } },
    },
  });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { terms: { limit: eur('1000.00') }, figures: { used: eur('250.00') } },
  });
});

test('a raise of an ERP that another waiting change keeps out is told as not applied', async () => {
  const client = api.client(api.tokens.controller);
  const organizationId = await aLine(client, '1000.00');
  const params = { organizationId };
  await client.setCreditLine({ params, body: { currency: 'EUR', limit: eur('6000.00') } });
  const post = (limit: string) =>
    api.client().postErpFigures({ params, body: { used: eur('250.00'), limit: eur(limit) } });
  expect(await post('9000.00')).toMatchObject({ body: { limitWaits: true, proposal: null } });
  expect(await post('900.00')).toMatchObject({ body: { limitWaits: false, proposal: null } });
});
