import { composeDesk } from '../src/compose.ts';
import { readServerSecret } from '../src/config/index.ts';
import type { Result as KernelResult } from '../src/kernel/result.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import type { BenchOptions } from './bench-options.ts';
import { type Books, openLedger } from './ledger.ts';
import { openLines, tenantId } from './world.ts';

/** A data folder with a tenant, a key for its API, and lines. */
export type DeskBooks = Books & { readonly apiKey: string };

export async function makeDeskBooks(
  folder: string,
  lines: number,
  options: BenchOptions,
): Promise<DeskBooks> {
  const storage = await openLedger(folder, options);
  const secret = readServerSecret({ secret: null, dataFolder: folder });
  const { parties, access } = composeDesk(storage, secret, createSystemPorts());
  unwrap(
    await parties.addTenant({
      tenantId,
      name: 'Bench',
      currency: 'EUR',
      language: 'en',
      settings: {},
    }),
  );
  const issued = unwrap(
    await access.addCredential(tenantId, {
      kind: 'api',
      name: 'bench',
      scopes: ['holds'],
      expiresAt: null,
      installation: null,
      createdBy: 'job:bench',
    }),
  );
  const organizations = await openLines(storage, lines);
  await storage.close();
  if (issued.secret.kind !== 'api') throw new Error('not a key of the API');
  return { folder, organizations, apiKey: issued.secret.key };
}

export function unwrap<Value>(result: KernelResult<Value, { readonly code: string }>): Value {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
