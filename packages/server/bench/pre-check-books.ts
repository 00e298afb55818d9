import { encodeApplicationKey } from '@aval/wire';
import { composeDesk } from '../src/compose.ts';
import { readServerSecret } from '../src/config/index.ts';
import { demoServiceExample, seedDemoService } from '../src/demo/demo-service.ts';
import { createSystemPorts } from '../src/system-ports.ts';
import type { BenchOptions } from './bench-options.ts';
import { unwrap } from './desk-books.ts';
import { openLedger } from './ledger.ts';
import { tenantId } from './world.ts';

/** A data folder with customers, a service with the ready rules in force, and who calls about it. */
export type PreCheckBooks = {
  readonly folder: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly accountCount: number;
  readonly service: { readonly serviceType: string; readonly productId: string };
};

const accountCount = 1_000;

export async function makePreCheckBooks(
  folder: string,
  options: BenchOptions,
): Promise<PreCheckBooks> {
  const storage = await openLedger(folder, options);
  const secret = readServerSecret({ secret: null, dataFolder: folder });
  const desk = composeDesk(storage, secret, createSystemPorts());
  const { parties, access, services, businessRules, readers } = desk;
  const tenant = { tenantId, name: 'Bench', currency: 'EUR', language: 'en', settings: {} };
  unwrap(await parties.addTenant(tenant));
  for (let account = 1; account <= accountCount; account += 1) {
    const references = [{ source: 'interworks', kind: 'account', value: String(account) }];
    unwrap(await parties.createOrganization(tenantId, { name: `Customer ${account}`, references }));
  }
  const deps = { services, serviceReader: readers.fulfilment, businessRules };
  await seedDemoService(deps, tenantId, { isLinkedToCredit: false });
  const issued = unwrap(
    await access.addCredential(tenantId, {
      kind: 'service-manager',
      name: 'bench',
      scopes: [],
      expiresAt: null,
      installation: null,
      baseUris: [],
      createdBy: 'job:bench',
    }),
  );
  await storage.close();
  const { secret: issuedSecret } = issued;
  if (issuedSecret.kind !== 'service-manager') throw new Error('not an application');
  return {
    folder,
    headers: {
      'X-CloudPlatform-ApplicationId': issuedSecret.applicationId,
      'X-CloudPlatform-APIKey': encodeApplicationKey(issuedSecret.applicationKey),
      'Accept-Language': 'en',
      'content-type': 'application/json; charset=UTF-8',
    },
    accountCount,
    service: {
      serviceType: demoServiceExample.ServiceType,
      productId: demoServiceExample.ProductID,
    },
  };
}
