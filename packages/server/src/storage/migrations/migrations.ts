import type { ColumnKinds } from '../schema/column-kinds.ts';
import { firstSchema } from './0001-first-schema.ts';

/** One step of the schema: statements for both engines, never edited after its release. */
export type Migration = {
  readonly name: string;
  readonly statements: (kinds: ColumnKinds) => readonly string[];
};

/** Every step in its order. Listed by hand, because a bundle has no folder to look into. */
export const migrations: readonly Migration[] = [
  { name: '0001-first-schema', statements: firstSchema },
];
