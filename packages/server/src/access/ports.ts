import type { Instant } from '../kernel/clock.ts';
import type { ConnectionId, CredentialId, SessionId, TenantId, UserId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';

/** A credential as it is stored: hashes, never secrets. */
export type StoredCredential = {
  readonly tenantId: TenantId;
  readonly credentialId: CredentialId;
  readonly kind: string;
  readonly name: string;
  readonly publicId: string;
  readonly secretHash: string;
  readonly previousSecretHash: string | null;
  readonly previousUntil: Instant | null;
  /** JSON: a list of scopes. */
  readonly scopes: string;
  /** JSON: members that only some kinds have. */
  readonly settings: string;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
};

export type StoredUser = {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  /** JSON: a list of roles. */
  readonly roles: string;
  readonly passwordHash: string;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

export type StoredSession = {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly userVersion: bigint;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
};

export type StoredConnection = {
  readonly tenantId: TenantId;
  readonly connectionId: ConnectionId;
  readonly kind: string;
  readonly name: string;
  readonly baseUri: string;
  /** Sealed by the keyring. */
  readonly secret: string;
  readonly settings: string;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
};

type PageAfter = { readonly after: string | null; readonly limit: number };

/** Reads of the access room. They show the last commit and lock nothing. */
export type AccessReader = {
  /** Null also where the credential's tenant is disabled. */
  readonly credentialByPublicId: (
    kind: string,
    publicId: string,
  ) => Promise<StoredCredential | null>;
  readonly credential: (
    tenantId: TenantId,
    credentialId: CredentialId,
  ) => Promise<StoredCredential | null>;
  readonly credentials: (tenantId: TenantId, page: PageAfter) => Promise<Page<StoredCredential>>;
  /** Null also where the user's tenant is disabled. */
  readonly userByEmailKey: (emailKey: string) => Promise<StoredUser | null>;
  readonly user: (tenantId: TenantId, userId: UserId) => Promise<StoredUser | null>;
  readonly users: (tenantId: TenantId, page: PageAfter) => Promise<Page<StoredUser>>;
  /** Null also where the tenant is disabled. */
  readonly sessionByTokenHash: (
    tokenHash: string,
  ) => Promise<{ readonly session: StoredSession; readonly user: StoredUser } | null>;
  readonly connection: (
    tenantId: TenantId,
    connectionId: ConnectionId,
  ) => Promise<StoredConnection | null>;
  readonly connectionByName: (
    tenantId: TenantId,
    kind: string,
    name: string,
  ) => Promise<StoredConnection | null>;
  readonly connections: (tenantId: TenantId, page: PageAfter) => Promise<Page<StoredConnection>>;
};

/** Commits rows in one transaction; throws a `Fault` where storage fails. */
export type CommitRows = (
  unit: UnitOfWork<never>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;

/** Random bytes that nobody can foresee. */
export type Random = (length: number) => Uint8Array;

/** What the server's own secret does; the secret itself never leaves the adapter. */
export type Keyring = {
  /** HMAC-SHA256 of a text under a key of the server, as 64 hexadecimal digits. */
  readonly mac: (text: string) => string;
  /** Whether two texts are equal, in a time that does not depend on where they differ. */
  readonly isSame: (left: string, right: string) => boolean;
  /** Encrypts a text; `owner` names the row it belongs to and is needed to open it again. */
  readonly seal: (text: string, owner: string) => string;
  /** Throws where the text was changed, moved to another row, or sealed by another server. */
  readonly open: (sealed: string, owner: string) => string;
};

/**
 * A slow hash for passwords that people choose. The stored text names its own parameters; comparing
 * with null takes as long as comparing with a stored hash, and is never true.
 */
export type PasswordHash = {
  readonly hash: (password: string) => Promise<string>;
  readonly isRight: (password: string, stored: string | null) => Promise<boolean>;
};
