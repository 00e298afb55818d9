import { type Desk, platformConnectionName } from '../compose.ts';
import { createPlatformReader } from '../storage/index.ts';
import type { DemoDeps } from './seed-demo.ts';

/** What the demonstration's data is put in place with; `known`: the credentials of an earlier start. */
export function demoDepsOf(desk: Desk, baseUrl: string, known: DemoDeps['known']): DemoDeps {
  const { parties, companies, access, storage, ports, rulesets, readers } = desk;
  const { services, businessRules } = desk;
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
    baseUrl,
    connectionName: platformConnectionName,
    known,
  };
}
