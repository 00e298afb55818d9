import type { FulfilmentEventId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { type Installation, isSubscription } from './stored-object.ts';
import type { Asset, Subscription } from './subscription.ts';

const seenMembers = ['productId', 'state'] as const;

/**
 * What the rules of a call get to see of a customer's subscriptions. Whatever they are to see more of
 * stands in `seenMembers`, so that its changes are marked too.
 */
export type SeenSubscription = Pick<Subscription, 'externalId' | (typeof seenMembers)[number]>;

/** The last event that changed what is seen of a customer; null before the first one. */
export type BookMark = FulfilmentEventId | null;

/** The book of a customer as a call found it, and what the call has to do with it. */
export type OpenBook = Installation & {
  readonly accountId: string;
  readonly mark: BookMark;
  /** The call was judged on what is seen of the customer: nobody may have changed that since. */
  readonly isGuarded: boolean;
  /** The call changes what is seen of the customer. */
  readonly isChanged: boolean;
};

type BookReader = {
  readonly bookMark: (at: Installation, accountId: string) => Promise<BookMark>;
};

/**
 * Opens the book of a customer; null where a change has nothing to do with it. To be opened before
 * the customer's subscriptions are read: whoever changes one after this look is found out when the
 * rows are written.
 */
export async function openBook(
  reader: BookReader,
  { tenantId, installation }: Installation,
  of: {
    readonly before: Subscription | Asset | null;
    readonly after: Subscription | Asset;
    readonly isGuarded: boolean;
  },
): Promise<OpenBook | null> {
  const { before, after, isGuarded } = of;
  const isChanged = isSeenChange(before, after);
  if (!isGuarded && !isChanged) return null;
  const { accountId } = after;
  const at = { tenantId, installation };
  return { ...at, accountId, mark: await reader.bookMark(at, accountId), isGuarded, isChanged };
}

/**
 * The row of the book that goes with a change. A call that was judged on the book finds it as it was,
 * or is refused as a whole; one that was not marks it all the same, for those that were.
 */
export function bookRow(book: OpenBook, eventId: FulfilmentEventId): RowChange {
  const { tenantId, installation, accountId, mark, isGuarded, isChanged } = book;
  const table = 'customer_book';
  const key = { tenant_id: tenantId, installation, account_id: accountId };
  if (mark === null) return { op: 'insert', table, values: { ...key, event_id: eventId } };
  return {
    op: 'update',
    table,
    set: { event_id: isChanged ? eventId : mark },
    where: isGuarded ? { ...key, event_id: mark } : key,
  };
}

function isSeenChange(before: Subscription | Asset | null, after: Subscription | Asset): boolean {
  if (!isSubscription(after)) return false;
  return before === null || seenMembers.some((member) => before[member] !== after[member]);
}
