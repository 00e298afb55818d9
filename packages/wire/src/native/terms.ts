import { type Static, Type } from 'typebox';
import {
  CurrencySchema,
  closed,
  DateSchema,
  LineIdSchema,
  NotNegativeMoneySchema,
} from './scalars.ts';

const ModeSchema = Type.Enum(['override', 'additive'], {
  description: 'Instead of the own limit, or on top of it.',
});
const spanMembers = { amount: NotNegativeMoneySchema, from: DateSchema, to: DateSchema };
const aboutSpan = { description: 'A limit for a span of days, both ends included.' };

/** As it is sent: a mode that is left out is the setting of the tenant. */
const TemporaryLimitSchema = Type.Object(
  { mode: Type.Optional(ModeSchema), ...spanMembers },
  { ...closed, ...aboutSpan },
);

/** Every amount is in `currency`, which a line keeps once it is opened. */
export const termsMembers = {
  currency: CurrencySchema,
  limit: Type.Union([NotNegativeMoneySchema, Type.Null()], {
    description: '0 is no credit; null leaves the line above to decide alone.',
  }),
  unlimited: Type.Optional(Type.Boolean({ description: 'Default false.' })),
  toleranceBasisPoints: Type.Optional(
    Type.Union([Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Null()], {
      description: 'Hundredths of a percent of the limit; null is the setting of the tenant.',
    }),
  ),
  tolerance: Type.Optional(
    Type.Union([NotNegativeMoneySchema, Type.Null()], {
      description: 'A fixed amount on top of the limit; null is the setting of the tenant.',
    }),
  ),
  temporaryLimits: Type.Optional(Type.Array(TemporaryLimitSchema, { maxItems: 20 })),
  parentLineId: Type.Optional(
    Type.Union([LineIdSchema, Type.Null()], { description: 'The line above, in a group.' }),
  ),
} as const;

/** Terms as an answer shows them: complete. */
export const CreditTermsSchema = Type.Object({
  currency: CurrencySchema,
  limit: Type.Union([NotNegativeMoneySchema, Type.Null()]),
  unlimited: Type.Boolean(),
  toleranceBasisPoints: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  tolerance: Type.Union([NotNegativeMoneySchema, Type.Null()]),
  temporaryLimits: Type.Array(Type.Object({ mode: ModeSchema, ...spanMembers }, aboutSpan)),
  parentLineId: Type.Union([LineIdSchema, Type.Null()]),
});
export type NativeCreditTerms = Static<typeof CreditTermsSchema>;
