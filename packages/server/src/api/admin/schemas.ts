import { Type } from 'typebox';

/** Objects of a request are closed: an unknown member is refused, never dropped in silence. */
export const closed = { additionalProperties: false } as const;

/** A text that the room judges; the bound is against floods alone. */
export const TextSchema = Type.String({ maxLength: 500 });
export const TextOrNullSchema = Type.Union([Type.String(), Type.Null()]);
export const VersionSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** Members by name, such as settings or the parts of a secret. */
export const TextsSchema = Type.Record(
  Type.String({ maxLength: 100 }),
  Type.String({ maxLength: 600 }),
  {
    maxProperties: 100,
  },
);
export const WordsSchema = Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 });

export const pageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  closed,
);

export function idSchema(prefix: string) {
  return Type.String({ pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$` });
}
