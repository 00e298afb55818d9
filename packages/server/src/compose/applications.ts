import {
  type ApplicationService,
  type ApplicationSettings,
  createApplicationService,
} from '../assessment/index.ts';
import { within } from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { PartyService } from '../parties/index.ts';
import type { Desk } from './desk.ts';

/** The desk at work on applications: their facts, their rules, and those that wait. */
export function composeApplications(desk: Desk): ApplicationService {
  const { storage, readers, parties, companies, ports } = desk;
  return createApplicationService({
    ledger: { commit: storage.commit },
    applications: readers.applications,
    rulesets: readers.rulesets,
    keys: readers.keys,
    companyOf: companies.companyOf,
    within,
    parties,
    credit: storage.credit,
    payments: readers.paymentBehaviour,
    settingsOf: createApplicationSettings(parties),
    clock: ports.clock,
    ids: ports.ids,
    hash: ports.hash,
  });
}

/** What a tenant has set for applications. */
export function createApplicationSettings(parties: Pick<PartyService, 'tenant'>) {
  return async (tenantId: TenantId): Promise<ApplicationSettings> => {
    const tenant = present(await parties.tenant(tenantId), 'tenant of an application');
    const { policy, reviews, dmm, holdTtlUs, behaviourMaxAgeUs } = tenant.settings;
    const { pendingLimitUs, retryWindowUs } = dmm;
    const { currency } = tenant;
    return {
      ...{ currency, policy, reviewPolicy: reviews.policy, behaviourMaxAgeUs },
      ...{ pendingLimitUs, retryWindowUs, holdTtlUs },
    };
  };
}
