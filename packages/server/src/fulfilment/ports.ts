import type { Instant } from '../kernel/clock.ts';
import type { FulfilmentEventId, ServiceId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Page } from '../kernel/page.ts';
import type { RowChange, UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';
import type { BookMark, SeenSubscription } from './customer-book.ts';
import type { RuleLanguage } from './example-rules.ts';
import type { FulfilmentEvent } from './fulfilment-event.ts';
import type { RememberedCall } from './late-repeat.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { OutsideFacts, RuleFacts } from './rule-facts.ts';
import type { BrokenRule } from './select-message.ts';
import type { Installation, StoredAsset, StoredSubscription } from './stored-object.ts';
import type { StoredService } from './stored-service.ts';

export type OutsideFactName = keyof OutsideFacts;

/** What the rules of an operation look at beside the call: what nobody asks for is not read. */
export type RuleAsks = {
  /** Facts of the platform and the credit line. */
  readonly outside: readonly OutsideFactName[];
  /** Whether they look at the customer's other subscriptions. */
  readonly others: boolean;
};

/** The business rules of a service that are in force, one set per operation. */
export type RuleBook = {
  readonly asksFor: (
    tenantId: TenantId,
    serviceId: ServiceId,
    operation: FulfilmentOperation,
  ) => Promise<RuleAsks>;
  /** In the order of the table, with texts in the language of the answer. None: all are kept. */
  readonly brokenRules: (
    tenantId: TenantId,
    serviceId: ServiceId,
    operation: FulfilmentOperation,
    facts: RuleFacts,
    language: RuleLanguage,
  ) => Promise<readonly BrokenRule[]>;
};

export type ObjectFilter = {
  readonly accountId: string | null;
  readonly installation: string | null;
};

type PageAfter = { readonly after: string | null; readonly limit: number };

/** Reads of the room. They show the last commit and lock nothing. */
export type FulfilmentReader = {
  /** By the type that calls name. */
  readonly service: (tenantId: TenantId, serviceType: string) => Promise<StoredService | null>;
  readonly serviceById: (tenantId: TenantId, serviceId: ServiceId) => Promise<StoredService | null>;
  readonly services: (tenantId: TenantId) => Promise<readonly StoredService[]>;
  readonly subscription: (
    tenantId: TenantId,
    externalId: string,
  ) => Promise<StoredSubscription | null>;
  /** By the platform's own id, which is one of its installation. */
  readonly subscriptionOf: (
    at: Installation,
    platformId: string,
  ) => Promise<StoredSubscription | null>;
  /** The newest of a customer that was created without the platform's id, by what its Create said. */
  readonly namelessSubscription: (
    at: Installation,
    accountId: string,
    createdAs: string,
  ) => Promise<StoredSubscription | null>;
  /**
   * All of a customer at an installation, whatever their service; null where there are more than
   * `subscriptionsMax`: a part of them says nothing of the whole.
   */
  readonly seenSubscriptions: (
    at: Installation,
    accountId: string,
  ) => Promise<readonly SeenSubscription[] | null>;
  /** See `openBook`. */
  readonly bookMark: (at: Installation, accountId: string) => Promise<BookMark>;
  readonly subscriptions: (
    tenantId: TenantId,
    filter: ObjectFilter,
    page: PageAfter,
  ) => Promise<Page<StoredSubscription>>;
  readonly asset: (tenantId: TenantId, externalId: string) => Promise<StoredAsset | null>;
  readonly assetOf: (at: Installation, platformId: string) => Promise<StoredAsset | null>;
  readonly namelessAsset: (
    at: Installation,
    accountId: string,
    createdAs: string,
  ) => Promise<StoredAsset | null>;
  readonly assets: (
    tenantId: TenantId,
    filter: ObjectFilter,
    page: PageAfter,
  ) => Promise<Page<StoredAsset>>;
  /** Newest first. */
  readonly events: (
    tenantId: TenantId,
    externalId: string,
    page: { readonly before: FulfilmentEventId | null; readonly limit: number },
  ) => Promise<readonly FulfilmentEvent[]>;
  /** The calls of an object that named themselves alike. */
  readonly callsOf: (
    tenantId: TenantId,
    externalId: string,
    trackId: string,
  ) => Promise<readonly RememberedCall[]>;
  /** The oldest of all tenants, heard before then. */
  readonly callsBefore: (
    before: Instant,
    limit: number,
  ) => Promise<
    readonly (RememberedCall & { readonly tenantId: TenantId; readonly externalId: string })[]
  >;
};

/** Subscriptions of one customer, ended ones too, up to which rules can be told of them. */
export const subscriptionsMax = 10_000;

/** Commits rows in one transaction; throws a `Fault` where storage fails. */
export type CommitRows = (
  unit: UnitOfWork<never>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;

/** What a call adds in value, and whose it is. */
export type Purchase = Installation & {
  readonly accountId: string;
  readonly amount: Money;
  /** The back office executes it, maybe for an order that a person has released. */
  readonly isByHand: boolean;
  /** What the soft hold of a pre-check is found by; see `softHoldSource`. */
  readonly source: string;
  /** Of the capture: our id of the object. */
  readonly reference: string | null;
  /** `key:cred_…` */
  readonly actor: string;
  readonly deadlineAt: Instant | null;
};

export type CreditReason =
  | 'insufficient'
  | 'stopped'
  | 'no_open_line'
  | 'customer_unknown'
  | 'not_convertible';

export type CreditVerdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly reason: CreditReason };

/** The desk that answers for purchases. */
export type CreditDesk = {
  /** Whether the storefront of an installation asks a credit check hook about its baskets. */
  readonly hasActiveHook: (at: Installation) => Promise<boolean>;
  /** Judges alone, and writes nothing. */
  readonly judge: (purchase: Purchase) => Promise<CreditVerdict>;
  /** Takes the soft hold of a pre-check, or changes it to the new amount. */
  readonly reserve: (purchase: Purchase) => Promise<CreditVerdict>;
  /**
   * Books the purchase and commits the rows with it, all or nothing. It stands on its soft hold as
   * far as there is one. `changed`: a row is not as it was.
   */
  readonly book: (
    purchase: Purchase,
    rows: readonly RowChange[],
  ) => Promise<CreditVerdict | { readonly kind: 'changed' }>;
  /** What is left of the customer's line, as a decimal text; null where nobody can say. */
  readonly headroom: (at: Installation, accountId: string) => Promise<string | null>;
};

/** What a call says of its platform: to be compared with what is registered, and used for this call. */
export type PlatformAccess = { readonly baseUri: string | null; readonly token: string | null };

/**
 * Facts that the platform has of an account. A fact that does not come in time, or cannot be asked
 * for, is left out.
 */
export type FetchPlatformFacts = (
  at: Installation,
  call: PlatformAccess & {
    readonly accountId: string;
    readonly names: readonly OutsideFactName[];
    readonly deadlineAt: Instant | null;
  },
) => Promise<Partial<OutsideFacts>>;
