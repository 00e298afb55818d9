import type { AuthenticationRefusal, Principal } from '../../access/index.ts';
import type { CreditReader, Ledger, ProposalService } from '../../credit/index.ts';
import type { Log } from '../../http/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Ids, TenantId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { PartyService, Tenant } from '../../parties/index.ts';

/** What the ONE wire needs of the rooms. */
export type TradeCreditDeps = {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Whose key this is; see `one` of the access room. */
  readonly one: (
    apiAuth: string | null,
    oneTenant: string | null,
  ) => Promise<Result<Principal, AuthenticationRefusal>>;
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  readonly parties: Pick<PartyService, 'organization' | 'organizationOf' | 'newOrganization'>;
  readonly credit: Pick<CreditReader, 'levels' | 'entries'>;
  readonly ledger: Ledger;
  readonly proposals: Pick<ProposalService, 'propose' | 'takeBack'>;
};

/** Who asks, and under which settings. */
export type Caller = { readonly principal: Principal; readonly tenant: Tenant };
