import type { Texts } from '../decisions/index.ts';

/** Why a person looks at an application although no rule said so. */
export type ApplicationReason =
  | { readonly code: 'assessment.company_unknown' }
  | { readonly code: 'assessment.company_silent'; readonly cause: string }
  | { readonly code: 'assessment.ruleset_unavailable' }
  | { readonly code: 'assessment.hold_no_line' };

/** For the people who asked; none names a limit or another customer. */
export const applicationReasonTexts: Readonly<Record<ApplicationReason['code'], Texts>> = {
  'assessment.company_unknown': {
    en: 'The company is not known to the register.',
    nl: 'Het bedrijf is niet bekend in het register.',
    de: 'Das Unternehmen ist im Register nicht bekannt.',
  },
  'assessment.company_silent': {
    en: 'The register gave no answer in time.',
    nl: 'Het register gaf niet op tijd antwoord.',
    de: 'Das Register hat nicht rechtzeitig geantwortet.',
  },
  'assessment.ruleset_unavailable': {
    en: 'The rules are not in force any more.',
    nl: 'De regels zijn niet meer van kracht.',
    de: 'Die Regeln sind nicht mehr in Kraft.',
  },
  'assessment.hold_no_line': {
    en: 'Credit is to be set aside with the approval, and none is agreed with the company.',
    nl: 'Bij goedkeuring moet krediet worden gereserveerd, en daarover is met het bedrijf niets afgesproken.',
    de: 'Mit der Freigabe ist Kredit zu reservieren, und mit dem Unternehmen ist keiner vereinbart.',
  },
};

/** What a report says where the rules say yes and the ledger does not; it names no figure. */
export const ledgerTexts: Texts = {
  en: 'The credit that is to be set aside with the approval is not free at the moment.',
  nl: 'Het krediet dat bij goedkeuring moet worden gereserveerd, is op dit moment niet vrij.',
  de: 'Der Kredit, der mit der Freigabe zu reservieren ist, ist im Augenblick nicht frei.',
};

/** What a report says of an application that a person has decided. */
export const personTexts: Readonly<Record<'approved' | 'rejected', Texts>> = {
  approved: {
    en: 'Approved by a person after a review.',
    nl: 'Na beoordeling door een medewerker goedgekeurd.',
    de: 'Nach Prüfung durch eine Person freigegeben.',
  },
  rejected: {
    en: 'Rejected by a person after a review.',
    nl: 'Na beoordeling door een medewerker afgewezen.',
    de: 'Nach Prüfung durch eine Person abgelehnt.',
  },
};
