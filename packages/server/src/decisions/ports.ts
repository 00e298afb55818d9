import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { Ruleset, RulesetActivation, RulesetId, RulesetVersion } from './ruleset.ts';

/** Reads of rulesets. They show the last commit and lock nothing. */
export type DecisionsReader = {
  /** By id, ascending. */
  readonly rulesets: (
    tenantId: TenantId,
    page: { readonly after: RulesetId | null; readonly limit: number },
  ) => Promise<Page<Ruleset>>;
  readonly ruleset: (tenantId: TenantId, rulesetId: RulesetId) => Promise<Ruleset | null>;
  /** Null where no version is active at the moment. */
  readonly versionInForce: (
    tenantId: TenantId,
    rulesetId: RulesetId,
    at: Instant,
  ) => Promise<RulesetVersion | null>;
  readonly version: (
    tenantId: TenantId,
    rulesetId: RulesetId,
    version: number,
  ) => Promise<RulesetVersion | null>;
  /** The newest published one with this content. */
  readonly versionByHash: (tenantId: TenantId, hash: string) => Promise<RulesetVersion | null>;
  /** Newest first. */
  readonly versions: (
    tenantId: TenantId,
    rulesetId: RulesetId,
  ) => Promise<readonly RulesetVersion[]>;
  /** Newest first. */
  readonly activations: (
    tenantId: TenantId,
    rulesetId: RulesetId,
  ) => Promise<readonly RulesetActivation[]>;
};
