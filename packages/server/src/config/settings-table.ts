import { type TSchema, Type } from 'typebox';

/** One setting of the server: its place in the environment, its shape, and what it is for. */
export type SettingRow = {
  readonly environment: string;
  readonly doc: string;
  readonly unit: string | null;
  readonly isSecret: boolean;
  /** Shape of the value once its text is read; the default stands in the schema, or there is none. */
  readonly schema: TSchema;
  /** What a text must be, for the message that refuses it. */
  readonly expected: string;
};

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Every setting of the server. The reference page is made from this table. */
export const settingsTable = {
  host: row({
    environment: 'AVAL_HOST',
    doc: 'Address to listen on. Anything but a loopback address needs TLS in front.',
    schema: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      maxLength: 253,
      pattern: '^[0-9A-Za-z.:%-]+$',
    }),
    expected: 'an address or a host name',
  }),
  port: row({
    environment: 'AVAL_PORT',
    doc: 'Port to listen on; 0 takes a free one and prints it.',
    schema: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535 }),
    expected: 'a whole number from 0 to 65535',
  }),
  dataFolder: row({
    environment: 'AVAL_DATA',
    doc: 'Folder of the embedded database and of the files beside it. On a local disk.',
    schema: Type.String({ default: '.aval', minLength: 1, maxLength: 4_096 }),
    expected: 'the path of a folder',
  }),
  databaseUrl: row({
    environment: 'AVAL_DATABASE_URL',
    doc: 'PostgreSQL instead of the embedded database, as postgres://user:password@host/database.',
    schema: Type.Union(
      [
        Type.String({ pattern: '^postgres(ql)?://[^\\s/]+/[^\\s/]+$', maxLength: 2_000 }),
        Type.Null(),
      ],
      { default: null },
    ),
    expected: 'a URL of the form postgres://user:password@host:port/database',
    isSecret: true,
  }),
  databaseConnections: row({
    environment: 'AVAL_DATABASE_CONNECTIONS',
    doc: 'Most connections to PostgreSQL.',
    schema: Type.Integer({ default: 10, minimum: 2, maximum: 200 }),
    expected: 'a whole number from 2 to 200',
  }),
  secret: row({
    environment: 'AVAL_SECRET',
    doc: 'Key of all hashes and of the secrets of connections. Without it one is made at the first start and kept in the data folder; with PostgreSQL it must be given. Whoever loses it issues every credential anew.',
    schema: Type.Union(
      [Type.String({ minLength: 32, maxLength: 1_000, pattern: '^[\\x21-\\x7e]+$' }), Type.Null()],
      { default: null },
    ),
    expected:
      '32 characters or more, without spaces, such as the output of: openssl rand -base64 48',
    isSecret: true,
  }),
  metricsToken: row({
    environment: 'AVAL_METRICS_TOKEN',
    doc: 'Bearer token that `/metrics` needs. Without one it answers callers on the same machine alone, and none that come through a proxy.',
    schema: Type.Union(
      [Type.String({ minLength: 16, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }), Type.Null()],
      { default: null },
    ),
    expected: '16 characters or more, without spaces',
    isSecret: true,
  }),
  mayMigrate: row({
    environment: 'AVAL_MIGRATE',
    doc: 'Whether an older schema of the database is brought up to date at the start; false refuses to start on one.',
    schema: Type.Boolean({ default: true }),
    expected: 'true or false',
  }),
  providerModules: row({
    environment: 'AVAL_PROVIDER_MODULES',
    doc: "Modules that services may choose as the way to their provider's own system, as name=path, joined by commas. They run in the server's process with all that it may do.",
    schema: Type.Union(
      [
        Type.String({
          pattern: '^[a-z0-9][a-z0-9-]{0,39}=/[^,]+(,[a-z0-9][a-z0-9-]{0,39}=/[^,]+)*$',
          maxLength: 4_096,
        }),
        Type.Null(),
      ],
      { default: null },
    ),
    expected: 'names with absolute paths, such as acme=/srv/acme/provider.mjs',
  }),
  logLevel: row({
    environment: 'AVAL_LOG_LEVEL',
    doc: 'The least severe log lines that are written.',
    schema: Type.Enum(logLevels, { default: 'info' }),
    expected: `one of ${logLevels.join(', ')}`,
  }),
} as const;

export type SettingKey = keyof typeof settingsTable;

type RowInput<Schema extends TSchema> = {
  readonly environment: string;
  readonly doc: string;
  readonly schema: Schema;
  readonly expected: string;
  readonly unit?: string;
  readonly isSecret?: boolean;
};

function row<Schema extends TSchema>(input: RowInput<Schema>) {
  return { unit: null, isSecret: false, ...input } satisfies SettingRow;
}
