import { expect, test } from 'vitest';
import type { TransportRequest } from '../transport.ts';
import { TransportError } from '../transport.ts';
import { createServiceManagerClient } from './client.ts';

const definition = { serviceType: 'VendorX', productId: 'VX-STD', quantity: 2 };
const done = '{"Code":0,"Message":"","Result":"sub-1"}';
const refused = '{"Code":-80230,"Message":"At least 3.","Result":null}';

function answering(...answers: readonly (readonly [status: number, body: string])[]) {
  const sent: TransportRequest[] = [];
  const client = createServiceManagerClient({
    baseUrl: 'https://manager.example.test/x',
    credentials: { applicationId: 'app', applicationKey: 'key' },
    transport: async (request) => {
      const [status, body] = answers[sent.length] ?? [500, ''];
      sent.push(request);
      return { status, headers: {}, body: new TextEncoder().encode(body) };
    },
  });
  return { client, sent };
}

test('the platform asks first, and does it only after a pre-check without error', async () => {
  const { client, sent } = answering([200, done], [200, done]);
  expect(await client.checkAndCall('Subscriptions/Create', definition)).toMatchObject({
    kind: 'done',
    result: 'sub-1',
  });
  expect(sent.map(({ body }) => /"CheckOnly":\w+/.exec(body ?? '')?.[0])).toEqual([
    '"CheckOnly":true',
    '"CheckOnly":false',
  ]);
});

test('an error of the pre-check ends the action: no second call is made', async () => {
  const { client, sent } = answering([200, refused], [200, done]);
  expect(await client.checkAndCall('Subscriptions/Create', definition)).toEqual({
    kind: 'refused',
    stage: 'pre_check',
    code: -80_230,
    message: 'At least 3.',
    audience: 'end_user',
  });
  expect(sent).toHaveLength(1);
});

test('an error of the real call says that it is one', async () => {
  const { client } = answering([200, done], [200, refused]);
  expect(await client.checkAndCall('Addons/Create', definition)).toMatchObject({ stage: 'call' });
});

test('settings of the service manager travel as headers, several values with bars', async () => {
  const { client, sent } = answering([200, done]);
  await client.call('Subscriptions/Cancel', definition, {
    checkOnly: false,
    settings: { DeskTenant: 'demo', Regions: ['eu', 'us'] },
    deadlineMs: 1_500,
  });
  expect(sent[0]).toMatchObject({
    url: 'https://manager.example.test/x/api/Subscriptions/Cancel',
    deadlineMs: 1_500,
    headers: {
      'X-CloudPlatform-Setting-DeskTenant': 'demo',
      'X-CloudPlatform-Setting-Regions': 'eu|us',
      'X-CloudPlatform-APIKey': 'a2V5',
      Accept: 'Accept=application/json',
    },
  });
});

test('credentials go to no call that needs none', async () => {
  const { client, sent } = answering([200, '{"IsRegistered":true,"Success":true,"Error":null}']);
  expect(await client.isRegistered('a/b')).toBe(true);
  expect(sent[0]?.url).toMatch(/\/api\/Registration\?applicationId=a%2Fb$/);
  expect(Object.keys(sent[0]?.headers ?? {})).toEqual(['Accept']);
});

test('a status that is not 2xx throws, with the code of the envelope where there is one', async () => {
  const call = (status: number, body: string) =>
    answering([status, body]).client.call('Addons/Create', definition, { checkOnly: true });
  await expect(call(401, '{"Code":-1050,"Message":"x"}')).rejects.toMatchObject({
    fault: { kind: 'status', status: 401, code: '-1050' },
    isRetryable: false,
  });
  await expect(call(503, '<html>')).rejects.toMatchObject({
    fault: { kind: 'status', status: 503, code: null },
    isRetryable: true,
  });
});

test('an answer without a code, or that is no JSON, is never a success', async () => {
  for (const body of ['', '{}', 'true', '[]', '{"Code":0,"code":0}', '{"Result":"sub-1"}']) {
    const { client } = answering([200, body]);
    await expect(
      client.call('Assets/Create', definition, { checkOnly: false }),
    ).rejects.toMatchObject({ fault: { kind: 'unreadable' } });
  }
});

test('no answer says how it ended', async () => {
  const client = createServiceManagerClient({
    baseUrl: 'https://manager.example.test',
    credentials: null,
    transport: () => Promise.reject(new TransportError('timeout')),
  });
  await expect(client.discover()).rejects.toMatchObject({
    fault: { kind: 'no_answer', failure: 'timeout' },
  });
});

test('answers of the set-up that do not follow the contract are faults', async () => {
  for (const body of ['{}', '[]', '{"Fields":5}', '{"Fields":[{"Name":"no id"}]}']) {
    await expect(answering([200, body]).client.fields.get()).rejects.toMatchObject({
      fault: { kind: 'unreadable' },
    });
  }
  const wrong = answering([200, '[1]']).client.fields.validate({});
  await expect(wrong).rejects.toMatchObject({ fault: { kind: 'unreadable' } });
});
