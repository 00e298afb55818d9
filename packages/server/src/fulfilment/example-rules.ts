import type { FulfilmentOperation } from './operation.ts';
import type { RuleFacts } from './rule-facts.ts';
import type { RuleAudience } from './select-message.ts';

/** The languages in which the texts of a rule are kept. */
export const ruleLanguages = ['en', 'nl', 'de', 'pl', 'el'] as const;
export type RuleLanguage = (typeof ruleLanguages)[number];

/** A business rule that comes ready to use. Its texts may name facts, as `{maxQuantity}`. */
export type ExampleRule = {
  readonly key: string;
  readonly code: number;
  readonly audience: RuleAudience;
  readonly operations: readonly FulfilmentOperation[];
  /** The facts that the rule looks at. */
  readonly facts: readonly (keyof RuleFacts)[];
  readonly isBroken: (facts: RuleFacts) => boolean;
  readonly texts: Readonly<Record<RuleLanguage, string>>;
};

/** The five examples of document 001, in the order in which their texts stand. */
export const exampleRules: readonly ExampleRule[] = [
  {
    key: 'one_active_subscription',
    code: -80_200,
    audience: 'end_user',
    operations: ['subscription.create'],
    facts: ['onePerCustomer', 'otherActiveOfProduct'],
    isBroken: ({ onePerCustomer, otherActiveOfProduct }) =>
      onePerCustomer && otherActiveOfProduct !== 0,
    texts: {
      en: 'This customer already has an active subscription of this service.',
      nl: 'Deze klant heeft al een actief abonnement op deze dienst.',
      de: 'Dieser Kunde hat bereits ein aktives Abonnement für diesen Dienst.',
      pl: 'Ten klient ma już aktywną subskrypcję tej usługi.',
      el: 'Αυτός ο πελάτης έχει ήδη ενεργή συνδρομή σε αυτή την υπηρεσία.',
    },
  },
  {
    key: 'prerequisite_service',
    code: -80_210,
    audience: 'end_user',
    operations: ['subscription.create'],
    facts: ['requires', 'hasRequired'],
    isBroken: ({ hasRequired }) => !hasRequired,
    texts: {
      en: 'A required service is not active for this customer.',
      nl: 'Een vereiste dienst is niet actief voor deze klant.',
      de: 'Ein erforderlicher Dienst ist für diesen Kunden nicht aktiv.',
      pl: 'Wymagana usługa nie jest aktywna dla tego klienta.',
      el: 'Μια απαιτούμενη υπηρεσία δεν είναι ενεργή για αυτόν τον πελάτη.',
    },
  },
  {
    key: 'maximum_quantity',
    code: -80_220,
    audience: 'end_user',
    operations: ['subscription.create', 'subscription.update'],
    facts: ['quantityAfter', 'maxQuantity'],
    isBroken: ({ quantityAfter, maxQuantity }) =>
      quantityAfter !== null && maxQuantity !== null && quantityAfter > maxQuantity,
    texts: {
      en: 'At most {maxQuantity} licences are possible for this product.',
      nl: 'Voor dit product zijn maximaal {maxQuantity} licenties mogelijk.',
      de: 'Für dieses Produkt sind höchstens {maxQuantity} Lizenzen möglich.',
      pl: 'Dla tego produktu dostępnych jest najwyżej {maxQuantity} licencji.',
      el: 'Για αυτό το προϊόν επιτρέπονται το πολύ {maxQuantity} άδειες.',
    },
  },
  {
    key: 'minimum_quantity',
    code: -80_230,
    audience: 'end_user',
    operations: ['subscription.create', 'subscription.update'],
    facts: ['quantityAfter', 'minQuantity'],
    isBroken: ({ quantityAfter, minQuantity }) =>
      quantityAfter !== null && minQuantity !== null && quantityAfter < minQuantity,
    texts: {
      en: 'At least {minQuantity} licences are required for this product.',
      nl: 'Voor dit product zijn minimaal {minQuantity} licenties nodig.',
      de: 'Für dieses Produkt sind mindestens {minQuantity} Lizenzen erforderlich.',
      pl: 'Ten produkt wymaga co najmniej {minQuantity} licencji.',
      el: 'Απαιτούνται τουλάχιστον {minQuantity} άδειες για αυτό το προϊόν.',
    },
  },
  {
    key: 'cancellation_window',
    code: -80_240,
    audience: 'end_user',
    operations: ['subscription.cancel'],
    facts: ['daysSincePurchase', 'cancelWindowDays'],
    isBroken: ({ daysSincePurchase, cancelWindowDays }) =>
      daysSincePurchase !== null &&
      cancelWindowDays !== null &&
      daysSincePurchase > cancelWindowDays,
    texts: {
      en: 'The cancellation period of this subscription is over.',
      nl: 'De opzegtermijn van dit abonnement is voorbij.',
      de: 'Die Kündigungsfrist dieses Abonnements ist abgelaufen.',
      pl: 'Okres, w którym można anulować tę subskrypcję, minął.',
      el: 'Η περίοδος ακύρωσης αυτής της συνδρομής έχει λήξει.',
    },
  },
];

/** The rules that a call breaks, in their order, each with its text. */
export function brokenExamples(facts: RuleFacts, language: RuleLanguage) {
  return exampleRules
    .filter((rule) => rule.operations.includes(facts.operation) && rule.isBroken(facts))
    .map(({ code, audience, texts }) => ({
      code,
      audience,
      text: fillFacts(texts[language], facts),
    }));
}

/** Puts facts that are a number or a text in the place of their names. */
export function fillFacts(text: string, facts: RuleFacts): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value: unknown = (facts as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'number' || typeof value === 'string' ? String(value) : placeholder;
  });
}
