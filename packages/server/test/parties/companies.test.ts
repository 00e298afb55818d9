import { randomFillSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, minute } from '../../src/kernel/clock.ts';
import { createIds } from '../../src/kernel/ids.ts';
import {
  type CompanyDraft,
  type CompanyProvider,
  type CompanyService,
  createCompanyService,
  type ProviderAnswer,
} from '../../src/parties/index.ts';
import { createCompanyReader } from '../../src/storage/reads/company-reads.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from '../access/rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  let kvk: AskedProvider;
  let companies: CompanyService;
  beforeAll(async () => {
    rooms = await open();
    kvk = aProvider();
    companies = serviceOn(rooms, kvk.provider);
  });
  afterAll(() => rooms.close());

  const kvkNumber = (number: string) => ({ scheme: 'kvk', number }) as const;
  const branch = (number: string) => ({ scheme: 'kvk-branch', number }) as const;
  const put = (number: string, draft: Partial<CompanyDraft> = {}) =>
    companies.putCompany(demo, kvkNumber(number), {
      draft: { name: `Company ${number}`, ...draft },
      numbers: draft.numbers ?? null,
      expected: null,
    });
  const imported = (...drafts: readonly CompanyDraft[]) =>
    companies.importCompanies(
      demo,
      drafts.map((draft) => ({ draft, asOf: null })),
      'import',
    );

  test('a company comes back as it was put, by each of its numbers, for its tenant alone', async () => {
    const draft = {
      name: 'Test BV Donald',
      address: 'Hizzaarderlaan 3 A',
      zipcode: '8823SJ',
      city: 'Lollum',
      country: 'NL',
      legalForm: 'BeslotenVennootschap',
      active: true,
      foundedOn: '1949-05-19',
      activities: [{ code: '01.24.1', text: 'Teelt van appels en peren', isMain: true }],
    };
    const numbers = [branch('000037178598')];
    const { company, isNew } = ok(await put('68750110', { ...draft, numbers }));
    expect(isNew).toBe(true);
    expect(company).toMatchObject({
      ...draft,
      legalForm: 'Besloten vennootschap',
      activities: [{ code: '01241', edition: null }],
      scheme: 'kvk',
      number: '68750110',
      numbers: [kvkNumber('68750110'), ...numbers],
      source: 'import',
      version: 1n,
    });
    expect(await companies.company(demo, branch('000037178598'))).toEqual(company);
    expect(await companies.companyOf(demo, '000037178598')).toEqual({ kind: 'found', company });
    expect(await companies.company(second, kvkNumber('68750110'))).toBeNull();
  });

  test('what is put is the whole truth: what it leaves out is not known any more', async () => {
    ok(await put('11000001', { city: 'Lollum', active: false }));
    const { company } = ok(await put('11000001', { active: null }));
    expect(company).toMatchObject({ city: null, active: null, version: 2n });
    const again = ok(await put('11000001'));
    expect(again.company.version).toBe(2n);
  });

  test('a change that names another version than the one in force writes nothing', async () => {
    ok(await put('11000002'));
    const change = { draft: { name: 'Other' }, numbers: null };
    for (const expected of [9n, 'absent'] as const) {
      const answer = await companies.putCompany(demo, kvkNumber('11000002'), {
        ...change,
        expected,
      });
      expect(answer).toEqual({
        ok: false,
        refusal: { code: 'parties.version_changed', version: 1n },
      });
    }
    const expected = 'present' as const;
    const absent = await companies.putCompany(demo, kvkNumber('11000003'), { ...change, expected });
    expect(codeOf(absent)).toBe('parties.version_changed');
  });

  test('a number belongs to one company', async () => {
    const vat = { scheme: 'vat', number: 'NL000000000B01' } as const;
    ok(await put('11000004', { numbers: [vat] }));
    const other = await put('11000005', { numbers: [vat] });
    expect(other).toEqual({
      ok: false,
      refusal: { code: 'parties.company_number_taken', ...vat },
    });
    expect(await companies.company(demo, kvkNumber('11000005'))).toBeNull();
    // Given back by the one, it is free for the other.
    ok(await put('11000004', { numbers: [] }));
    expect(codeOf(await put('11000005', { numbers: [vat] }))).toBe('ok');
  });

  test('an import is written wholly or not at all, and the same again changes nothing', async () => {
    const drafts = Array.from({ length: 450 }, (_, index) => ({
      numbers: [kvkNumber(String(20_000_000 + index))],
      name: `Company ${index}`,
    }));
    const bad = { numbers: [kvkNumber('2')], name: 'Bad' };
    expect(await imported(...drafts, bad)).toMatchObject({
      ok: false,
      refusal: { at: 450, refusal: { code: 'parties.company_invalid', member: 'kvk' } },
    });
    expect(await companies.company(demo, kvkNumber('20000000'))).toBeNull();
    expect(ok2(await imported(...drafts))).toEqual({ created: 450, updated: 0, unchanged: 0 });
    expect(ok2(await imported(...drafts))).toEqual({ created: 0, updated: 0, unchanged: 450 });
  });

  test('an import leaves what it does not say, and adds numbers', async () => {
    ok(await put('21000001', { city: 'Lollum', active: true }));
    const numbers = [kvkNumber('21000001'), branch('000021000001')];
    const report = await imported({ numbers, name: 'Other name', legalForm: 'bv' });
    expect(ok2(report)).toEqual({ created: 0, updated: 1, unchanged: 0 });
    expect(await companies.company(demo, branch('000021000001'))).toMatchObject({
      name: 'Other name',
      city: 'Lollum',
      active: true,
      legalForm: 'Besloten vennootschap',
    });
  });

  test('rows that share a number, or whose numbers belong to several, refuse the whole', async () => {
    ok(await put('21000002'));
    ok(await put('21000003', { numbers: [branch('000021000003')] }));
    const both = [kvkNumber('21000002'), branch('000021000003')];
    const free = { numbers: [kvkNumber('21000004')], name: 'Free' };
    expect(await imported(free, { numbers: both, name: 'Both' })).toMatchObject({
      refusal: { at: 1, refusal: { code: 'parties.company_number_taken' } },
    });
    expect(await imported(free, free)).toMatchObject({
      refusal: { at: 1, refusal: { code: 'parties.company_number_taken', number: '21000004' } },
    });
    const twoRowsOfOne = [
      { numbers: [kvkNumber('21000003')], name: 'A' },
      { numbers: [branch('000021000003')], name: 'B' },
    ];
    expect(await imported(...twoRowsOfOne)).toMatchObject({ refusal: { at: 1 } });
    expect(await companies.company(demo, kvkNumber('21000004'))).toBeNull();
  });

  test('the LEI register adds to what others have said, and never says it over', async () => {
    ok(await put('21000005', { city: 'Lollum' }));
    const lei = { scheme: 'lei', number: '5299000000000000ZZ99' } as const;
    const draft = {
      numbers: [kvkNumber('21000005'), lei],
      name: 'LEGAL NAME',
      city: 'Elsewhere',
      active: true,
    };
    const add = () => companies.importCompanies(demo, [{ draft, asOf: null }], 'gleif').then(ok2);
    expect(await add()).toMatchObject({ updated: 1 });
    expect(await companies.company(demo, lei)).toMatchObject({
      name: 'Company 21000005',
      city: 'Lollum',
      active: true,
      source: 'import',
    });
    expect(await add()).toMatchObject({ unchanged: 1 });
  });

  test('a list shows every company once, page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await companies.companies(demo, { after, limit: 100 });
      seen.push(...page.items.map(({ companyId }) => companyId));
      after = page.next;
    } while (after !== null);
    expect(seen.length).toBeGreaterThan(450);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await companies.companies(second, { after: null, limit: 100 })).toEqual({
      items: [],
      next: null,
    });
  });

  test('a provider is asked for what the register lacks, once until its answer is too old', async () => {
    kvk.answer = aCompany;
    const first = await companies.companyOf(demo, '30000001');
    expect(first).toMatchObject({
      kind: 'found',
      company: { source: 'kvk', name: 'kvk:30000001' },
    });
    expect(await companies.companyOf(demo, '30000001')).toEqual(first);
    expect(kvk.takeAsked()).toEqual(['kvk:30000001']);
    rooms.clock.pass(30n * day + minute);
    kvk.answer = (number) => aCompany(number, { name: 'Renamed' });
    const later = await companies.companyOf(demo, '30000001');
    expect(later).toMatchObject({ company: { name: 'Renamed', version: 2n } });
    expect(kvk.takeAsked()).toEqual(['kvk:30000001']);
  });

  test('an answer that is asked for anew is not older than the question', async () => {
    kvk.answer = aCompany;
    await companies.companyOf(demo, '30000002');
    rooms.clock.pass(31n * day);
    const before = rooms.clock.now();
    const answer = await companies.companyOf(demo, '30000002');
    expect(answer.kind === 'found' && answer.company.asOf >= before).toBe(true);
    kvk.takeAsked();
  });

  test('what the tenant has imported is never asked for, however old', async () => {
    ok(await put('30000003'));
    rooms.clock.pass(500n * day);
    expect(await companies.companyOf(demo, '30000003')).toMatchObject({ kind: 'found' });
    expect(kvk.takeAsked()).toEqual([]);
  });

  test('an unknown company and a silent provider are two answers, and neither is kept', async () => {
    kvk.answer = () => ({ kind: 'unknown' });
    expect(await companies.companyOf(demo, '30000004')).toEqual({ kind: 'unknown' });
    kvk.answer = () => ({ kind: 'silent', reason: 'timeout' });
    expect(await companies.companyOf(demo, '30000004')).toEqual({
      kind: 'silent',
      reason: 'timeout',
    });
    kvk.answer = aCompany;
    expect(await companies.companyOf(demo, '30000004')).toMatchObject({ kind: 'found' });
    expect(kvk.takeAsked()).toHaveLength(3);
  });

  test('a company that is too old while its provider is silent is silent, not what it was', async () => {
    kvk.answer = aCompany;
    await companies.companyOf(demo, '30000005');
    rooms.clock.pass(31n * day);
    kvk.answer = () => ({ kind: 'silent', reason: 'timeout' });
    expect(await companies.companyOf(demo, '30000005')).toMatchObject({ kind: 'silent' });
    kvk.answer = () => ({ kind: 'absent' });
    expect(await companies.companyOf(demo, '30000005')).toMatchObject({ kind: 'found' });
    kvk.takeAsked();
  });

  test('a branch has the form and the age of its company, and is over when that is', async () => {
    kvk.answer = (number) =>
      number === 'kvk-branch:000030000006'
        ? aCompany(number, { active: true, partOf: '30000006', foundedOn: '2020-01-01' })
        : aCompany(number, { active: false, legalForm: 'BV', foundedOn: '1999-01-01' });
    expect(await companies.companyOf(demo, '000030000006')).toMatchObject({
      kind: 'found',
      company: {
        scheme: 'kvk-branch',
        number: '000030000006',
        partOf: '30000006',
        legalForm: 'Besloten vennootschap',
        foundedOn: '1999-01-01',
        active: false,
      },
    });
    expect(kvk.takeAsked()).toEqual(['kvk-branch:000030000006', 'kvk:30000006']);
  });

  test('twelve digits that are no branch are their first eight; a silent answer ends the search', async () => {
    kvk.answer = (number) =>
      number.startsWith('kvk-branch:') ? { kind: 'unknown' } : aCompany(number);
    expect(await companies.companyOf(demo, '300000070001')).toMatchObject({
      kind: 'found',
      company: { number: '30000007' },
    });
    kvk.takeAsked();
    kvk.answer = () => ({ kind: 'silent', reason: 'status' });
    expect(await companies.companyOf(demo, '300000080001')).toMatchObject({ kind: 'silent' });
    expect(kvk.takeAsked()).toEqual(['kvk-branch:300000080001']);
  });

  test('many who ask for one number at the same time share one look-up', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    kvk.answer = async (number) => {
      await gate;
      return aCompany(number);
    };
    const answers = Array.from({ length: 20 }, () => companies.companyOf(demo, '30000009'));
    release();
    expect(new Set((await Promise.all(answers)).map(({ kind }) => kind))).toEqual(
      new Set(['found']),
    );
    expect(kvk.takeAsked()).toEqual(['kvk:30000009']);
  });

  test('two processes that ask at the same time keep one company', async () => {
    kvk.answer = aCompany;
    const other = serviceOn(rooms, kvk.provider);
    const [left, right] = await Promise.all([
      companies.companyOf(demo, '30000010'),
      other.companyOf(demo, '30000010'),
    ]);
    expect([left.kind, right.kind]).toEqual(['found', 'found']);
    const ids = [left, right].map((each) => each.kind === 'found' && each.company.companyId);
    expect(ids[0]).toBe(ids[1]);
    kvk.takeAsked();
  });

  test('an answer about another company, or one that cannot be read, is silence', async () => {
    kvk.answer = () => aCompany('kvk:99999999');
    const silent = { kind: 'silent', reason: 'unreadable' };
    expect(await companies.companyOf(demo, '30000011')).toEqual(silent);
    kvk.answer = (number) => aCompany(number, { name: '' });
    expect(await companies.companyOf(demo, '30000011')).toEqual(silent);
    expect(await companies.company(demo, kvkNumber('30000011'))).toBeNull();
    kvk.takeAsked();
  });

  test('nobody is asked about a text that is no number', async () => {
    for (const text of ['', '1234567', '123456789', 'abcdefgh', '28092355 1']) {
      expect(await companies.companyOf(demo, text)).toEqual({ kind: 'unknown' });
    }
    expect(kvk.takeAsked()).toEqual([]);
  });
});

