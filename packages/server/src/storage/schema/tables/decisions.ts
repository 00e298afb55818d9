import type { Columns } from '../column-kinds.ts';

/** Rulesets, their versions and which was in force when. */
export type DecisionTables = {
  readonly ruleset: RulesetRow;
  readonly ruleset_version: RulesetVersionRow;
  readonly ruleset_activation: RulesetActivationRow;
};

export type RulesetRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
  readonly name: string;
  readonly created_by: string;
  readonly created_at_us: bigint;
};

export type RulesetVersionRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
  readonly version: bigint;
  readonly status: string;
  readonly hash: string;
  readonly content: string;
  readonly cases: string;
  readonly created_by: string;
  readonly created_at_us: bigint;
  readonly published_by: string | null;
  readonly published_at_us: bigint | null;
  readonly revision: bigint;
};

export type RulesetActivationRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
  readonly number: bigint;
  readonly version: bigint;
  readonly active_from_us: bigint;
  readonly activated_by: string;
  readonly activated_at_us: bigint;
};

export const decisionColumns: Columns<DecisionTables> = {
  ruleset: {
    tenant_id: 'text',
    ruleset_id: 'bigint',
    name: 'text',
    created_by: 'text',
    created_at_us: 'bigint',
  },
  ruleset_version: {
    tenant_id: 'text',
    ruleset_id: 'bigint',
    version: 'bigint',
    status: 'text',
    hash: 'text',
    content: 'text',
    cases: 'text',
    created_by: 'text',
    created_at_us: 'bigint',
    published_by: 'text',
    published_at_us: 'bigint',
    revision: 'bigint',
  },
  ruleset_activation: {
    tenant_id: 'text',
    ruleset_id: 'bigint',
    number: 'bigint',
    version: 'bigint',
    active_from_us: 'bigint',
    activated_by: 'text',
    activated_at_us: 'bigint',
  },
};
