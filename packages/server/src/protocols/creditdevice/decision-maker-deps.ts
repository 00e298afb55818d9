import type { AuthenticationRefusal, Principal } from '../../access/index.ts';
import type { ApplicationReport, ApplicationService } from '../../assessment/index.ts';
import type { Application, ApplicationReader } from '../../decisions/index.ts';
import type { Log } from '../../http/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Hash } from '../../kernel/hash.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Tenant } from '../../parties/index.ts';

/** What the decision maker wire needs of the rooms. */
export type DecisionMakerDeps = {
  readonly log: Log;
  readonly clock: Clock;
  readonly hash: Hash;
  /** Whose user and password these are. */
  readonly decisionMaker: (
    username: string,
    password: string,
  ) => Promise<Result<Principal, AuthenticationRefusal>>;
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  readonly applications: Pick<ApplicationService, 'create' | 'rulesetInForce' | 'rulesetsInForce'>;
  readonly reader: Pick<
    ApplicationReader,
    'application' | 'lastApplicationId' | 'applicationsBetween'
  >;
  /** Null while there is none. */
  readonly report: (application: Application) => Promise<ApplicationReport | null>;
};

/** Who asks, and under which settings. */
export type Caller = { readonly principal: Principal; readonly tenant: Tenant };
