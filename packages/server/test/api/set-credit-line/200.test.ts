import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, anOrganization, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('terms are opened, changed and found unchanged, each with its version', async () => {
  const client = api.client();
  const { organizationId } = await anOrganization(client);
  const params = { organizationId };
  const set = (amount: string, expected?: number | 'absent') =>
    client.setCreditLine({
      params,
      body: { currency: 'EUR', limit: eur(amount), reason: 'yearly review' },
      ...(expected === undefined ? {} : { expected }),
    });
  const opened = await set('100.00', 'absent');
  expect(opened).toMatchObject({ status: 200, body: { changed: true, version: 1 } });
  expect(await set('200.00', 1)).toMatchObject({ body: { changed: true, version: 2 } });
  expect(await set('200.00')).toMatchObject({ body: { changed: false, version: 2 } });
  const read = await api.call({ path: `/v1/credit-lines/${organizationId}` });
  expect(read.headers['etag']).toBe('"2"');
});

test('a temporary limit that names no mode takes the one of the tenant', async () => {
  const client = api.client();
  const params = { organizationId: await aLine(client) };
  const span = { amount: eur('50.00'), from: '2030-02-01', to: '2030-03-31' };
  const body = { currency: 'EUR', limit: eur('1000.00'), temporaryLimits: [span] };
  await client.setCreditLine({ params, body });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { terms: { temporaryLimits: [{ mode: 'override' }] }, effectiveLimit: eur('50.00') },
  });
});

test('what a PUT leaves out gets its default again', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const params = { organizationId };
  const temporary = {
    mode: 'additive',
    amount: eur('50.00'),
    from: '2030-02-01',
    to: '2030-03-01',
  };
  const body = {
    currency: 'EUR',
    limit: eur('1000.00'),
    toleranceBasisPoints: 1000,
    tolerance: eur('5.00'),
    temporaryLimits: [temporary] as never,
  };
  await client.setCreditLine({ params, body });
  const widened = await client.getCreditLine({ params });
  expect(widened).toMatchObject({
    body: { terms: body, effectiveLimit: eur('1160.00'), headroom: eur('1160.00') },
  });
  await client.setCreditLine({ params, body: { currency: 'EUR', limit: eur('1000.00') } });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: {
      terms: { toleranceBasisPoints: null, tolerance: null, temporaryLimits: [], unlimited: false },
      effectiveLimit: eur('1000.00'),
    },
  });
});

test('a limit cut below what is held undoes nothing, and shows how far it is over', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const params = { organizationId };
  await aHold(client, organizationId, '80.00');
  await client.setCreditLine({ params, body: { currency: 'EUR', limit: eur('50.00') } });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: {
      figures: { held: eur('80.00'), exposure: eur('80.00'), used: eur('0.00') },
      headroom: eur('-30.00'),
      overLimit: eur('30.00'),
      utilisation: '160.00',
      binding: { organizationId },
    },
  });
});

test('a closed line grants nothing, keeps its holds, and can be opened again', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const params = { organizationId };
  await aHold(client, organizationId, '30.00');
  expect(await client.closeCreditLine({ params })).toMatchObject({ body: { changed: true } });
  expect(await client.closeCreditLine({ params })).toMatchObject({ body: { changed: false } });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { status: 'closed', generation: 2, figures: { held: eur('30.00') } },
  });
  const body = { currency: 'EUR', limit: eur('100.00') };
  await client.setCreditLine({ params, body, expected: 'absent' });
  expect(await client.getCreditLine({ params })).toMatchObject({
    body: { status: 'open', headroom: eur('70.00') },
  });
});

test('a stop and its end need a reason, and are found unchanged the second time', async () => {
  const client = api.client();
  const params = { organizationId: await aLine(client) };
  const body = { reason: 'cheque bounced' };
  expect(await client.stopCreditLine({ params, body })).toMatchObject({ body: { changed: true } });
  expect(await client.stopCreditLine({ params, body })).toMatchObject({ body: { changed: false } });
  expect(await client.getCreditLine({ params })).toMatchObject({ body: { stopped: true } });
  expect(await client.resumeCreditLine({ params, body })).toMatchObject({
    body: { changed: true },
  });
});

test('lines are listed page by page, each once', async () => {
  const client = api.client();
  for (let made = 0; made < 3; made += 1) await aLine(client);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = {
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    };
    const page = await client.listCreditLines({ query });
    if (!page.ok) throw new Error('no page');
    expect(page.body.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.body.items.map(({ lineId }) => lineId));
    cursor = page.body.next;
  } while (cursor !== null);
  expect(seen.length).toBeGreaterThanOrEqual(3);
  expect(new Set(seen).size).toBe(seen.length);
});
