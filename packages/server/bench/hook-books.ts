import { composeDesk, platformConnectionName } from '../src/compose.ts';
import { readServerSecret } from '../src/config/index.ts';
import { type CreditUnit, defaultPolicy } from '../src/credit/index.ts';
import type { OrganizationId } from '../src/kernel/ids.ts';
import type { RowChange } from '../src/kernel/unit-of-work.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import { accountCount } from './baskets.ts';
import type { BenchOptions } from './bench-options.ts';
import { unwrap } from './desk-books.ts';
import { openLedger } from './ledger.ts';
import { eur, ids, tenantId } from './world.ts';

/** A data folder with a customer for each account of the platform, and what the hook is asked with. */
export type HookBooks = {
  readonly folder: string;
  /** Of an `Authorization` header. */
  readonly authorization: string;
};

/**
 * Overdue invoices are a rule of the tenant, so that billing information is asked for. With a long
 * deadline a stall of the machine is a slow answer, not a no.
 */
const settings = { 'overdue.maxAmount': '1000.00', 'hook.deadline': '30 s' };

export async function makeHookBooks(
  folder: string,
  platformUrl: string,
  options: BenchOptions,
): Promise<HookBooks> {
  const storage = await openLedger(folder, options);
  const secret = readServerSecret({ secret: null, dataFolder: folder });
  const { parties, access } = composeDesk(storage, secret, createSystemPorts());
  unwrap(
    await parties.addTenant({ tenantId, name: 'Bench', currency: 'EUR', language: 'en', settings }),
  );
  const issued = unwrap(
    await access.addCredential(tenantId, {
      kind: 'hook',
      name: 'bench',
      scopes: ['ask'],
      expiresAt: null,
      installation: null,
      createdBy: 'job:bench',
    }),
  );
  unwrap(
    await access.addConnection(tenantId, {
      kind: 'interworks-platform',
      name: platformConnectionName,
      baseUri: platformUrl,
      secret: { clientKey: 'bench', clientSecret: 'bench', username: 'bench', password: 'bench' },
      settings: { mappingConfirmed: 'true' },
    }),
  );
  await Promise.all(
    Array.from({ length: accountCount }, (_, index) => {
      const references = [{ source: 'interworks', kind: 'account', value: String(index + 1) }];
      const made = unwrap(
        parties.newOrganization(tenantId, { name: `Customer ${index + 1}`, references }),
      );
      return storage.commit(lineUnit(made.organizationId, made.rows));
    }),
  );
  await storage.close();
  if (issued.secret.kind !== 'hook') throw new Error('not a credential of the hook');
  const { username, password } = issued.secret;
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return { folder, authorization: `Basic ${basic}` };
}

function lineUnit(organizationId: OrganizationId, rows: readonly RowChange[]): CreditUnit {
  return {
    tenantId,
    key: null,
    credit: [
      {
        type: 'setLine',
        organizationId,
        lineId: ids.next('line'),
        currency: eur,
        terms: { limitMinor: 900_000_000_000_000n },
        expected: null,
        approved: false,
        reason: null,
        origin: { context: 'INTEGRATIONS', actor: 'job:bench' },
        policy: defaultPolicy,
      },
    ],
    rows: { ifDone: rows, ifRefused: [] },
    deadlineAt: null,
  };
}
