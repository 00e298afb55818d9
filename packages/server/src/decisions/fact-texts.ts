import type { FactName } from './facts.ts';
import type { Texts } from './ruleset.ts';

/** What people call the facts. */
export const factLabels: Readonly<Record<FactName, Texts>> = {
  purpose: { en: 'purpose', nl: 'doel', de: 'Zweck' },
  currency: { en: 'currency', nl: 'valuta', de: 'Währung' },
  amount: { en: 'amount', nl: 'bedrag', de: 'Betrag' },
  limit: { en: 'limit', nl: 'limiet', de: 'Limit' },
  headroom: { en: 'headroom', nl: 'vrije ruimte', de: 'freier Rahmen' },
  utilisation: { en: 'utilisation', nl: 'benutting', de: 'Auslastung' },
  overdueDays: { en: 'days overdue', nl: 'dagen achterstallig', de: 'Tage überfällig' },
  overdueAmount: { en: 'overdue amount', nl: 'achterstallig bedrag', de: 'überfälliger Betrag' },
  oldestOpenItemDays: {
    en: 'age of the oldest open item',
    nl: 'leeftijd van de oudste open post',
    de: 'Alter des ältesten offenen Postens',
  },
  companyKnown: {
    en: 'company in the register',
    nl: 'bedrijf in het register',
    de: 'Firma im Register',
  },
  companyActive: { en: 'company active', nl: 'bedrijf actief', de: 'Firma aktiv' },
  companyAgeMonths: {
    en: 'age of the company',
    nl: 'leeftijd van het bedrijf',
    de: 'Alter der Firma',
  },
  legalForm: { en: 'legal form', nl: 'rechtsvorm', de: 'Rechtsform' },
  activity: { en: 'activity', nl: 'activiteit', de: 'Branche' },
  country: { en: 'country', nl: 'land', de: 'Land' },
  paymentBehaviour: { en: 'payment behaviour', nl: 'betaalgedrag', de: 'Zahlungsverhalten' },
  earlierApproved: {
    en: 'earlier approvals',
    nl: 'eerdere goedkeuringen',
    de: 'frühere Zusagen',
  },
  earlierRejected: {
    en: 'earlier refusals',
    nl: 'eerdere afwijzingen',
    de: 'frühere Ablehnungen',
  },
};

/** Why a person looks although no rule said so. `{fact}` is the name of the fact. */
export const gapTexts: Readonly<Record<'fact_missing' | 'rules_failed', Texts>> = {
  fact_missing: {
    en: 'Not known: {fact}. The rules need it.',
    nl: 'Niet bekend: {fact}. De regels hebben dit nodig.',
    de: 'Nicht bekannt: {fact}. Die Regeln brauchen diese Angabe.',
  },
  rules_failed: {
    en: 'The rules came to no result ({fact}).',
    nl: 'De regels kwamen niet tot een uitkomst ({fact}).',
    de: 'Die Regeln kamen zu keinem Ergebnis ({fact}).',
  },
};

/** What stands in a text for a fact that is not known. */
export const unknownTexts: Texts = { en: 'not known', nl: 'niet bekend', de: 'nicht bekannt' };
