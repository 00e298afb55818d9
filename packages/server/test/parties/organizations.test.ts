import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganizationId } from '../../src/kernel/ids.ts';
import { fromImportRecord } from '../../src/parties/index.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from '../access/rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  const account = (value: string) => ({ source: 'interworks', kind: 'account', value });
  const client = (value: string) => ({ source: 'one', kind: 'client', value });
  const create = async (name: string, ...references: ReturnType<typeof account>[]) =>
    ok(await rooms.parties.createOrganization(demo, { name, references }));

  test('an organization is found by each of its references, however they are written', async () => {
    const made = await create('Acme Trading', account('151'), client('ORG:8872D4F8'));
    const { parties } = rooms;
    const byAccount = await parties.organizationOf(demo, account('0151'));
    const byClient = await parties.organizationOf(demo, client('8872d4f8'));
    expect(byAccount?.organizationId).toBe(made.organizationId);
    expect(byClient).toEqual(byAccount);
    expect(byClient?.references.map(({ value }) => value)).toEqual(['151', 'org:8872D4F8']);
  });

  test('another tenant has ids of its own', async () => {
    const made = await create('Shared id', account('700'));
    const { parties } = rooms;
    expect(await parties.organizationOf(second, account('700'))).toBeNull();
    expect(await parties.organization(second, made.organizationId)).toBeNull();
    const other = { name: 'Other', references: [account('700')] };
    expect(codeOf(await parties.createOrganization(second, other))).toBe('ok');
  });

  test('a reference belongs to one organization: the second gets nothing written', async () => {
    await create('First', account('200'));
    const input = { name: 'Second', references: [client('fresh-1'), account('200')] };
    const answer = await rooms.parties.createOrganization(demo, input);
    expect(answer).toEqual({
      ok: false,
      refusal: {
        code: 'parties.reference_taken',
        source: 'interworks',
        kind: 'account',
        value: '200',
      },
    });
    expect(await rooms.parties.organizationOf(demo, client('fresh-1'))).toBeNull();
  });

  test('an individual never becomes an organization', async () => {
    const input = { name: 'Jan', references: [client('ind:1')] };
    expect(codeOf(await rooms.parties.createOrganization(demo, input))).toBe(
      'parties.individual_refused',
    );
  });

  test('the same key gives the same organization, and refuses other content', async () => {
    const { parties } = rooms;
    const key = { scope: 'organizations', value: 'key-1', fingerprint: 'a' };
    const input = { name: 'Keyed', references: [] };
    const first = ok(await parties.createOrganization(demo, input, key));
    const again = ok(await parties.createOrganization(demo, input, key));
    expect(again).toEqual(first);
    const other = { ...key, fingerprint: 'b' };
    expect(codeOf(await parties.createOrganization(demo, input, other))).toBe('parties.key_reused');
    const ofSecond = ok(await parties.createOrganization(second, input, key));
    expect(ofSecond.organizationId).not.toBe(first.organizationId);
  });

  test('a new name raises the version; the same name changes nothing', async () => {
    const { parties } = rooms;
    const { organizationId, version } = await create('Old name');
    const rename = (name: string, expectedVersion: bigint | null) =>
      parties.renameOrganization(demo, organizationId, { name, expectedVersion });
    expect(ok(await rename('New name', version))).toMatchObject({ name: 'New name', version: 2n });
    expect(ok(await rename('New name', null)).version).toBe(2n);
    expect(await parties.organization(demo, organizationId)).toMatchObject({ name: 'New name' });
    expect(codeOf(await rename('Late', version))).toBe('parties.version_changed');
    const unknown = 'org_00000000000000000000000000' as OrganizationId;
    const change = { name: 'X', expectedVersion: null };
    expect(codeOf(await parties.renameOrganization(demo, unknown, change))).toBe(
      'parties.organization_unknown',
    );
  });

  test('a reference that was removed is free for another organization', async () => {
    const { parties } = rooms;
    const { organizationId } = await create('Had it', account('600'));
    const other = await create('Wants it');
    const remove = (reference: ReturnType<typeof account>) =>
      parties.removeReference(demo, organizationId, reference);
    expect(codeOf(await remove(account('601')))).toBe('parties.reference_unknown');
    expect(codeOf(await remove(account('0600')))).toBe('ok');
    expect(await parties.organizationOf(demo, account('600'))).toBeNull();
    expect(codeOf(await parties.addReference(demo, other.organizationId, account('600')))).toBe(
      'ok',
    );
    expect(codeOf(await remove(account('600')))).toBe('parties.reference_unknown');
  });

  test('a reference can be added later, once', async () => {
    const { parties } = rooms;
    const { organizationId } = await create('Grows', account('300'));
    const other = await create('Other', account('301'));
    const add = (value: string) => parties.addReference(demo, organizationId, account(value));
    expect(ok(await add('302')).references).toHaveLength(2);
    expect(ok(await add('0302')).references).toHaveLength(2);
    expect(codeOf(await add('301'))).toBe('parties.reference_taken');
    expect(codeOf(await parties.addReference(demo, other.organizationId, client('ind:2')))).toBe(
      'parties.individual_refused',
    );
  });

  test('changes at once that name no version all come to pass, and one owner gets a reference', async () => {
    const { parties } = rooms;
    const [left, right] = [await create('Left'), await create('Right')];
    const own = Array.from({ length: 8 }, (_, index) =>
      parties.addReference(demo, left.organizationId, client(`busy-${index}`)),
    );
    const shared = [left, right, left, right].map(({ organizationId }) =>
      parties.addReference(demo, organizationId, client('busy-shared')),
    );
    const renamed = parties.renameOrganization(demo, left.organizationId, {
      name: 'Busy',
      expectedVersion: null,
    });
    expect((await Promise.all(own)).map(codeOf)).toEqual(own.map(() => 'ok'));
    expect(ok(await renamed).name).toBe('Busy');
    const codes = (await Promise.all(shared)).map(codeOf).sort();
    expect(codes).toEqual(['ok', 'ok', 'parties.reference_taken', 'parties.reference_taken']);
    const owner = await parties.organizationOf(demo, client('busy-shared'));
    const after = await parties.organization(demo, left.organizationId);
    const isLefts = owner?.organizationId === left.organizationId;
    expect(after?.references).toHaveLength(isLefts ? 9 : 8);
    expect(after?.version).toBe(isLefts ? 11n : 10n);
  });

  test('a page of organizations goes on where the one before ended', async () => {
    for (const name of ['A', 'B', 'C']) await create(name);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await rooms.parties.organizations(demo, { after, limit: 2 });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ organizationId }) => organizationId));
      after = page.next;
    } while (after !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort());
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test('an import creates, updates, leaves alone and refuses, row by row', async () => {
    const { parties } = rooms;
    await create('Known by account', account('400'));
    await create('One', account('401'));
    await create('Two', client('two'));
    const records: Record<string, string>[] = [
      { name: 'Fresh', interworks_account: '410', one_client: 'org:fresh', kvk_number: '28092355' },
      { name: 'Known by account', interworks_account: '400', erp_number: 'D-400' },
      { name: 'Fresh', interworks_account: '410' },
      { name: 'Mixed', interworks_account: '401', one_client: 'two' },
      { name: '', interworks_account: '411' },
      { name: 'Jan', one_client: 'ind:9' },
      { name: 'One', interworks_account: '401' },
    ];
    const rows = records.map(fromImportRecord);
    const results = await parties.importOrganizations(demo, rows);
    expect(results.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(
      results.map((result) =>
        result.outcome === 'refused' ? result.refusal.code : result.outcome,
      ),
    ).toEqual([
      'created',
      'updated',
      'unchanged',
      'parties.references_disagree',
      'parties.name_invalid',
      'parties.individual_refused',
      'unchanged',
    ]);
    const again = await parties.importOrganizations(demo, rows.slice(0, 3));
    expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  test('rows that speak of one organization are taken in one after the other', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      name: `Name ${index}`,
      references: [account('500'), ...(index === 0 ? [] : [account(String(50_000 + (index % 9)))])],
    }));
    const results = await rooms.parties.importOrganizations(demo, rows);
    expect(results.every(({ outcome }) => outcome !== 'refused')).toBe(true);
    const organization = await rooms.parties.organizationOf(demo, account('500'));
    expect(organization?.name).toBe('Name 99');
    expect(organization?.references).toHaveLength(10);
  });
});
