import { composeDesk } from '../src/compose.ts';
import { readServerSecret } from '../src/config/index.ts';
import { readyRulesets } from '../src/decisions/index.ts';
import { present } from '../src/kernel/assert.ts';
import { dataFilesOf } from '../src/storage/sqlite/data-folder.ts';
import { loadDriver } from '../src/storage/sqlite/driver.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import type { BenchOptions } from './bench-options.ts';
import { unwrap } from './desk-books.ts';
import { openLedger } from './ledger.ts';
import { tenantId } from './world.ts';

/** A data folder with a ready ruleset in force and companies in the register. */
export type OrderBooks = {
  readonly folder: string;
  /** Of an `Authorization` header. */
  readonly authorization: string;
  readonly regNumbers: readonly string[];
};

const companyCount = 1_000;
const person = 'user:bench';

export async function makeOrderBooks(folder: string, options: BenchOptions): Promise<OrderBooks> {
  const storage = await openLedger(folder, options);
  const secret = readServerSecret({ secret: null, dataFolder: folder });
  const desk = composeDesk(storage, secret, createSystemPorts());
  const { parties, access, companies, rulesets } = desk;
  const tenant = { tenantId, name: 'Bench', currency: 'EUR', language: 'en', settings: {} };
  unwrap(await parties.addTenant(tenant));
  const issued = unwrap(
    await access.addCredential(tenantId, {
      kind: 'dmm',
      name: 'bench',
      scopes: ['ask'],
      expiresAt: null,
      installation: null,
      createdBy: 'job:bench',
    }),
  );
  const regNumbers = Array.from({ length: companyCount }, (_, index) => String(30_000_000 + index));
  const drafts = regNumbers.map((number) => ({
    draft: {
      numbers: [{ scheme: 'kvk', number } as const],
      name: `Company ${number}`,
      address: 'Keizersgracht 1',
      zipcode: '1015CN',
      city: 'Amsterdam',
      country: 'NL',
      legalForm: 'Besloten vennootschap',
      active: true,
      foundedOn: '1999-01-01',
      activities: [{ code: '62010', isMain: true }],
    },
    asOf: null,
  }));
  const taken = await companies.importCompanies(tenantId, drafts, 'import');
  if (!taken.ok) throw new Error('the companies are refused');
  const open = present(
    readyRulesets.find(({ key }) => key === 'open'),
    'ruleset open',
  );
  const call = { tenantId, actor: person };
  await rulesets.create({ ...call, key: null }, { ...open, name: 'Open' });
  const which = { rulesetId: 1, version: 1 };
  const draft = present(await desk.readers.rulesets.version(tenantId, 1, 1), 'a draft');
  unwrap(await rulesets.publish(call, { ...which, hash: draft.hash }));
  unwrap(await rulesets.activate(call, { ...which, from: null }));
  await storage.close();
  if (issued.secret.kind !== 'dmm') throw new Error('not a credential of the decision maker');
  const { username, password } = issued.secret;
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return { folder, authorization: `Basic ${basic}`, regNumbers };
}

/** Repeats the first order until there are so many; the server is down meanwhile. */
export async function fillOrders({ folder }: OrderBooks, count: number): Promise<void> {
  const { open } = await loadDriver();
  const database = open(dataFilesOf(folder).data);
  try {
    const columns = database
      .prepare('select name from pragma_table_info(?)')
      .all('application')
      .map((row) => String((row as { readonly name: unknown }).name));
    const values = columns.map((name) => (name === 'application_id' ? 'n.i' : `a.${name}`));
    database.exec('pragma synchronous = off');
    database
      .prepare(
        `insert into application (${columns.join(', ')})
         with recursive n(i) as (
           select max(application_id) + 1 from application where tenant_id = ?
           union all select i + 1 from n where i < ?
         )
         select ${values.join(', ')} from n
         join application a on a.tenant_id = ? and a.application_id = 1`,
      )
      .run(tenantId, BigInt(count), tenantId);
    database
      .prepare(
        "update tenant_sequence set last_number = ? where tenant_id = ? and name = 'application'",
      )
      .run(BigInt(count), tenantId);
  } finally {
    database.close();
  }
}
