import type { Principal } from '../access/index.ts';
import type { DecisionReader } from '../assessment/index.ts';
import type {
  CreditReader,
  HoldService,
  LineService,
  ProposalReader,
  ProposalService,
  RateReader,
  RateService,
} from '../credit/index.ts';
import type {
  ApplicationMoves,
  ApplicationReader,
  DecisionsReader,
  ReviewReader,
  ReviewService,
  RulesetService,
} from '../decisions/index.ts';
import type {
  BusinessRuleReader,
  BusinessRuleService,
  FulfilmentReader,
  ProviderStepMoves,
  ProviderStepReader,
  ServiceRegister,
} from '../fulfilment/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Hash } from '../kernel/hash.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { KeyReader } from '../kernel/unit-of-work.ts';
import type {
  CommitRows,
  CompanyService,
  PartyService,
  PaymentBehaviourService,
  Tenant,
} from '../parties/index.ts';

/** What the native API is made of; `compose/api.ts` ties it. */
export type ApiServices = {
  /** Who presents this bearer token; null for nobody. */
  readonly authenticate: (token: string) => Promise<Principal | null>;
  /** From memory: it is asked for on every write. */
  readonly tenant: (tenantId: TenantId) => Promise<Tenant | null>;
  readonly parties: Pick<
    PartyService,
    | 'organization'
    | 'organizations'
    | 'organizationOf'
    | 'createOrganization'
    | 'renameOrganization'
    | 'addReference'
    | 'removeReference'
    | 'importOrganizations'
  >;
  readonly companies: CompanyService;
  readonly payments: PaymentBehaviourService;
  readonly holds: HoldService;
  readonly lines: LineService;
  readonly proposals: ProposalService;
  readonly rates: RateService;
  readonly credit: CreditReader;
  readonly proposalReader: ProposalReader;
  readonly rateReader: RateReader;
  readonly decisionReader: Pick<DecisionReader, 'decision' | 'decisions'>;
  readonly reviews: ReviewService;
  readonly reviewReader: ReviewReader;
  readonly applicationMoves: ApplicationMoves;
  readonly applicationReader: Pick<
    ApplicationReader,
    'application' | 'lastApplicationId' | 'applicationsBetween'
  >;
  readonly rulesets: RulesetService;
  readonly rulesetReader: DecisionsReader;
  readonly businessRules: BusinessRuleService;
  readonly businessRuleReader: BusinessRuleReader;
  readonly providerSteps: ProviderStepMoves;
  readonly providerStepReader: ProviderStepReader;
  readonly serviceRegister: ServiceRegister;
  readonly fulfilmentReader: FulfilmentReader;
  readonly keys: KeyReader;
  readonly commitRows: CommitRows;
  readonly clock: Clock;
  readonly hash: Hash;
  /** The same for every server on one database: it seals the cursors of lists. */
  readonly cursorSecret: Uint8Array;
};
