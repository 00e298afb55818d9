import type { Model } from '@aval/dmn';
import type { Instant } from '../../kernel/clock.ts';
import type { ServiceId, TenantId } from '../../kernel/ids.ts';
import type { RuleLanguage } from '../example-rules.ts';
import type { FulfilmentOperation } from '../operation.ts';
import type { RuleAudience } from '../select-message.ts';

/** What a rule says to people, by its key. */
export type RuleMessage = {
  /** For whom the texts are written: a code for customers takes no other. */
  readonly audience: RuleAudience;
  /** A word in braces stands for the input of this name, as `{maxQuantity}`. */
  readonly texts: Readonly<Partial<Record<RuleLanguage, string>>>;
};

/** An input of a set's own: the value that the call gives for an attribute or a setting field. */
export type ExtraInput = {
  readonly name: string;
  readonly from: 'attribute' | 'setting';
  /** Of the attribute or the field, as the service declares it. */
  readonly id: string;
  readonly type: 'string' | 'number' | 'boolean';
};

/**
 * What a version says. Every table of the model is a collect table with the outputs `code` and
 * `message`; beside them stand formulas. Broken rules come in the order of the tables and their rows.
 * Its canonical text has the hash that addresses it.
 */
export type BusinessRuleContent = {
  readonly formatVersion: 1;
  readonly model: Model;
  readonly extraInputs: readonly ExtraInput[];
  readonly messages: Readonly<Record<string, RuleMessage>>;
};

/** A value of an input, as cases give it: a count, a decimal as text, yes or no, a text, or texts. */
export type GivenFact = number | string | boolean | readonly string[] | null;

/** A rule that a call breaks, before its text is chosen. */
export type RuleHit = { readonly code: number; readonly message: string };

/** An example that must come out like this; kept with the version. */
export type BusinessRuleCase = {
  readonly name: string;
  /** By input; what is not given is not known. */
  readonly facts: Readonly<Record<string, GivenFact>>;
  /** The rules that are broken, in order. */
  readonly expect: readonly RuleHit[];
};

/** Whose rules: those of one operation of a service. */
export type RuleSetKey = {
  readonly tenantId: TenantId;
  readonly serviceId: ServiceId;
  readonly operation: FulfilmentOperation;
};

export type BusinessRules = RuleSetKey & {
  /** The version that is in force; null where none is. */
  readonly inForce: number | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** Counts activations, so that two at once are not both made. */
  readonly revision: bigint;
};

export type BusinessRuleVersion = RuleSetKey & {
  readonly version: number;
  readonly status: 'draft' | 'published';
  readonly hash: string;
  readonly content: BusinessRuleContent;
  readonly cases: readonly BusinessRuleCase[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
  /** Counts the changes of a draft: a change names the one that it was made on. */
  readonly revision: bigint;
};

/** Rows are only added: the one with the highest number says what is in force. */
export type BusinessRuleActivation = RuleSetKey & {
  /** Dense per set from 1. */
  readonly number: number;
  readonly version: number;
  readonly activatedBy: string;
  readonly activatedAt: Instant;
};
