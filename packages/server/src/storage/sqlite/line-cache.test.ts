import { expect, test } from 'vitest';
import { aGroup, aLine, lineId, organizationId, tenantId } from '../../../test/builders/credit.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { createLineCache } from './line-cache.ts';

test('a line is found by its id and by its organization, within its tenant alone', () => {
  const cache = createLineCache();
  const line = aLine();
  cache.put(line);
  expect(cache.ofId(tenantId, lineId('own'))).toBe(line);
  expect(cache.ofOrganization(tenantId, organizationId('own'))).toBe(line);
  expect(cache.ofId('other' as TenantId, lineId('own'))).toBeUndefined();
  expect(cache.ofOrganization('other' as TenantId, organizationId('own'))).toBeUndefined();
});

test('the line that was put last is the one that is found', () => {
  const cache = createLineCache();
  cache.put(aLine({ version: 1n }));
  cache.put(aLine({ version: 2n }));
  expect(cache.ofOrganization(tenantId, organizationId('own'))?.version).toBe(2n);
});

test('never more lines are kept than it was made for', () => {
  const cache = createLineCache(3);
  const names = Array.from({ length: 10 }, (_, index) => `line_${index}`);
  for (const name of names) cache.put(aLine({ name }));
  const kept = names.filter((name) => cache.ofId(tenantId, lineId(name)) !== undefined);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThanOrEqual(3);
  expect(kept).toContain('line_9');
});

test('levels are all there, up to the root, or none', () => {
  const cache = createLineCache();
  const [own, middle, root] = aGroup({}, {}, {});
  if (middle === undefined || root === undefined) throw new Error('no levels');
  const levels = () => cache.levels(tenantId, own.organizationId);
  cache.put(own);
  expect(levels()).toBeNull();
  cache.put(root);
  expect(levels()).toBeNull();
  cache.put(middle);
  expect(levels()).toEqual([own, middle, root]);
  expect(cache.levels(tenantId, root.organizationId)).toEqual([root]);
  expect(cache.levels(tenantId, organizationId('nobody'))).toBeNull();
  expect(cache.levels('other' as TenantId, own.organizationId)).toBeNull();
});

test('a line whose level above had to make room has no levels at hand', () => {
  const cache = createLineCache(2);
  const [own, middle, root] = aGroup({}, {}, {});
  for (const line of [own, middle, root]) if (line !== undefined) cache.put(line);
  expect(cache.levels(tenantId, own.organizationId)).toBeNull();
  cache.put(own);
  expect(cache.levels(tenantId, own.organizationId)).toBeNull();
});
