import type { ServiceManagerLanguage } from './language.ts';
import type { ExpectedKind, NamedObject, ServiceManagerProblem } from './problem.ts';

type Simple = Exclude<ServiceManagerProblem['kind'], 'wrong_type'>;

export type ProblemTexts = Readonly<Record<Simple | 'twice_unnamed' | 'or', string>> & {
  readonly expected: Readonly<Record<ExpectedKind, string>>;
  readonly objects: Readonly<
    Record<NamedObject['kind'], { readonly named: string; readonly unnamed: string }>
  >;
};

/** Texts of what makes a call unreadable. The names of members are those of the wire. */
export const problemTexts: Readonly<Record<ServiceManagerLanguage, ProblemTexts>> = {
  en: {
    not_readable: 'The body is not readable JSON.',
    too_large: 'The body is too large or has too many members.',
    missing: 'Required member missing: {member}.',
    too_long: '{member} is too long.',
    unknown_value: 'The value of {member} is not known: {value}.',
    unknown_action: 'ActionType of {object} is not known: {value}.',
    twice: 'Member occurs twice: {member}.',
    twice_unnamed: 'A member occurs twice.',
    contradiction: 'ActionType of {object} must be {allowed} in {operation}.',
    or: 'or',
    expected: {
      boolean: '{member} must be true or false.',
      text: '{member} must be a text.',
      whole_number: '{member} must be a whole number.',
      quantity: '{member} must be a whole number, 0 or more.',
      account_id: '{member} must be a whole number above 0.',
      object: '{member} must be an object.',
      list: '{member} must be a list.',
    },
    objects: {
      subscription: { named: 'subscription {name}', unnamed: 'the subscription' },
      addon: { named: 'add-on {name}', unnamed: 'an add-on' },
      asset: { named: 'asset {name}', unnamed: 'the asset' },
    },
  },
  nl: {
    not_readable: 'De inhoud is geen leesbare JSON.',
    too_large: 'De inhoud is te groot of bevat te veel velden.',
    missing: 'Verplicht veld ontbreekt: {member}.',
    too_long: '{member} is te lang.',
    unknown_value: 'De waarde van {member} is niet bekend: {value}.',
    unknown_action: 'ActionType van {object} is niet bekend: {value}.',
    twice: 'Veld komt twee keer voor: {member}.',
    twice_unnamed: 'Een veld komt twee keer voor.',
    contradiction: 'ActionType van {object} moet {allowed} zijn bij {operation}.',
    or: 'of',
    expected: {
      boolean: '{member} moet true of false zijn.',
      text: '{member} moet een tekst zijn.',
      whole_number: '{member} moet een geheel getal zijn.',
      quantity: '{member} moet een geheel getal van 0 of hoger zijn.',
      account_id: '{member} moet een geheel getal boven 0 zijn.',
      object: '{member} moet een object zijn.',
      list: '{member} moet een lijst zijn.',
    },
    objects: {
      subscription: { named: 'abonnement {name}', unnamed: 'het abonnement' },
      addon: { named: 'add-on {name}', unnamed: 'een add-on' },
      asset: { named: 'asset {name}', unnamed: 'het asset' },
    },
  },
  de: {
    not_readable: 'Der Inhalt ist kein lesbares JSON.',
    too_large: 'Der Inhalt ist zu groß oder hat zu viele Felder.',
    missing: 'Pflichtfeld fehlt: {member}.',
    too_long: '{member} ist zu lang.',
    unknown_value: 'Der Wert von {member} ist nicht bekannt: {value}.',
    unknown_action: 'ActionType von {object} ist nicht bekannt: {value}.',
    twice: 'Feld kommt zweimal vor: {member}.',
    twice_unnamed: 'Ein Feld kommt zweimal vor.',
    contradiction: 'ActionType von {object} muss bei {operation} {allowed} sein.',
    or: 'oder',
    expected: {
      boolean: '{member} muss true oder false sein.',
      text: '{member} muss ein Text sein.',
      whole_number: '{member} muss eine ganze Zahl sein.',
      quantity: '{member} muss eine ganze Zahl ab 0 sein.',
      account_id: '{member} muss eine ganze Zahl über 0 sein.',
      object: '{member} muss ein Objekt sein.',
      list: '{member} muss eine Liste sein.',
    },
    objects: {
      subscription: { named: 'Abonnement {name}', unnamed: 'dem Abonnement' },
      addon: { named: 'Add-on {name}', unnamed: 'einem Add-on' },
      asset: { named: 'Asset {name}', unnamed: 'dem Asset' },
    },
  },
  pl: {
    not_readable: 'Treść nie jest czytelnym dokumentem JSON.',
    too_large: 'Treść jest za duża lub ma za dużo pól.',
    missing: 'Brak wymaganego pola: {member}.',
    too_long: 'Wartość {member} jest za długa.',
    unknown_value: 'Wartość {member} jest nieznana: {value}.',
    unknown_action: 'ActionType ({object}) jest nieznany: {value}.',
    twice: 'Pole występuje dwa razy: {member}.',
    twice_unnamed: 'Jedno z pól występuje dwa razy.',
    contradiction: 'ActionType ({object}) musi mieć wartość {allowed} w operacji {operation}.',
    or: 'lub',
    expected: {
      boolean: '{member} musi mieć wartość true lub false.',
      text: '{member} musi być tekstem.',
      whole_number: '{member} musi być liczbą całkowitą.',
      quantity: '{member} musi być liczbą całkowitą, 0 lub większą.',
      account_id: '{member} musi być liczbą całkowitą większą od 0.',
      object: '{member} musi być obiektem.',
      list: '{member} musi być listą.',
    },
    objects: {
      subscription: { named: 'subskrypcja {name}', unnamed: 'subskrypcja' },
      addon: { named: 'dodatek {name}', unnamed: 'dodatek' },
      asset: { named: 'zasób {name}', unnamed: 'zasób' },
    },
  },
  el: {
    not_readable: 'Το περιεχόμενο δεν είναι αναγνώσιμο JSON.',
    too_large: 'Το περιεχόμενο είναι πολύ μεγάλο ή έχει πάρα πολλά πεδία.',
    missing: 'Λείπει υποχρεωτικό πεδίο: {member}.',
    too_long: 'Το {member} είναι πολύ μεγάλο.',
    unknown_value: 'Η τιμή του {member} δεν είναι γνωστή: {value}.',
    unknown_action: 'Το ActionType ({object}) δεν είναι γνωστό: {value}.',
    twice: 'Το πεδίο εμφανίζεται δύο φορές: {member}.',
    twice_unnamed: 'Ένα πεδίο εμφανίζεται δύο φορές.',
    contradiction: 'Το ActionType ({object}) πρέπει να είναι {allowed} στην ενέργεια {operation}.',
    or: 'ή',
    expected: {
      boolean: 'Το {member} πρέπει να είναι true ή false.',
      text: 'Το {member} πρέπει να είναι κείμενο.',
      whole_number: 'Το {member} πρέπει να είναι ακέραιος αριθμός.',
      quantity: 'Το {member} πρέπει να είναι ακέραιος αριθμός, 0 ή μεγαλύτερος.',
      account_id: 'Το {member} πρέπει να είναι ακέραιος αριθμός μεγαλύτερος από 0.',
      object: 'Το {member} πρέπει να είναι αντικείμενο.',
      list: 'Το {member} πρέπει να είναι λίστα.',
    },
    objects: {
      subscription: { named: 'συνδρομή {name}', unnamed: 'συνδρομή' },
      addon: { named: 'πρόσθετο {name}', unnamed: 'πρόσθετο' },
      asset: { named: 'πάγιο {name}', unnamed: 'πάγιο' },
    },
  },
};
