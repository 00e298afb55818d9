import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CurrencySchema,
  closed,
  DateSchema,
  InstantSchema,
  NextSchema,
  pageQuery,
  RateIdSchema,
} from './scalars.ts';

const rateMembers = {
  from: CurrencySchema,
  to: CurrencySchema,
  rate: Type.String({
    pattern: '^(?=.*[1-9])(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,12})?$',
    description: 'What one unit of `from` is in `to`: a decimal of at most 15 digits.',
  }),
  validFrom: DateSchema,
};

export const RateSchema = Type.Object({
  rateId: RateIdSchema,
  ...rateMembers,
  createdAt: InstantSchema,
  createdBy: Type.String(),
});
export type NativeRate = Static<typeof RateSchema>;

const tag = 'Rates';

export const rateOperations = {
  listRates: operation({
    method: 'GET',
    path: '/v1/rates',
    tag,
    summary: 'List stored rates',
    query: Type.Object(pageQuery, closed),
    answers: { 200: Type.Object({ items: Type.Array(RateSchema), next: NextSchema }) },
  }),
  addRate: operation({
    method: 'POST',
    path: '/v1/rates',
    tag,
    summary: 'Store a rate',
    description:
      'A hold in another currency than its line is converted by the rate in force that day and ' +
      'keeps it. A stored rate is never changed; a later `validFrom` takes its place.',
    body: Type.Object(rateMembers, closed),
    isKeyed: true,
    answers: { 201: RateSchema },
  }),
} as const;
