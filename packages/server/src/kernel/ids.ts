import type { Instant } from './clock.ts';
import { toMilliseconds } from './clock.ts';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** A tenant's key: 2 to 40 characters of `a-z`, `0-9` and `-`, chosen once and never changed. */
export type TenantId = Id<'TenantId'>;
export type OrganizationId = Id<'OrganizationId'>;
export type LineId = Id<'LineId'>;
export type HoldId = Id<'HoldId'>;
export type CaptureId = Id<'CaptureId'>;
export type DecisionId = Id<'DecisionId'>;
export type ProposalId = Id<'ProposalId'>;
export type UserId = Id<'UserId'>;
export type CredentialId = Id<'CredentialId'>;
export type ConnectionId = Id<'ConnectionId'>;
export type RateId = Id<'RateId'>;
export type SessionId = Id<'SessionId'>;
export type ReviewId = Id<'ReviewId'>;
export type CompanyId = Id<'CompanyId'>;
export type ServiceId = Id<'ServiceId'>;
export type FulfilmentEventId = Id<'FulfilmentEventId'>;
export type ProviderStepId = Id<'ProviderStepId'>;

type Prefixes = {
  org: OrganizationId;
  line: LineId;
  hold: HoldId;
  cap: CaptureId;
  dec: DecisionId;
  prop: ProposalId;
  user: UserId;
  cred: CredentialId;
  conn: ConnectionId;
  rate: RateId;
  sess: SessionId;
  rev: ReviewId;
  comp: CompanyId;
  svc: ServiceId;
  fev: FulfilmentEventId;
  step: ProviderStepId;
};
export type IdPrefix = keyof Prefixes;

/** Where new ids come from: sortable by time, so that new rows stand beside each other. */
export type Ids = { readonly next: <Prefix extends IdPrefix>(prefix: Prefix) => Prefixes[Prefix] };

// Crockford's alphabet in lower case: no i, l, o, u, and its order is the order of the bytes.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const bodyForm = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const tenantForm = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/;

/** The id in a text from outside, or null when prefix or body are not ours. */
export function parseId<Prefix extends IdPrefix>(
  prefix: Prefix,
  text: string,
): Prefixes[Prefix] | null {
  const at = prefix.length;
  if (!text.startsWith(prefix) || text[at] !== '_' || !bodyForm.test(text.slice(at + 1)))
    return null;
  return text as Prefixes[Prefix];
}

export function parseTenantId(text: string): TenantId | null {
  return tenantForm.test(text) ? (text as TenantId) : null;
}

/**
 * Makes ids of the form `hold_01jh…`: a UUID of version 7 (48 bits of milliseconds, a counter that
 * keeps ids of one millisecond in order, 62 random bits) in base 32.
 */
export function createIds(ports: {
  readonly now: () => Instant;
  readonly fillRandom: (bytes: Uint8Array) => void;
}): Ids {
  const random = new Uint8Array(8 * 128);
  let used = random.length;
  let lastMs = 0;
  let time = encodeTime(lastMs);
  let counter = 0;
  return {
    next: <Prefix extends IdPrefix>(prefix: Prefix) => {
      const ms = toMilliseconds(ports.now());
      counter += 1;
      if (ms > lastMs || counter > 0xfff) {
        lastMs = Math.max(ms, lastMs + 1);
        time = encodeTime(lastMs);
        counter = 0;
      }
      if (used === random.length) {
        ports.fillRandom(random);
        used = 0;
      }
      const rest = encodeRest(counter, random, used);
      used += 8;
      return `${prefix}_${time}${rest}` as Prefixes[Prefix];
    },
  };
}

/** Two digits of base 32 for every number of ten bits. */
const pairs = Array.from(
  { length: 1024 },
  (_, number) => `${alphabet[number >>> 5]}${alphabet[number & 31]}`,
);

/** 128 bits are 26 digits of 5 bits, the first with 3: the time fills the first ten of them. */
function encodeTime(ms: number): string {
  const high = Math.floor(ms / 2 ** 30);
  return `${digits(high)}${digitsOf30(ms % 2 ** 30)}`;
}

/** The other 80 bits: 4 of the version, 12 of the counter, 2 of the variant, 62 by chance. */
function encodeRest(counter: number, random: Uint8Array, from: number): string {
  const at = (index: number) => random[from + index] ?? 0;
  const variant = 0x80 | (at(0) & 0x3f);
  return (
    digits(((0x7000 | counter) << 4) | (variant >>> 4)) +
    digits(((variant & 15) << 16) | (at(1) << 8) | at(2)) +
    digits((at(3) << 12) | (at(4) << 4) | (at(5) >>> 4)) +
    digits(((at(5) & 15) << 16) | (at(6) << 8) | at(7))
  );
}

/** Four digits for 20 bits. */
function digits(bits: number): string {
  return `${pairs[bits >>> 10]}${pairs[bits & 1023]}`;
}

/** Six digits for 30 bits. */
function digitsOf30(bits: number): string {
  return `${pairs[bits >>> 20]}${digits(bits & 0xfffff)}`;
}
