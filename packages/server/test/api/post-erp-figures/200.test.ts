import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, anOrganization, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a figure of the ERP counts beside what is held, and equal ones change nothing', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000.00');
  const params = { organizationId };
  await aHold(client, organizationId, '100.00');
  const body = { used: eur('300.00'), available: eur('700.00') };
  expect(await client.postErpFigures({ params, body })).toMatchObject({
    body: { changed: true, stale: false, headroom: eur('600.00'), proposal: null },
  });
  expect(await client.postErpFigures({ params, body })).toMatchObject({ body: { changed: false } });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { erp: { reportedAvailable: eur('700.00') }, figures: { exposure: eur('400.00') } },
  });
});

test('figures older than those in force are not applied', async () => {
  const client = api.client();
  const params = { organizationId: await aLine(client) };
  const post = (used: string, asOf: string) =>
    client.postErpFigures({ params, body: { used: eur(used), asOf } });
  await post('10.00', '2030-02-02T00:00:00Z');
  expect(await post('99.00', '2030-02-01T00:00:00Z')).toMatchObject({
    body: { changed: false, stale: true },
  });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { figures: { used: eur('10.00') }, erp: { asOf: '2030-02-02T00:00:00Z' } },
  });
});

test('captures that the ERP names leave the exposure, those it does not name stay', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000.00');
  const params = { organizationId };
  const holdId = await aHold(client, organizationId, '300.00');
  for (const [amount, reference] of [
    ['100.00', 'INV-1'],
    ['50.00', 'INV-2'],
  ] as const) {
    await client.captureHold({ params: { holdId }, body: { amount: eur(amount), reference } });
  }
  const body = { used: eur('420.00'), captures: ['INV-1', 'INV-9'] };
  const answer = await client.postErpFigures({ params, body, idempotencyKey: 'erp-1' });
  expect(answer).toMatchObject({ body: { seenReferences: ['INV-1'] } });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: {
      figures: { used: eur('420.00'), held: eur('150.00'), captured: eur('50.00') },
      headroom: eur('380.00'),
    },
  });
  expect(await client.postErpFigures({ params, body, idempotencyKey: 'erp-1' })).toEqual({
    ...answer,
    replayed: true,
  });
});

test('a customer in credit has a negative figure', async () => {
  const client = api.client();
  const params = { organizationId: await aLine(client, '100.00') };
  expect(await client.postErpFigures({ params, body: { used: eur('-25.00') } })).toMatchObject({
    body: { headroom: eur('125.00') },
  });
});

test('figures alone open no line, and keep its currency', async () => {
  const client = api.client();
  const { organizationId } = await anOrganization(client);
  const used = eur('1.00');
  expect(await client.postErpFigures({ params: { organizationId }, body: { used } })).toMatchObject(
    { status: 404 },
  );
  const params = { organizationId: await aLine(client) };
  const dollars = { used: { amount: '1.00', currency: 'USD' } };
  expect(await client.postErpFigures({ params, body: dollars })).toMatchObject({
    status: 409,
    problem: { code: 'credit.currency_fixed' },
  });
  const mixed = { used, limit: { amount: '1.00', currency: 'USD' } };
  expect(await client.postErpFigures({ params, body: mixed })).toMatchObject({
    status: 400,
    problem: { code: 'money.currency_mismatch' },
  });
});
