import type { Instant } from '../../kernel/clock.ts';
import type { ColumnKinds } from '../schema/column-kinds.ts';
import { StorageRefused } from '../storage-refused.ts';
import { type Migration, migrations } from './migrations.ts';

/** What a migration needs of an engine: one connection, and a transaction that shuts others out. */
export type MigrationIo = {
  readonly kinds: ColumnKinds;
  /** Opens a transaction and waits in it until no other server migrates. */
  readonly begin: () => void | Promise<void>;
  readonly run: (statement: string) => void | Promise<void>;
  /** Whether there is a table of this name. */
  readonly hasTable: (name: string) => boolean | Promise<boolean>;
  /** The rows of a statement that gives one text column. */
  readonly texts: (statement: string) => readonly string[] | Promise<readonly string[]>;
  readonly commit: () => void | Promise<void>;
  readonly rollback: () => void | Promise<void>;
};

export type MigrateOptions = {
  /** False refuses an old schema instead of changing it. */
  readonly mayMigrate: boolean;
  readonly now: Instant;
  readonly steps?: readonly Migration[];
};

/**
 * Brings the schema to that of this program, all steps in one transaction, and gives the names of
 * the steps that were applied. Throws {@link StorageRefused} where the schema is older and may not
 * be changed, and where a newer program has changed it already.
 */
export async function migrate(io: MigrationIo, options: MigrateOptions): Promise<string[]> {
  const { mayMigrate, now, steps = migrations } = options;
  await io.begin();
  try {
    const applied = await appliedSteps(io);
    const missing = missingSteps(applied, steps);
    if (missing.length > 0 && !mayMigrate) throw schemaOld(missing);
    if (applied === null && missing.length > 0) await io.run(stepTable(io.kinds));
    for (const step of missing) {
      for (const statement of step.statements(io.kinds)) await io.run(statement);
      await io.run(`insert into schema_migration (name, applied_at_us)
        values ('${step.name}', ${now})`);
    }
    await io.commit();
    return missing.map(({ name }) => name);
  } catch (error) {
    await io.rollback();
    throw error;
  }
}

/** The steps that a schema lacks. Throws where it has steps that this program does not know. */
export function missingSteps(
  applied: readonly string[] | null,
  steps: readonly Migration[],
): readonly Migration[] {
  const known = new Set(steps.map(({ name }) => name));
  const unknown = (applied ?? []).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new StorageRefused(
      'storage.schema_new',
      `The database was changed by a newer Aval (${unknown.join(', ')}). Start that version; ` +
        'this one would misread it.',
    );
  }
  const done = new Set(applied ?? []);
  return steps.filter(({ name }) => !done.has(name));
}

async function appliedSteps(io: MigrationIo): Promise<readonly string[] | null> {
  if (!(await io.hasTable('schema_migration'))) return null;
  return io.texts('select name from schema_migration order by name');
}

function stepTable({ text, bigint, table }: ColumnKinds): string {
  return `create table schema_migration (
    name ${text} not null,
    applied_at_us ${bigint} not null,
    constraint schema_migration_key primary key (name)
  ) ${table}`;
}

function schemaOld(missing: readonly Migration[]): StorageRefused {
  const names = missing.map(({ name }) => name).join(', ');
  return new StorageRefused(
    'storage.schema_old',
    `The database lacks the steps ${names}. Make a backup, then start the server with AVAL_MIGRATE=true.`,
  );
}
