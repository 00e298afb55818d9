import { type Static, Type } from 'typebox';

/** Paths of the protocol. Source: document 002. */
export const oneTradeCreditPath = '/api/v1/account/integrations/auth-required/trade-credits';
/** A route beside the clients: the word is never an id. */
export const oneSynchronizationSegment = 'synchronization';

export const oneHeaders = {
  /** Source: document 002. */
  tenant: 'one-tenant',
  /** Source: document 002. */
  apiKey: 'ApiAuth',
  /** Our extension on PUT: the time of the figures, RFC 3339. */
  asOf: 'X-As-Of',
  /** Our extension on the feed: `true` when older rows are no longer served. */
  feedTruncated: 'X-Feed-Truncated',
} as const;

/** Who caused a change. Source: document 002. */
export const oneContexts = ['APPLICATION', 'BACKOFFICE', 'INTERNAL', 'INTEGRATIONS'] as const;
export type OneContext = (typeof oneContexts)[number];

// The figures are described here and read by the codec: a schema sees no spelling of a number.
const amount = (description: string) => Type.Number({ description });

/** Body of PUT. Source: document 002; other members are ignored. */
export const OneCreditFiguresSchema = Type.Object({
  availableCreditValue: amount('The amount of credit that is left; checked, never trusted.'),
  creditValue: amount('The amount of credit granted; 0 or more.'),
  creditValueUsed: amount('The amount of credit used; negative for a customer in credit.'),
});

/** Answer of GET and, our choice, of PUT. Source: document 002. */
export const OneTradeCreditSchema = Type.Object({
  clientId: Type.String({ description: '`org:` and the id of the organization.' }),
  creditValue: amount('The limit.'),
  creditValueUsed: amount('The limit less what is left.'),
  availableCreditValue: amount('What is left; negative over the limit.'),
});

/** Answer of the feed. Source: document 002; `DELETE` is our choice for a removal. */
export const OneFeedPageSchema = Type.Object({
  nextId: Type.Integer({ description: 'Where to read on: number of the last row seen and 1.' }),
  events: Type.Array(
    Type.Object({
      clientId: Type.String(),
      type: Type.String({
        description:
          '`UPDATE` for creation and change (some servers say `CREATE`), `DELETE` for removal.',
      }),
    }),
  ),
});

/** Errors are not documented; shape and names are our choice. */
export const OneErrorSchema = Type.Object({
  code: Type.Integer({ description: 'The HTTP status.' }),
  error: Type.String({ description: 'A stable name.' }),
  message: Type.String(),
});

export type OneError = Static<typeof OneErrorSchema>;

/** Names of errors with their status. Our choice. */
export const oneErrorStatus = {
  INVALID_VALUE: 400,
  VALUE_REQUIRED: 400,
  INVALID_QUERY: 400,
  INVALID_BODY: 400,
  TENANT_REQUIRED: 400,
  INDIVIDUAL_NOT_ELIGIBLE: 400,
  UNAUTHORIZED: 401,
  TENANT_MISMATCH: 403,
  FORBIDDEN: 403,
  CLIENT_NOT_FOUND: 404,
  TRADE_CREDIT_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  VERSION_MISMATCH: 412,
  BODY_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
} as const;

export type OneErrorName = keyof typeof oneErrorStatus;

/** Why an input cannot be used; the server answers it as an error of this name. */
export type OneProblem = { readonly error: OneErrorName; readonly message: string };

export type OneRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: OneProblem };
