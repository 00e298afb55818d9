import type { Instant } from '../kernel/clock.ts';
import type { RequesterPlace } from './ask-credit.ts';
import type { DesiredState } from './desired-state.ts';
import type { RuleLanguage } from './example-rules.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { CreditReason, OutsideFactName, PlatformAccess } from './ports.ts';
import type { FulfilmentRefusal } from './refusals.ts';
import type { SelectedMessage } from './select-message.ts';
import type { Installation } from './stored-object.ts';
import type { ExternalId } from './subscription.ts';

/** A call of a platform, read and authorized. Null: it does not say. */
export type FulfilmentCall = Installation & {
  /** `key:cred_…` */
  readonly actor: string;
  readonly operation: FulfilmentOperation;
  /** A pre-check: it judges on the same path, and changes nothing. */
  readonly isPreCheck: boolean;
  readonly serviceType: string;
  /** Our id of the object. */
  readonly externalId: string | null;
  /** The platform's own id of it. */
  readonly platformId: string | null;
  /** Digits; a Create has one. */
  readonly accountId: string | null;
  readonly name: string | null;
  readonly desired: DesiredState;
  readonly isTrial: boolean | null;
  readonly isFromOrder: boolean | null;
  readonly requester: RequesterPlace | null;
  /** Setting fields by id, without secrets. */
  readonly settings: Readonly<Record<string, string>>;
  readonly trackId: string | null;
  /** Of the texts of rules. */
  readonly language: RuleLanguage;
  readonly platform: PlatformAccess;
  readonly deadlineAt: Instant | null;
};

/** What a call came to. Everything but `passed` and `done` is a no that changed nothing. */
export type FulfilmentAnswer =
  /** A pre-check: the real call would be carried out. */
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'done';
      readonly externalId: ExternalId;
      /** Add-ons that the call ordered or cancelled, in its order. */
      readonly addonIds: readonly ExternalId[];
    }
  | { readonly kind: 'service_unknown'; readonly serviceType: string }
  | { readonly kind: 'refused'; readonly refusal: FulfilmentRefusal }
  | { readonly kind: 'broken'; readonly message: SelectedMessage }
  /** Facts that a rule needs, and that nobody could give in time. */
  | { readonly kind: 'facts_missing'; readonly names: readonly OutsideFactName[] }
  | { readonly kind: 'not_priced'; readonly productId: string }
  | { readonly kind: 'no_credit'; readonly reason: CreditReason };
