import type { Instant } from '../kernel/clock.ts';
import type { CredentialId, TenantId } from '../kernel/ids.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { StoredCredential } from './ports.ts';

/** A credential as its tenant's administrators see it: everything but the secret. */
export type Credential = {
  readonly tenantId: TenantId;
  readonly credentialId: CredentialId;
  readonly kind: CredentialKind;
  readonly name: string;
  /** What the secret is found by: part of the key, a user name, a client key. No secret. */
  readonly publicId: string;
  readonly scopes: readonly string[];
  readonly installation: string | null;
  /** Name of the header that carries the secret, where the kind has one. */
  readonly header: string | null;
  /** From where it may be presented; empty: from anywhere. */
  readonly addresses: readonly string[];
  /** The greatest limit that it may grant alone, as a decimal text; null: any. */
  readonly limitMax: string | null;
  /** Addresses of the platform that calls of an application may name; empty: none. */
  readonly baseUris: readonly string[];
  /** What a credential of the decision maker may ask; null for every other kind. */
  readonly decisionMaker: DecisionMakerTerms | null;
  /** Until when the secret before the last rotation is still valid. */
  readonly previousUntil: Instant | null;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
};

/** How orders of a credential of the decision maker look, and what they may name. */
export type DecisionMakerTerms = {
  /** Whether they carry an amount. */
  readonly amount: 'required' | 'optional' | 'unused';
  /** The ids of the rulesets that they may name; null: any of the tenant's. */
  readonly rulesets: readonly number[] | null;
  /** Requests in a second; null: no limit. */
  readonly perSecond: number | null;
};

export const decisionMakerTermsDefault: DecisionMakerTerms = Object.freeze({
  amount: 'required',
  rulesets: null,
  perSecond: null,
});

/** Members of a credential that only some kinds have; stored as JSON. */
export type CredentialSettings = {
  readonly installation?: string;
  readonly header?: string;
  readonly addresses?: readonly string[];
  /** Of a key of the ONE wire: see `Credential`. */
  readonly limitMax?: string;
  /** Of an application: see `Credential`. */
  readonly baseUris?: readonly string[];
  /** The API user of a platform credential. */
  readonly username?: string;
  readonly decisionMaker?: DecisionMakerTerms;
};

/** What the owner of a new or rotated credential gets to see, once. */
export type IssuedSecret =
  | { readonly kind: 'api'; readonly key: string }
  | { readonly kind: 'one'; readonly apiKey: string }
  | { readonly kind: 'hook'; readonly username: string; readonly password: string }
  | { readonly kind: 'dmm'; readonly username: string; readonly password: string }
  | { readonly kind: 'hook-bearer'; readonly token: string }
  | { readonly kind: 'hook-header'; readonly header: string; readonly value: string }
  | { readonly kind: 'hook-path'; readonly key: string }
  | { readonly kind: 'desk'; readonly key: string }
  | {
      readonly kind: 'service-manager';
      /** A GUID. */
      readonly applicationId: string;
      readonly applicationKey: string;
    }
  | {
      readonly kind: 'platform';
      readonly clientKey: string;
      readonly clientSecret: string;
      readonly username: string;
      readonly password: string;
    };

/**
 * A secret that somebody else has chosen, for tests and recorded exchanges. The platform kind also
 * takes a fixed access token, which no token endpoint has issued.
 */
export type GivenSecret =
  | IssuedSecret
  | { readonly kind: 'platform'; readonly accessToken: string };

export function fromStoredCredential(stored: StoredCredential): Credential {
  const { installation = null, header = null, addresses = [], decisionMaker } = settingsOf(stored);
  return {
    tenantId: stored.tenantId,
    credentialId: stored.credentialId,
    kind: stored.kind as CredentialKind,
    name: stored.name,
    publicId: stored.publicId,
    scopes: JSON.parse(stored.scopes) as readonly string[],
    limitMax: settingsOf(stored).limitMax ?? null,
    baseUris: settingsOf(stored).baseUris ?? [],
    installation,
    header,
    addresses,
    decisionMaker: stored.kind === 'dmm' ? (decisionMaker ?? decisionMakerTermsDefault) : null,
    previousUntil: stored.previousUntil,
    version: stored.version,
    createdAt: stored.createdAt,
    createdBy: stored.createdBy,
    expiresAt: stored.expiresAt,
    revokedAt: stored.revokedAt,
  };
}

export function settingsOf(stored: StoredCredential): CredentialSettings {
  return JSON.parse(stored.settings) as CredentialSettings;
}
