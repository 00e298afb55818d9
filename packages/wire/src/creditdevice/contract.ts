import { Type } from 'typebox';

/** Root of the decision maker module. Source: document 003. */
export const dmmPath = '/api/dmm';
/** Answers whether the API is there; seen in public client code, in no document. */
export const dmmStatusPath = '/api/status';

/** Our extension on POST: a repeat with the same key and body gives the order of the first call. */
export const dmmIdempotencyHeader = 'Idempotency-Key';

/** Source: document 003; `canceled` with one l. */
export const dmmStatuses = ['pending', 'canceled', 'review', 'rejected', 'approved'] as const;
export type DmmStatus = (typeof dmmStatuses)[number];

/** Source: document 003. */
export const dmmLanguages = ['NL', 'EN', 'DE'] as const;
export type DmmLanguage = (typeof dmmLanguages)[number];

/** Source: document 003; that the bound itself is an amount is our choice. */
export const dmmAmountMax = 100_000_000;

/**
 * Whether orders carry an amount: document 003 says that some environments do not use it. `unused`
 * looks at no amount, and shows 0.
 */
export const dmmAmountRules = ['required', 'optional', 'unused'] as const;
export type DmmAmountRule = (typeof dmmAmountRules)[number];

/** Body of POST. Source: document 003. */
export const DmmOrderRequestSchema = Type.Object({
  reg_number: Type.String({ description: 'KvK number, 8 or 12 digits.' }),
  ruleset_id: Type.Integer(),
  amount: Type.Optional(Type.Integer({ minimum: 0, maximum: dmmAmountMax })),
  language: Type.Optional(Type.Enum([...dmmLanguages])),
  reference: Type.Optional(Type.String({ description: "The caller's own reference." })),
});

/** Source: document 003; `refs.report` stands in its examples alone. */
export const DmmOrderSchema = Type.Object({
  id: Type.Integer(),
  name: Type.String({ description: 'Name of the company; empty where it is not known.' }),
  reference: Type.String(),
  reg_number: Type.String(),
  address: Type.String(),
  zipcode: Type.String(),
  city: Type.String(),
  country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
  amount: Type.Integer({ description: "Whole units of the tenant's currency." }),
  status: Type.Enum([...dmmStatuses]),
  created_at: Type.String({ description: 'UTC, in seconds.' }),
  refs: Type.Object({ self: Type.String(), report: Type.String() }),
});

/** Source: document 003. */
export const DmmRulesetSchema = Type.Object({ id: Type.Integer(), name: Type.String() });

/** One member, the text. Source: the vendor's pages; the texts are our choice. */
export const DmmErrorSchema = Type.Object({ message: Type.String() });

/** What is said where a request is refused as a whole. Our choice: no error texts are documented. */
export const dmmMessages = {
  bodyInvalid: 'Request body invalid',
  notAuthenticated: 'Not authenticated',
  notAuthorized: 'Not authorized',
  notFound: 'Not found',
  orderNotFound: 'Order not found',
  reportNotAvailable: 'Report not available',
  methodNotAllowed: 'Method not allowed',
  keyReused: 'Idempotency-Key was used with another body',
  keyInUse: 'A request with this Idempotency-Key is still running',
  tooManyRequests: 'Too many requests',
  unexpected: 'Unexpected error',
} as const;

/** A member that is missing or cannot be used: the name in back-quotes, as the vendor writes it. */
export type DmmProblem = { readonly member: string; readonly problem: 'required' | 'invalid' };

export type DmmRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: DmmProblem };

/** The text of a problem. Style: the vendor's pages; exact text our choice. */
export function dmmProblemText({ member, problem }: DmmProblem): string {
  return `Value for \`${member}\` ${problem}`;
}

/** The way back; null for any other text. */
export function readDmmProblem(message: string): DmmProblem | null {
  const [, member, problem] = problemForm.exec(message) ?? [];
  if (member === undefined || problem === undefined) return null;
  return { member, problem: problem as DmmProblem['problem'] };
}

const problemForm = /^Value for `([A-Za-z0-9_-]{1,64})` (required|invalid)$/;
