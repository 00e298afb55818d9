import { Type } from 'typebox';

/** Where our server answers; the platform calls whatever address was agreed with the vendor. */
export const creditCheckPath = '/interworks/credit-check';
/** Below the path: a segment that carries the key, for callers that cannot send headers. */
export const creditCheckKeySegment = 'k';

/** Names of the inputs. Source: document 000; letter case does not matter, our choice. */
export const creditCheckInputs = { accountId: 'AccountId', basketId: 'BasketId' } as const;

/** The two inputs. Source: document 000; that digits may be a text is our choice. */
export const CreditCheckInputSchema = Type.Object({
  AccountId: Type.Union([
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    Type.String({ pattern: '^[0-9]+$' }),
  ]),
  BasketId: Type.String({ description: 'A GUID, with or without braces and hyphens.' }),
});

/** Source: document 000: the output is a boolean. Its wrapper is not documented. */
export const CreditCheckAnswerSchema = Type.Boolean({
  description: 'Whether the order can be executed.',
});

/** How the boolean is wrapped; `bare` unless an installation expects something else. */
export const creditCheckAnswerShapes = ['bare', 'result-object', 'string'] as const;
export type CreditCheckAnswerShape = (typeof creditCheckAnswerShapes)[number];
