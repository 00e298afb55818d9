import type { Texts } from '../ruleset.ts';

/** What people read of the reasons of the ready rulesets. */
export const readyTexts: Readonly<Record<string, Texts>> = {
  company_closed: {
    en: 'The company is no longer active in the register.',
    nl: 'Het bedrijf is niet meer actief in het register.',
    de: 'Die Firma ist laut Register nicht mehr aktiv.',
  },
  overdue_very_long: {
    en: 'Invoices have been overdue for {overdueDays} days.',
    nl: 'Facturen zijn al {overdueDays} dagen achterstallig.',
    de: 'Rechnungen sind seit {overdueDays} Tagen überfällig.',
  },
  overdue_long: {
    en: 'Invoices are overdue for {overdueDays} days, which is long.',
    nl: 'Facturen zijn {overdueDays} dagen achterstallig, dat is lang.',
    de: 'Rechnungen sind {overdueDays} Tage überfällig, das ist lange.',
  },
  overdue_short: {
    en: 'Invoices are overdue for {overdueDays} days.',
    nl: 'Facturen zijn {overdueDays} dagen achterstallig.',
    de: 'Rechnungen sind {overdueDays} Tage überfällig.',
  },
  overdue_days: {
    en: 'Invoices are a few days overdue ({overdueDays}).',
    nl: 'Facturen zijn enkele dagen achterstallig ({overdueDays}).',
    de: 'Rechnungen sind einige Tage überfällig ({overdueDays}).',
  },
  item_very_old: {
    en: 'The oldest open item is {oldestOpenItemDays} days old, which is very old.',
    nl: 'De oudste open post is {oldestOpenItemDays} dagen oud, dat is zeer oud.',
    de: 'Der älteste offene Posten ist {oldestOpenItemDays} Tage alt, das ist sehr alt.',
  },
  item_old: {
    en: 'The oldest open item is {oldestOpenItemDays} days old.',
    nl: 'De oudste open post is {oldestOpenItemDays} dagen oud.',
    de: 'Der älteste offene Posten ist {oldestOpenItemDays} Tage alt.',
  },
  payments_bad: {
    en: 'The payment behaviour is bad.',
    nl: 'Het betaalgedrag is slecht.',
    de: 'Das Zahlungsverhalten ist schlecht.',
  },
  payments_slow: {
    en: 'The payment behaviour is slow.',
    nl: 'Het betaalgedrag is traag.',
    de: 'Das Zahlungsverhalten ist schleppend.',
  },
  payments_unknown: {
    en: 'The payment behaviour is not known.',
    nl: 'Het betaalgedrag is niet bekend.',
    de: 'Das Zahlungsverhalten ist nicht bekannt.',
  },
  limit_exceeded: {
    en: '{utilisation} % of the limit is used already.',
    nl: 'Al {utilisation} % van de limiet is gebruikt.',
    de: 'Bereits {utilisation} % des Limits sind genutzt.',
  },
  limit_nearly_used: {
    en: 'Most of the limit is used: {utilisation} %.',
    nl: 'Het grootste deel van de limiet is gebruikt: {utilisation} %.',
    de: 'Der größte Teil des Limits ist genutzt: {utilisation} %.',
  },
  company_new: {
    en: 'The company is {companyAgeMonths} months old, which is very young.',
    nl: 'Het bedrijf bestaat {companyAgeMonths} maanden, dat is zeer kort.',
    de: 'Die Firma besteht seit {companyAgeMonths} Monaten, das ist sehr kurz.',
  },
  company_young: {
    en: 'The company is {companyAgeMonths} months old, which is young.',
    nl: 'Het bedrijf bestaat {companyAgeMonths} maanden, dat is kort.',
    de: 'Die Firma besteht seit {companyAgeMonths} Monaten, das ist kurz.',
  },
  company_settled: {
    en: 'The company is {companyAgeMonths} months old.',
    nl: 'Het bedrijf bestaat {companyAgeMonths} maanden.',
    de: 'Die Firma besteht seit {companyAgeMonths} Monaten.',
  },
  company_age_unknown: {
    en: 'The age of the company is not known.',
    nl: 'De leeftijd van het bedrijf is niet bekend.',
    de: 'Das Alter der Firma ist nicht bekannt.',
  },
  personal_liability: {
    en: 'People stand behind the company with what they own ({legalForm}).',
    nl: 'Personen staan met hun eigen vermogen achter het bedrijf ({legalForm}).',
    de: 'Personen haften mit ihrem eigenen Vermögen ({legalForm}).',
  },
  sector_risky: {
    en: 'The sector has many failures (activity {activity}).',
    nl: 'In deze sector gaan veel bedrijven failliet (activiteit {activity}).',
    de: 'In dieser Branche gibt es viele Insolvenzen (Branche {activity}).',
  },
  abroad: {
    en: 'The company is not in the Netherlands ({country}).',
    nl: 'Het bedrijf is niet in Nederland gevestigd ({country}).',
    de: 'Die Firma hat ihren Sitz nicht in den Niederlanden ({country}).',
  },
  no_history: {
    en: 'Nothing has been granted to the company before.',
    nl: 'Het bedrijf heeft nog nooit een goedkeuring gehad.',
    de: 'Der Firma wurde bisher nichts zugesagt.',
  },
  earlier_refusals: {
    en: 'Earlier requests were refused ({earlierRejected}).',
    nl: 'Eerdere aanvragen zijn afgewezen ({earlierRejected}).',
    de: 'Frühere Anfragen wurden abgelehnt ({earlierRejected}).',
  },
  sound: {
    en: 'Nothing speaks against the company.',
    nl: 'Niets pleit tegen het bedrijf.',
    de: 'Nichts spricht gegen die Firma.',
  },
  risk_too_high: {
    en: 'The risk class is {riskClass}: no credit.',
    nl: 'De risicoklasse is {riskClass}: geen krediet.',
    de: 'Die Risikoklasse ist {riskClass}: kein Kredit.',
  },
  risk_high: {
    en: 'The risk class is {riskClass}: a person decides.',
    nl: 'De risicoklasse is {riskClass}: een medewerker beslist.',
    de: 'Die Risikoklasse ist {riskClass}: ein Mensch entscheidet.',
  },
  over_headroom: {
    en: 'The amount of {amount} {currency} is more than the headroom of {headroom} {currency}.',
    nl: 'Het bedrag van {amount} {currency} is hoger dan de vrije ruimte van {headroom} {currency}.',
    de: 'Der Betrag von {amount} {currency} übersteigt den freien Rahmen von {headroom} {currency}.',
  },
  above_advice: {
    en: 'The amount of {amount} {currency} is above the limit advice of {limitAdvice} {currency}.',
    nl: 'Het bedrag van {amount} {currency} ligt boven het limietadvies van {limitAdvice} {currency}.',
    de: 'Der Betrag von {amount} {currency} liegt über dem Limitvorschlag von {limitAdvice} {currency}.',
  },
  far_above_advice: {
    en: 'The amount of {amount} {currency} is far above the limit advice of {limitAdvice} {currency}.',
    nl: 'Het bedrag van {amount} {currency} ligt ver boven het limietadvies van {limitAdvice} {currency}.',
    de: 'Der Betrag von {amount} {currency} liegt weit über dem Limitvorschlag von {limitAdvice} {currency}.',
  },
  overdue: {
    en: 'Invoices of {overdueAmount} {currency} are overdue.',
    nl: 'Voor {overdueAmount} {currency} aan facturen is achterstallig.',
    de: 'Rechnungen über {overdueAmount} {currency} sind überfällig.',
  },
  much_overdue: {
    en: 'Invoices of {overdueAmount} {currency} are overdue, which is too much.',
    nl: 'Voor {overdueAmount} {currency} aan facturen is achterstallig, dat is te veel.',
    de: 'Rechnungen über {overdueAmount} {currency} sind überfällig, das ist zu viel.',
  },
  within_policy: {
    en: 'The request is within what the rules allow.',
    nl: 'De aanvraag valt binnen wat de regels toestaan.',
    de: 'Die Anfrage liegt im Rahmen der Regeln.',
  },
  no_rule: {
    en: 'No rule says what to do.',
    nl: 'Geen regel zegt wat er moet gebeuren.',
    de: 'Keine Regel sagt, was zu tun ist.',
  },
};
