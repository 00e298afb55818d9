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
  let counter = 0;
  return {
    next: <Prefix extends IdPrefix>(prefix: Prefix) => {
      const ms = toMilliseconds(ports.now());
      if (ms > lastMs) {
        lastMs = ms;
        counter = 0;
      } else if (++counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
      if (used === random.length) {
        ports.fillRandom(random);
        used = 0;
      }
      const body = encodeBody(lastMs, counter, random, used);
      used += 8;
      return `${prefix}_${body}` as Prefixes[Prefix];
    },
  };
}

function encodeBody(ms: number, counter: number, random: Uint8Array, from: number): string {
  // 128 bits as 26 digits of 5 bits, the first digit with 3: 48 time, 4 version, 12 counter, 2
  // variant, 62 random. Written digit by digit in small numbers; bigint would be five times slower.
  const high = Math.floor(ms / 0x10000);
  const bytes = [
    (high >>> 24) & 255,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    (ms >>> 8) & 255,
    ms & 255,
    0x70 | (counter >>> 8),
    counter & 255,
  ];
  for (let index = 0; index < 8; index += 1) bytes.push(random[from + index] ?? 0);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let text = '';
  let pending = 0;
  let bits = 2; // two leading zero bits make 130 = 26 × 5
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(pending >>> bits) & 31];
    }
    pending &= (1 << bits) - 1;
  }
  return text;
}
