import { defaultInstallation, type PurchaseService } from '../assessment/index.ts';
import {
  createFulfilmentService,
  type ExternalId,
  type FetchPlatformFacts,
  type FulfilmentReader,
  type FulfilmentService,
  type Installation,
} from '../fulfilment/index.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import { createHookReader } from '../storage/index.ts';
import type { Desk } from './desk.ts';

export type Fulfilment = {
  readonly service: FulfilmentService;
  /** Services are remembered for a moment; everything else is read. */
  readonly reader: FulfilmentReader;
};

/** The provider's side: the service manager with its rules, credit and steps. */
export function composeFulfilment(
  { storage, readers, ruleBook, serviceOf, ports }: Desk,
  {
    purchases,
    platformFacts,
  }: { readonly purchases: PurchaseService; readonly platformFacts: FetchPlatformFacts },
): Fulfilment {
  const { clock, ids, hash, random } = ports;
  const reader: FulfilmentReader = {
    ...readers.fulfilment,
    service: serviceOf,
  };
  const hooks = createHookReader(storage.db, defaultInstallation);
  const activeHooks = createFreshCache<boolean>(clock);
  const service = createFulfilmentService({
    reader,
    rules: ruleBook,
    credit: {
      ...purchases,
      hasActiveHook: async (at: Installation) =>
        (await activeHooks.get(`${at.tenantId}/${at.installation}`, () =>
          hooks.hasActiveHook(at, clock.now()),
        )) === true,
    },
    platformFacts,
    commit: storage.commit,
    clock,
    ids,
    hash,
    newExternalId: () => Buffer.from(random(18)).toString('base64url') as ExternalId,
  });
  return { service, reader };
}
