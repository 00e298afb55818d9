import { type Static, Type } from 'typebox';

/** RFC 9457; the answer to everything that is not an answer of the operation itself. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: 'Where the code is explained.' }),
  title: Type.String({ description: 'One plain sentence, the same for every case of the code.' }),
  status: Type.Integer(),
  code: Type.String({ description: 'Stable; see the page of errors.' }),
  detail: Type.Optional(Type.String()),
  params: Type.Object({}, { additionalProperties: true }),
  requestId: Type.String(),
  retryable: Type.Boolean({ description: 'Whether the same call may succeed later.' }),
  outcome: Type.Enum(['none', 'unknown'], {
    description: 'none: nothing was changed. unknown: repeat with the same key and learn it.',
  }),
});
export type NativeProblem = Static<typeof ProblemSchema>;

export const nativeHeaders = {
  idempotencyKey: 'Idempotency-Key',
  replayed: 'Idempotent-Replayed',
  requestId: 'X-Request-Id',
} as const;
