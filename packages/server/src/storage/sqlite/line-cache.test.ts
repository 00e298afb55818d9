import { expect, test } from 'vitest';
import { aLine, lineId, organizationId, tenantId } from '../../../test/builders/credit.ts';
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
