import type { Static, TObject, TProperties, TSchema } from 'typebox';

/**
 * One operation of the native API: the only source of its validation, its documentation and its
 * typed client. What stands in `params` appears in braces in `path`.
 */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: TObject;
  /** Texts of the query; integers and lists (with commas) are read from them. */
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly bodyIsOptional?: true;
  /** `application/json` unless this says otherwise; then the body is a text, read by its handler. */
  readonly bodyType?: 'text/csv' | 'application/vnd.api+json' | 'application/vnd.aval.ruleset+json';
  /** Takes an `Idempotency-Key`. */
  readonly isKeyed?: true;
  /** Takes `If-Match` with the version, or also `If-None-Match: *` for "there is none yet". */
  readonly condition?: 'version' | 'versionOrAbsent';
  /** The answer carries the object's version as `ETag`. */
  readonly hasEtag?: true;
  /** Bodies of the answers by status; everything else is a problem. */
  readonly answers: { readonly 200?: TSchema; readonly 201?: TSchema; readonly 202?: TSchema };
};

/** Keeps the exact types of an operation, so that handlers and the client can read them. */
export function operation<const Definition extends Operation>(definition: Definition): Definition {
  return definition;
}

type StaticOr<Schema, Other> =
  Schema extends TObject<infer Properties extends TProperties>
    ? Static<TObject<Properties>>
    : Schema extends TSchema
      ? Static<Schema>
      : Other;

export type ParamsOf<Op extends Operation> = StaticOr<Op['params'], Record<never, never>>;
export type QueryOf<Op extends Operation> = StaticOr<Op['query'], Record<never, never>>;
export type BodyOf<Op extends Operation> = Op['body'] extends TSchema
  ? Op['bodyIsOptional'] extends true
    ? Static<Op['body']> | undefined
    : Static<Op['body']>
  : undefined;

/** Every body that the operation may answer with when it is no problem. */
export type AnswerOf<Op extends Operation> = {
  [Status in keyof Op['answers']]: Op['answers'][Status] extends TSchema
    ? Static<Op['answers'][Status]>
    : never;
}[keyof Op['answers']];