type AskedProvider = {
  readonly provider: CompanyProvider;
  answer: (number: string) => ProviderAnswer | Promise<ProviderAnswer>;
  readonly takeAsked: () => readonly string[];
};

function aProvider(): AskedProvider {
  const asked: string[] = [];
  const made: AskedProvider = {
    provider: {
      lookUp: async (_tenantId, { scheme, number }) => {
        asked.push(`${scheme}:${number}`);
        return made.answer(`${scheme}:${number}`);
      },
    },
    answer: () => ({ kind: 'unknown' }),
    takeAsked: () => asked.splice(0),
  };
  return made;
}

function aCompany(number: string, change: Partial<CompanyDraft> = {}): ProviderAnswer {
  const [scheme = '', digits = ''] = number.split(':');
  const numbers = [{ scheme: scheme as 'kvk', number: digits }];
  return { kind: 'found', company: { numbers, name: number, ...change } };
}

function serviceOn({ storage, clock, parties }: Rooms, provider: CompanyProvider): CompanyService {
  return createCompanyService({
    reader: createCompanyReader(storage.db),
    commit: storage.commit,
    clock,
    ids: createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) }),
    provider,
    settingsOf: async (tenantId) => {
      const tenant = await parties.tenant(tenantId);
      if (tenant === null) throw new Error('no tenant');
      return tenant.settings.companies;
    },
  });
}

function ok2<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }) {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}
