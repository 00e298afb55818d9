import { Type } from 'typebox';

/** Objects of a request are closed: an unknown member is refused, never dropped in silence. */
export const closed = { additionalProperties: false } as const;

// UUIDv7 in Crockford's base 32; the first digit carries three bits.
const idBody = '[0-7][0-9a-hjkmnp-tv-z]{25}';

function id(prefix: string, of: string) {
  return Type.String({
    pattern: `^${prefix}_${idBody}$`,
    description: `Id of ${of}: \`${prefix}_\` and 26 characters.`,
  });
}

export const OrganizationIdSchema = id('org', 'an organization');
export const LineIdSchema = id('line', 'a credit line');
export const HoldIdSchema = id('hold', 'a hold');
export const CaptureIdSchema = id('cap', 'a capture');
export const DecisionIdSchema = id('dec', 'a decision');
export const ProposalIdSchema = id('prop', 'a proposal');
export const ReviewIdSchema = id('rev', 'a review');
export const ApplicationIdSchema = Type.String({
  pattern: '^[1-9][0-9]{0,14}$',
  description: 'Number of an application; dense for each tenant, from 1.',
});
export const UserIdSchema = id('user', 'a user');
export const RateIdSchema = id('rate', 'a stored rate');
export const CompanyIdSchema = id('comp', 'a company of the register');
export const ServiceIdSchema = id('svc', 'a service');
export const ProviderStepIdSchema = id('step', "a step of a provider's system");

export const CurrencySchema = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'An ISO 4217 code that is in force.',
});

const decimals = '(?:\\.[0-9]{1,4})?$';

function moneyWith(pattern: string, description: string) {
  return Type.Object(
    {
      amount: Type.String({
        pattern,
        description: 'A decimal text with no more decimals than the currency has.',
      }),
      currency: CurrencySchema,
    },
    { ...closed, description },
  );
}

/** The amount in an answer, or one that may be below zero. */
export const MoneySchema = moneyWith(
  `^-?[0-9]{1,15}${decimals}`,
  'An exact amount, at most 15 digits.',
);
export const NotNegativeMoneySchema = moneyWith(
  `^[0-9]{1,15}${decimals}`,
  'An exact amount of 0 or more, at most 15 digits.',
);
export const PositiveMoneySchema = moneyWith(
  `^(?=.*[1-9])[0-9]{1,15}${decimals}`,
  'An exact amount above 0, at most 15 digits.',
);

/** Nothing but printable characters, and no white space at either end. */
const printable = '[^\\x00-\\x1f\\x7f]';
const visible = '[^\\s\\x00-\\x1f\\x7f]';

export function line(lengthMax: number, description: string) {
  return Type.String({
    minLength: 1,
    maxLength: lengthMax,
    pattern: `^${visible}(?:${printable}*${visible})?$`,
    description,
  });
}

export const InstantSchema = Type.String({
  pattern:
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$',
  description: 'RFC 3339, for example `2026-03-31T12:00:00Z`.',
});
export const DateSchema = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'A day without a time, for example `2026-03-31`.',
});
export const ReasonTextSchema = line(500, 'Why, in words of the person or system that asks.');

/** Counts and versions; exact in every JSON reader. */
export const CountSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const VersionSchema = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Goes up with every change; the `ETag` of the object.',
});

export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, description: 'How many at most; default 50.' }),
  ),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'The `next` of the page before. It is good for the same list only.',
    }),
  ),
} as const;

export const NextSchema = Type.Union([Type.String(), Type.Null()], {
  description: 'Cursor of the next page; null at the end.',
});
