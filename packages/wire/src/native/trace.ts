import { Type } from 'typebox';

const CountFromOne = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** Table by table what each rule did with the facts of a case. */
export const TraceSchema = Type.Object({
  tables: Type.Array(
    Type.Object({
      table: Type.String(),
      inputs: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
      rules: Type.Array(
        Type.Object({
          rule: CountFromOne,
          outcome: Type.Enum(['matched', 'failed', 'not_reached']),
          column: Type.Optional(Type.String()),
          actual: Type.Optional(Type.String()),
          expected: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
});
