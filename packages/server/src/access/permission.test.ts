import { expect, test } from 'vitest';
import { credentialKinds, permissionsOfScopes, scopesOf } from './credential-kind.ts';
import {
  type Permission,
  permissions,
  permissionsOfRoles,
  type Role,
  roles,
} from './permission.ts';

const kinds = Object.keys(credentialKinds) as (keyof typeof credentialKinds)[];
const roleNames = Object.keys(roles) as Role[];
const money: readonly Permission[] = [
  'line.write',
  'line.stop',
  'hold.write',
  'proposal.decide',
  'review.decide',
  'application.decide',
];

test('no key of any kind and scope can decide for a person, or change the rules for one', () => {
  for (const kind of kinds) {
    const all = permissionsOfScopes(kind, scopesOf(kind));
    // The key of a desk says whose a call is, and permits nothing by itself.
    if (kind === 'desk') expect([...all]).toEqual([]);
    else expect(all.size, kind).toBeGreaterThan(0);
    expect([...all], kind).not.toContain('proposal.decide');
    expect([...all], kind).not.toContain('review.decide');
    expect([...all], kind).not.toContain('review.write');
    expect([...all], kind).not.toContain('application.decide');
    expect([...all], kind).not.toContain('ruleset.publish');
    expect([...all], kind).not.toContain('business_rule.publish');
    expect([...all], kind).not.toContain('tenant.write');
  }
});

test('an administrator moves no money, and who proposes a limit does not decide it', () => {
  const admin = permissionsOfRoles(['admin']);
  expect(money.filter((each) => admin.has(each))).toEqual([]);
  const controller = permissionsOfRoles(['controller']);
  expect(controller.has('line.write')).toBe(true);
  expect(controller.has('proposal.decide')).toBe(false);
  expect(permissionsOfRoles(['approver']).has('line.write')).toBe(false);
});

test('a viewer and an auditor change nothing', () => {
  for (const role of ['viewer', 'auditor'] as const) {
    const writes = [...permissionsOfRoles([role])].filter((each) => !/\.(read|verify)$/.test(each));
    expect(writes, role).toEqual([]);
  }
});

test('every permission is given by some role or scope, and none is given that is not listed', () => {
  const given = new Set<string>([
    ...permissionsOfRoles(roleNames),
    ...kinds.flatMap((kind) => [...permissionsOfScopes(kind, scopesOf(kind))]),
  ]);
  expect([...given].sort()).toEqual(Object.keys(permissions).sort());
});

test('a scope of one kind means nothing to another', () => {
  expect(permissionsOfScopes('one', ['admin', 'lines', 'ask']).size).toBe(0);
  expect(permissionsOfScopes('hook', ['read', 'write']).size).toBe(0);
});
