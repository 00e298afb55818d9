import type { ColumnKinds } from '../../schema/column-kinds.ts';

/** Who may act for a tenant, and whom it may call. */
export function accessTables({ text, bigint, table }: ColumnKinds): readonly string[] {
  return [
    `create table credential (
      tenant_id ${text} not null,
      credential_id ${text} not null,
      kind ${text} not null,
      name ${text} not null,
      public_id ${text} not null,
      secret_hash ${text} not null,
      previous_secret_hash ${text},
      previous_until_us ${bigint},
      scopes ${text} not null,
      settings ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      created_by ${text} not null,
      expires_at_us ${bigint},
      revoked_at_us ${bigint},
      constraint credential_key primary key (tenant_id, credential_id),
      constraint credential_public_id unique (kind, public_id),
      constraint credential_previous
        check ((previous_secret_hash is null) = (previous_until_us is null))
    ) ${table}`,

    `create table app_user (
      tenant_id ${text} not null,
      user_id ${text} not null,
      email ${text} not null,
      email_key ${text} not null,
      name ${text} not null,
      roles ${text} not null,
      password_hash ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      disabled_at_us ${bigint},
      constraint app_user_key primary key (tenant_id, user_id),
      constraint app_user_email unique (email_key)
    ) ${table}`,

    `create table user_session (
      tenant_id ${text} not null,
      session_id ${text} not null,
      user_id ${text} not null,
      user_version ${bigint} not null,
      token_hash ${text} not null,
      created_at_us ${bigint} not null,
      expires_at_us ${bigint} not null,
      revoked_at_us ${bigint},
      constraint user_session_key primary key (tenant_id, session_id),
      constraint user_session_token unique (token_hash)
    ) ${table}`,

    `create table connection (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      kind ${text} not null,
      name ${text} not null,
      base_uri ${text} not null,
      secret ${text} not null,
      settings ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      revoked_at_us ${bigint},
      constraint connection_key primary key (tenant_id, connection_id)
    ) ${table}`,
    `create unique index connection_name on connection (tenant_id, kind, name)
      where revoked_at_us is null`,
  ];
}
