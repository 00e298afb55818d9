import { platformConnectionName } from '../../src/compose.ts';
import type { DemoDeps } from '../../src/demo/seed-demo.ts';
import { createPlatformReader } from '../../src/storage/index.ts';
import type { OpenDesk } from './open-desk.ts';

/** What the demonstration's data is put in place with, in a desk of the tests. */
export function depsOf(of: OpenDesk): DemoDeps {
  const { parties, companies, rulesets, readers, access, storage, ports, url } = of;
  const { services, businessRules } = of;
  return {
    parties,
    companies,
    access,
    ledger: { commit: storage.commit },
    platform: createPlatformReader(storage.db),
    ids: ports.ids,
    rulesets,
    rulesetReader: readers.rulesets,
    services,
    serviceReader: readers.fulfilment,
    businessRules,
    baseUrl: url,
    connectionName: platformConnectionName,
    known: null,
  };
}
