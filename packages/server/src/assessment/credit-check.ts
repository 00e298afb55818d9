import type { CreditRefusal } from '../credit/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Fault } from '../kernel/fault.ts';
import type { DecisionId, HoldId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Origin, RowRefusal } from '../kernel/unit-of-work.ts';
import type { AssessmentRefusal } from './refusals.ts';

/** The installation of whoever names none. */
export const defaultInstallation = 'default';

export type CreditCheckRequest = {
  readonly tenantId: TenantId;
  /** The registered installation of the platform that asks: the name of its connection. */
  readonly installation: string;
  /** Decimal digits without leading zeros. */
  readonly accountId: string;
  /** A GUID in lower case with hyphens, or another text where the tenant takes those. */
  readonly basketId: string;
  readonly origin: Origin;
  /** The answer must be there by then; later it is a no. */
  readonly deadlineAt: Instant;
  /** A yes was given already, without the facts: the order may have been executed since. */
  readonly isAfterwards?: boolean;
};

export type CheckReason = CreditRefusal | AssessmentRefusal | RowRefusal;

/**
 * The answer to a credit check. A yes stands on a hold that is committed, or on a total of 0, which
 * needs none. A no says why; it is never stored as an answer, and the next call is judged anew.
 */
export type CreditCheckAnswer =
  | {
      readonly approved: true;
      readonly holdId: HoldId | null;
      /** Null where an earlier yes is alive and nothing was written. */
      readonly decisionId: DecisionId | null;
    }
  | {
      readonly approved: false;
      readonly reasons: readonly CheckReason[];
      /** The decision that says this; null where it could not be written. */
      readonly decisionId: DecisionId | null;
      /** Nobody could judge: facts did not come, or the ledger failed. Null for a no of credit. */
      readonly unjudged: Unjudged | null;
    };

export type Unjudged = {
  /** The total of the order, where it came and may be judged. */
  readonly total: Money | null;
  /** What was missing, as a code. */
  readonly cause: string;
  readonly fault: Fault | null;
};

type Basket = Pick<CreditCheckRequest, 'accountId' | 'basketId' | 'installation'>;

const sourcePrefix = 'interworks.basket:';

/**
 * Whose hold the hold of a basket is: one live hold for each account and basket of an installation.
 * Two installations may count their accounts alike, so that all but the default one are named.
 */
export function sourceOf({ accountId, basketId, installation }: Basket): string {
  const at = installation === defaultInstallation ? '' : `@${encodeURIComponent(installation)}`;
  return `${sourcePrefix}${accountId}/${encodeURIComponent(basketId)}${at}`;
}

/** The basket of a hold's source; null for a hold of another kind. */
export function basketOf(source: string | null): Basket | null {
  if (source === null || !source.startsWith(sourcePrefix)) return null;
  const [accountId, rest] = source.slice(sourcePrefix.length).split('/');
  const [basketId, name] = rest?.split('@') ?? [];
  if (accountId === undefined || basketId === undefined) return null;
  const installation = name === undefined ? defaultInstallation : decodeURIComponent(name);
  return { accountId, basketId: decodeURIComponent(basketId), installation };
}
