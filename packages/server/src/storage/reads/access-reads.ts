import type {
  AccessReader,
  StoredConnection,
  StoredCredential,
  StoredSession,
  StoredUser,
} from '../../access/index.ts';
import { type Instant, instant } from '../../kernel/clock.ts';
import type { ConnectionId, CredentialId, SessionId, TenantId, UserId } from '../../kernel/ids.ts';
import type { AppUserRow, ConnectionRow, CredentialRow, UserSessionRow } from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

/**
 * The reads of the access room. Each shows the last commit; none locks. What is looked for without a
 * tenant is found only while its tenant is not disabled.
 */
export function createAccessReader(db: Reads): AccessReader {
  return {
    credentialByPublicId: async (kind, publicId) => {
      const row = await db
        .selectFrom('credential')
        .innerJoin('tenant', 'tenant.tenant_id', 'credential.tenant_id')
        .selectAll('credential')
        .where('credential.kind', '=', kind)
        .where('credential.public_id', '=', publicId)
        .where('tenant.disabled_at_us', 'is', null)
        .executeTakeFirst();
      return row === undefined ? null : fromRowCredential(row);
    },

    credential: async (tenantId, credentialId) => {
      const row = await db
        .selectFrom('credential')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('credential_id', '=', credentialId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowCredential(row);
    },

    credentials: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('credential')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('credential_id', '>', after ?? '')
        .orderBy('credential_id')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, fromRowCredential, (row) => row.credential_id);
    },

    userByEmailKey: async (emailKey) => {
      const row = await db
        .selectFrom('app_user')
        .innerJoin('tenant', 'tenant.tenant_id', 'app_user.tenant_id')
        .selectAll('app_user')
        .where('app_user.email_key', '=', emailKey)
        .where('tenant.disabled_at_us', 'is', null)
        .executeTakeFirst();
      return row === undefined ? null : fromRowUser(row);
    },

    user: async (tenantId, userId) => {
      const row = await db
        .selectFrom('app_user')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowUser(row);
    },

    users: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('app_user')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('user_id', '>', after ?? '')
        .orderBy('user_id')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, fromRowUser, (row) => row.user_id);
    },

    sessionByTokenHash: async (tokenHash) => {
      const session = await db
        .selectFrom('user_session')
        .innerJoin('tenant', 'tenant.tenant_id', 'user_session.tenant_id')
        .selectAll('user_session')
        .where('user_session.token_hash', '=', tokenHash)
        .where('tenant.disabled_at_us', 'is', null)
        .executeTakeFirst();
      if (session === undefined) return null;
      const user = await db
        .selectFrom('app_user')
        .selectAll()
        .where('tenant_id', '=', session.tenant_id)
        .where('user_id', '=', session.user_id)
        .executeTakeFirst();
      if (user === undefined) return null;
      return { session: fromRowSession(session), user: fromRowUser(user) };
    },

    connection: async (tenantId, connectionId) => {
      const row = await db
        .selectFrom('connection')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('connection_id', '=', connectionId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowConnection(row);
    },

    connectionByName: async (tenantId, kind, name) => {
      const row = await db
        .selectFrom('connection')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', kind)
        .where('name', '=', name)
        .where('revoked_at_us', 'is', null)
        .executeTakeFirst();
      return row === undefined ? null : fromRowConnection(row);
    },

    connections: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('connection')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('connection_id', '>', after ?? '')
        .orderBy('connection_id')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, fromRowConnection, (row) => row.connection_id);
    },
  };
}

function fromRowCredential(row: CredentialRow): StoredCredential {
  return {
    tenantId: row.tenant_id as TenantId,
    credentialId: row.credential_id as CredentialId,
    kind: row.kind,
    name: row.name,
    publicId: row.public_id,
    secretHash: row.secret_hash,
    previousSecretHash: row.previous_secret_hash,
    previousUntil: toInstant(row.previous_until_us),
    scopes: row.scopes,
    settings: row.settings,
    version: row.version,
    createdAt: instant(row.created_at_us),
    createdBy: row.created_by,
    expiresAt: toInstant(row.expires_at_us),
    revokedAt: toInstant(row.revoked_at_us),
  };
}

function fromRowUser(row: AppUserRow): StoredUser {
  return {
    tenantId: row.tenant_id as TenantId,
    userId: row.user_id as UserId,
    email: row.email,
    name: row.name,
    roles: row.roles,
    passwordHash: row.password_hash,
    version: row.version,
    createdAt: instant(row.created_at_us),
    disabledAt: toInstant(row.disabled_at_us),
  };
}

function fromRowSession(row: UserSessionRow): StoredSession {
  return {
    tenantId: row.tenant_id as TenantId,
    sessionId: row.session_id as SessionId,
    userVersion: row.user_version,
    expiresAt: instant(row.expires_at_us),
    revokedAt: toInstant(row.revoked_at_us),
  };
}

function fromRowConnection(row: ConnectionRow): StoredConnection {
  return {
    tenantId: row.tenant_id as TenantId,
    connectionId: row.connection_id as ConnectionId,
    kind: row.kind,
    name: row.name,
    baseUri: row.base_uri,
    secret: row.secret,
    settings: row.settings,
    version: row.version,
    createdAt: instant(row.created_at_us),
    revokedAt: toInstant(row.revoked_at_us),
  };
}

function toInstant(microseconds: bigint | null): Instant | null {
  return microseconds === null ? null : instant(microseconds);
}
