import type { OutsideFacts, RuleFacts } from '../rule-facts.ts';

/** The facts of a call by one name each: what the tables of business rules may name as inputs. */
export type RuleInputName =
  | Exclude<keyof RuleFacts, 'attributes' | 'settings' | 'outside'>
  | keyof OutsideFacts;

/** `texts` is a list of texts; an amount is exact, in the currency of the platform or the line. */
export type RuleInputKind = 'text' | 'texts' | 'count' | 'amount' | 'yes_no';

export type RuleInput = {
  readonly kind: RuleInputKind;
  /** Whether rules meet it as null. What must be known and is not, keeps a set from its answer. */
  readonly isNullable: boolean;
  /** Asked of others while the call waits, and only where a rule names it. */
  readonly isOutside: boolean;
  /** Told of the customer's other subscriptions, which are read only where a rule names it. */
  readonly isOfOthers: boolean;
  /** Whether a text for customers may hold it. */
  readonly isForCustomers: boolean;
  /** For providers: what it says, and what it may be. */
  readonly meaning: string;
};

const plain = {
  ...{ isNullable: false, isOutside: false, isOfOthers: false },
  isForCustomers: true,
} as const;
const nullable = { ...plain, isNullable: true } as const;
const ofOthers = { ...plain, isOfOthers: true } as const;
const outside = { ...plain, isOutside: true, isForCustomers: false } as const;

/** Every input, in the order in which the page for providers shows them. */
export const ruleInputs: Readonly<Record<RuleInputName, RuleInput>> = {
  operation: {
    ...plain,
    kind: 'text',
    meaning: 'The operation that is asked for, such as `subscription.create`: that of the set.',
  },
  serviceType: { ...plain, kind: 'text', meaning: 'The type of the service, as calls name it.' },
  productId: {
    ...nullable,
    kind: 'text',
    meaning:
      'The product: the one that a Create or a change of plan asks for, else that of the object. ' +
      'Calls about add-ons give the product of the subscription. Null where nobody said one.',
  },
  accountId: {
    ...plain,
    isForCustomers: false,
    kind: 'text',
    meaning: "The customer's account at the platform, as digits.",
  },
  requester: {
    ...plain,
    kind: 'text',
    meaning: 'Where the user sits who asks: `back_office`, `storefront`, `api` or `unknown`.',
  },
  isTrial: { ...plain, kind: 'yes_no', meaning: 'Whether the subscription is a trial.' },
  isFromOrder: {
    ...nullable,
    kind: 'yes_no',
    meaning: 'Whether the call comes from an order. Null where the call does not say.',
  },
  quantityBefore: {
    ...plain,
    kind: 'count',
    meaning: 'Licences before the call; 0 for what is new or has ended.',
  },
  quantityAfter: {
    ...nullable,
    kind: 'count',
    meaning: 'Licences after the call, as a total; 0 for a Cancel. Null where a Create says none.',
  },
  addonsTouched: {
    ...plain,
    kind: 'count',
    meaning: 'Add-ons that the call orders, changes or cancels.',
  },
  addonsActive: { ...plain, kind: 'count', meaning: 'Add-ons that are active before the call.' },
  state: {
    ...plain,
    kind: 'text',
    meaning: 'Of the object that the call names: `none`, `active`, `suspended` or `cancelled`.',
  },
  daysSincePurchase: {
    ...nullable,
    kind: 'count',
    meaning:
      'Days since the purchase. Days that have begun count: 14 days and a minute are 15. Null ' +
      'where there is nothing yet.',
  },
  daysSinceRenewal: {
    ...nullable,
    kind: 'count',
    meaning: 'The same since the last renewal; since the purchase where there was none.',
  },
  otherActive: {
    ...ofOthers,
    kind: 'count',
    meaning: "The customer's other active subscriptions, without the one that is called.",
  },
  otherSuspended: {
    ...ofOthers,
    kind: 'count',
    meaning: 'Other subscriptions that are suspended.',
  },
  otherCancelled: { ...ofOthers, kind: 'count', meaning: 'Other subscriptions that have ended.' },
  otherActiveOfProduct: {
    ...ofOthers,
    kind: 'count',
    meaning: 'Other active subscriptions of the same product.',
  },
  productsOwned: {
    ...ofOthers,
    kind: 'texts',
    meaning:
      'Products of which the customer has another active subscription, each once. Ask with ' +
      '`list contains(productsOwned, "STD")`.',
  },
  onePerCustomer: {
    ...plain,
    kind: 'yes_no',
    meaning: 'Whether the catalogue allows one subscription of the product for each customer.',
  },
  requires: {
    ...nullable,
    kind: 'text',
    meaning: 'Another product that the catalogue requires for this one. Null: none.',
  },
  hasRequired: {
    ...ofOthers,
    kind: 'yes_no',
    meaning: 'Whether the customer has that product, active; yes where none is required.',
  },
  minQuantity: {
    ...nullable,
    kind: 'count',
    meaning: 'The least licences that the catalogue allows. Null: no such bound.',
  },
  maxQuantity: {
    ...nullable,
    kind: 'count',
    meaning: 'The most licences that the catalogue allows. Null: no such bound.',
  },
  cancelWindowDays: {
    ...nullable,
    kind: 'count',
    meaning:
      'For how many days after the purchase it may be cancelled, as agreed at the purchase. Null: ' +
      'always.',
  },
  overdueAmount: {
    ...outside,
    kind: 'amount',
    meaning: 'What is overdue, as the billing information of the platform says.',
  },
  balance: { ...outside, kind: 'amount', meaning: "The account's balance at the platform." },
  monthlyRunRate: {
    ...outside,
    kind: 'amount',
    meaning: 'What the account is billed in a month at the platform.',
  },
  isOrderingEnabled: {
    ...outside,
    kind: 'yes_no',
    meaning: 'Whether the platform lets the account order.',
  },
  headroom: {
    ...outside,
    kind: 'amount',
    meaning: "What is left on the customer's credit line, where the service is linked to credit.",
  },
};

export function isRuleInput(name: string): name is RuleInputName {
  return Object.hasOwn(ruleInputs, name);
}

/** The type under which a model declares an input of this kind; `texts` it declares itself. */
export function feelTypeOf(kind: RuleInputKind): 'string' | 'number' | 'boolean' | 'texts' {
  switch (kind) {
    case 'text':
      return 'string';
    case 'texts':
      return 'texts';
    case 'yes_no':
      return 'boolean';
    default:
      return 'number';
  }
}
