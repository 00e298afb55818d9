import type { NativeOperationId } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  credentialKinds,
  operatorActor,
  type Permission,
  roles,
} from '../../../src/access/index.ts';
import { permissionOf } from '../../../src/api/permissions.ts';
import { demo, ok } from '../../access/rooms.ts';
import { dumpOf } from '../dump.ts';
import { operationList, sampleCall } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
const tokens = new Map<string, string>();
beforeAll(async () => {
  api = await startApi();
  const { access } = api.rooms;
  for (const role of Object.keys(roles)) {
    const email = `${role}@matrix.example`;
    const password = `the password of ${role}, long enough`;
    ok(await access.addUser(demo, { email, name: role, roles: [role], password }, operatorActor));
    const source = `10.0.0.${tokens.size}`;
    tokens.set(`role ${role}`, ok(await access.signIn({ email, password, source })).token);
  }
  for (const scope of Object.keys(credentialKinds.api.scopes)) {
    const issued = ok(
      await access.addCredential(demo, {
        kind: 'api',
        name: scope,
        scopes: [scope],
        expiresAt: null,
        installation: null,
        createdBy: operatorActor,
      }),
    );
    tokens.set(`scope ${scope}`, issued.secret.kind === 'api' ? issued.secret.key : '');
  }
});
afterAll(() => api.close());

const holders: readonly (readonly [string, readonly Permission[]])[] = [
  ...Object.entries(roles).map(([role, list]) => [`role ${role}`, list] as const),
  ...Object.entries(credentialKinds.api.scopes).map(
    ([scope, list]) => [`scope ${scope}`, list] as const,
  ),
];

test.each(operationList)('%s is closed to whoever lacks its permission', async (id) => {
  const permission = permissionOf[id];
  const opened: string[] = [];
  for (const [holder, permitted] of holders) {
    const isPermitted = permitted.includes(permission);
    const before = isPermitted ? null : await dumpOf(api);
    const answer = await api.call({ ...sampleCall(id), token: tokens.get(holder) ?? '' });
    if (isPermitted) {
      opened.push(holder);
      expect([holder, answer.status]).not.toEqual([holder, 403]);
      continue;
    }
    expect([holder, answer.status, answer.problem.code]).toEqual([holder, 403, 'access.forbidden']);
    expect(answer.problem.params).toEqual({ permission });
    expect(await dumpOf(api)).toEqual(before);
  }
  // A table in which nobody may, or everybody, would prove nothing.
  expect(opened.length).toBeGreaterThan(0);
  expect(opened.length).toBeLessThan(holders.length);
});

test('no scope of any key lets a key approve', () => {
  const deciding = [
    'approveProposal',
    'decideReview',
    'publishRuleset',
    'activateRuleset',
    'rollBackRuleset',
    'retireRuleset',
    'publishBusinessRules',
    'activateBusinessRules',
    'rollBackBusinessRules',
  ] as const satisfies NativeOperationId[];
  const needed: readonly Permission[] = deciding.map((id) => permissionOf[id]);
  const scopes = Object.values(credentialKinds).flatMap((kind) =>
    Object.values<readonly Permission[]>(kind.scopes),
  );
  expect(scopes.length).toBeGreaterThan(5);
  expect(scopes.filter((list) => needed.some((one) => list.includes(one)))).toEqual([]);
});

test('who decides reviews does not for that approve over a limit', async () => {
  const body = { version: 1, verdict: 'approved', reason: 'known', overLimit: true };
  const { path, ...call } = sampleCall('decideReview');
  const told: string[] = [];
  const before = await dumpOf(api);
  for (const role of ['clerk', 'controller', 'approver'] as const) {
    const token = tokens.get(`role ${role}`) ?? '';
    const answer = await api.call({ ...call, path, token, body });
    told.push(`${role} ${answer.status} ${answer.problem.code}`);
  }
  expect(told).toEqual([
    'clerk 403 access.forbidden',
    'controller 404 http.not_found',
    'approver 404 http.not_found',
  ]);
  expect(await dumpOf(api)).toEqual(before);
});
