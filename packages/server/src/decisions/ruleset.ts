import type { Model } from '@aval/dmn';
import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { CreditFacts, FactName, Purpose } from './facts.ts';
import type { Verdict } from './judgement.ts';

/** Dense per tenant from 1; the `ruleset_id` of the decision maker's wire. */
export type RulesetId = number;

export type Texts = { readonly en: string; readonly nl: string; readonly de: string };

export type ExtraField = {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
};

/**
 * What a version says: the decision tables, and what people read of their reasons. Its canonical
 * text has the hash that a decision names.
 */
export type RulesetContent = {
  readonly formatVersion: 1;
  readonly model: Model;
  /**
   * By table: regions that the author means for the table's default, as rows of unary tests, one for
   * each input column. What no rule matches anywhere else is a gap.
   */
  readonly meantForNoMatch: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** By reason code: the texts for people. */
  readonly texts: Readonly<Record<string, Texts>>;
  /** Facts that must be known, by what is asked; without one of them a person looks. */
  readonly needs: Readonly<Record<Purpose, readonly FactName[]>>;
  /** Whether an approved application takes a hold. */
  readonly hold: boolean;
  /** Fields that an application must bring beside the usual ones. */
  readonly extraFields: readonly ExtraField[];
};

/** An example that must come out like this; kept with the version. */
export type RulesetCase = {
  readonly name: string;
  readonly facts: CreditFacts;
  readonly expect: {
    readonly verdict: Verdict;
    readonly riskClass?: string | null;
    readonly limitAdvice?: string | null;
    /** Codes, in order. */
    readonly reasons?: readonly string[];
  };
};

export type RulesetStatus = 'draft' | 'published' | 'retired';

export type RulesetVersion = {
  readonly tenantId: TenantId;
  readonly rulesetId: RulesetId;
  readonly version: number;
  readonly status: RulesetStatus;
  readonly hash: string;
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
  /** Counts the changes of a draft: a change names the one that it was made on. */
  readonly revision: bigint;
};

export type Ruleset = {
  readonly tenantId: TenantId;
  readonly rulesetId: RulesetId;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
};

/** From `activeFrom` on the version is in force. Rows are only added; of equal moments the later row counts. */
export type RulesetActivation = {
  readonly tenantId: TenantId;
  readonly rulesetId: RulesetId;
  /** Dense per ruleset from 1. */
  readonly number: number;
  readonly version: number;
  readonly activeFrom: Instant;
  readonly activatedBy: string;
  readonly activatedAt: Instant;
};
