import type { AccessService, Principal } from '../../../access/index.ts';
import type { FulfilmentReader, FulfilmentService } from '../../../fulfilment/index.ts';
import type { Log } from '../../../http/index.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import type { PartyService, Tenant } from '../../../parties/index.ts';

/** What the service manager wire needs of the rooms. */
export type ServiceManagerDeps = {
  readonly log: Log;
  readonly clock: Clock;
  readonly credentials: Pick<AccessService, 'application' | 'desk'>;
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  readonly fulfilment: FulfilmentService;
  readonly reader: Pick<FulfilmentReader, 'service' | 'services'>;
  readonly parties: Pick<
    PartyService,
    | 'organizationOf'
    | 'organizationIdOf'
    | 'createOrganization'
    | 'addReference'
    | 'removeReference'
  >;
};

/** Who calls: an application of a platform, with the installation that its credential names. */
export type Caller = {
  readonly principal: Principal;
  readonly tenant: Tenant;
  readonly installation: string;
};
