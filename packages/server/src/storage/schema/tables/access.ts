import type { Columns } from '../column-kinds.ts';

/** Who may act for a tenant, and whom it may call. */
export type AccessTables = {
  readonly credential: CredentialRow;
  readonly app_user: AppUserRow;
  readonly user_session: UserSessionRow;
  readonly connection: ConnectionRow;
};

export type CredentialRow = {
  readonly tenant_id: string;
  readonly credential_id: string;
  readonly kind: string;
  readonly name: string;
  readonly public_id: string;
  readonly secret_hash: string;
  readonly previous_secret_hash: string | null;
  readonly previous_until_us: bigint | null;
  readonly scopes: string;
  readonly settings: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly created_by: string;
  readonly expires_at_us: bigint | null;
  readonly revoked_at_us: bigint | null;
};

export type AppUserRow = {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly email_key: string;
  readonly name: string;
  readonly roles: string;
  readonly password_hash: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly disabled_at_us: bigint | null;
};

export type UserSessionRow = {
  readonly tenant_id: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly user_version: bigint;
  readonly token_hash: string;
  readonly created_at_us: bigint;
  readonly expires_at_us: bigint;
  readonly revoked_at_us: bigint | null;
};

export type ConnectionRow = {
  readonly tenant_id: string;
  readonly connection_id: string;
  readonly kind: string;
  readonly name: string;
  readonly base_uri: string;
  readonly secret: string;
  readonly settings: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly revoked_at_us: bigint | null;
};

export const accessColumns: Columns<AccessTables> = {
  credential: {
    tenant_id: 'text',
    credential_id: 'text',
    kind: 'text',
    name: 'text',
    public_id: 'text',
    secret_hash: 'text',
    previous_secret_hash: 'text',
    previous_until_us: 'bigint',
    scopes: 'text',
    settings: 'text',
    version: 'bigint',
    created_at_us: 'bigint',
    created_by: 'text',
    expires_at_us: 'bigint',
    revoked_at_us: 'bigint',
  },
  app_user: {
    tenant_id: 'text',
    user_id: 'text',
    email: 'text',
    email_key: 'text',
    name: 'text',
    roles: 'text',
    password_hash: 'text',
    version: 'bigint',
    created_at_us: 'bigint',
    disabled_at_us: 'bigint',
  },
  user_session: {
    tenant_id: 'text',
    session_id: 'text',
    user_id: 'text',
    user_version: 'bigint',
    token_hash: 'text',
    created_at_us: 'bigint',
    expires_at_us: 'bigint',
    revoked_at_us: 'bigint',
  },
  connection: {
    tenant_id: 'text',
    connection_id: 'text',
    kind: 'text',
    name: 'text',
    base_uri: 'text',
    secret: 'text',
    settings: 'text',
    version: 'bigint',
    created_at_us: 'bigint',
    revoked_at_us: 'bigint',
  },
};
