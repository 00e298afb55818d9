/**
 * The few words in which the engines' table definitions differ. Four column kinds on both: text
 * (ordered by bytes, so that cursors agree), bigint, blob, and bigint 0/1 for yes and no.
 */
export type ColumnKinds = {
  readonly text: string;
  readonly bigint: string;
  readonly blob: string;
  /** Ends a table definition. */
  readonly table: string;
  /** Ends the definition of a table whose rows are updated in place all the time. */
  readonly hotTable: string;
};

export const sqliteKinds: ColumnKinds = {
  text: 'text',
  bigint: 'integer',
  blob: 'blob',
  table: 'strict, without rowid',
  hotTable: 'strict, without rowid',
};

export const postgresKinds: ColumnKinds = {
  text: 'text collate "C"',
  bigint: 'bigint',
  blob: 'bytea',
  table: '',
  hotTable: 'with (fillfactor = 50)',
};

/** What a column holds; yes and no are a bigint of 0 or 1. */
export type ColumnKind = 'text' | 'bigint' | 'blob';

/** The kinds of all columns of some tables. */
export type Columns<Tables> = {
  readonly [Table in keyof Tables]: { readonly [Column in keyof Tables[Table]]: ColumnKind };
};
