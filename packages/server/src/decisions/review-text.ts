import { type Instant, instant } from '../kernel/clock.ts';
import { readReasons, writeReasons } from '../kernel/reasons-text.ts';
import type { Review } from './review.ts';

/** Stands in a memo for the moment of its unit, which only the transaction knows. */
export const momentOfUnit: Instant = instant(0n);

/** A review as the memo of the unit that makes it so: JSON with whole numbers as digits. */
export function writeReview(review: Review): string {
  const why = writeReasons(review.why);
  return JSON.stringify({ ...review, why }, (_name, member: unknown) =>
    typeof member === 'bigint' ? String(member) : member,
  );
}

/** Reads what {@link writeReview} wrote, with the moment of the unit in its place. */
export function readReview(text: string, at: Instant): Review {
  const written = JSON.parse(text) as Written;
  const moment = (digits: string) => {
    const read = instant(BigInt(digits));
    return read === momentOfUnit ? at : read;
  };
  const { firstApproval, decidedAt } = written;
  return {
    ...written,
    why: readReasons(written.why),
    amountMinor: BigInt(written.amountMinor),
    firstApproval:
      firstApproval === null ? null : { ...firstApproval, at: moment(firstApproval.at) },
    decidedAt: decidedAt === null ? null : moment(decidedAt),
    openedAt: moment(written.openedAt),
    dueAt: moment(written.dueAt),
    version: BigInt(written.version),
  };
}

type Digits<Value> = Value extends bigint
  ? string
  : Value extends string
    ? Value
    : Value extends object
      ? { readonly [Name in keyof Value]: Digits<Value[Name]> }
      : Value;

type Written = Digits<Omit<Review, 'why' | 'remedies'>> &
  Pick<Review, 'remedies'> & { readonly why: string };
