import type { ServiceManagerLanguage } from '@aval/wire';

/** What this wire says in its own words, beside the problems of a body and the texts of rules. */
export type AnswerTexts = {
  readonly subscriptionUnknown: string;
  readonly addonUnknown: string;
  readonly assetUnknown: string;
  readonly subscriptionOtherContent: string;
  readonly addonOtherContent: string;
  readonly assetOtherContent: string;
  readonly serviceUnknown: string;
  readonly customerUnknown: string;
  readonly addonNotOfProduct: string;
  readonly addonTwice: string;
  readonly planChange: string;
  readonly step: string;
  readonly stateActive: string;
  readonly stateSuspended: string;
  readonly stateCancelled: string;
  readonly action: string;
  readonly notPriced: string;
  readonly notConvertible: string;
  readonly creditNotSufficient: string;
  readonly customerStopped: string;
  readonly noOpenLine: string;
  readonly dataMissing: string;
  readonly baseUri: string;
  readonly notAuthorized: string;
  readonly notSupported: string;
  readonly notFound: string;
  readonly wrongMethod: string;
  readonly tooMany: string;
  readonly fault: string;
  readonly unknownOutcome: string;
  readonly wrongDesk: string;
  readonly registrationClosed: string;
};

/** `{name}` stands for a fact. Texts of the end user's codes name no figure and nobody else. */
export const answerTexts: Readonly<Record<ServiceManagerLanguage, AnswerTexts>> = {
  en: {
    subscriptionUnknown: 'This subscription is not known here.',
    addonUnknown: 'This add-on is not known here.',
    assetUnknown: 'This asset is not known here.',
    subscriptionOtherContent: 'This subscription was already created with other content.',
    addonOtherContent: 'This add-on was already created with other content.',
    assetOtherContent: 'This asset was already created with other content.',
    serviceUnknown: 'Service {name} is not known here.',
    customerUnknown: 'This customer is not known here.',
    addonNotOfProduct: 'Add-on {addon} does not belong to product {product}.',
    addonTwice: 'Add-on {addon} stands twice in the call.',
    planChange: 'This change of plan is not possible.',
    step: 'This is not possible: the state is {state}.',
    stateActive: 'active',
    stateSuspended: 'suspended',
    stateCancelled: 'cancelled',
    action: 'An ActionType contradicts the operation.',
    notPriced: 'Item {name} cannot be priced.',
    notConvertible: 'There is no exchange rate for this purchase.',
    creditNotSufficient:
      'This purchase needs more credit than is available. Please contact your supplier.',
    customerStopped:
      'New orders are not possible for this account at the moment. Please contact your supplier.',
    noOpenLine: 'This account has no open credit line. Please contact your supplier.',
    dataMissing: 'Data needed for this decision is not available.',
    baseUri: 'The platform address of this call is not registered.',
    notAuthorized: 'Authorization failed.',
    notSupported: 'This operation is not supported.',
    notFound: 'There is nothing at this address.',
    wrongMethod: 'This address takes other methods.',
    tooMany: 'Too many calls. Repeat the call later.',
    fault: 'Something went wrong here, and nothing was changed. Repeat the call.',
    unknownOutcome: 'It is not known whether this was done. Repeat the same call to learn it.',
    wrongDesk: 'Desk tenant or desk key is not valid.',
    registrationClosed: 'Registration is closed.',
  },
  nl: {
    subscriptionUnknown: 'Dit abonnement is hier niet bekend.',
    addonUnknown: 'Deze add-on is hier niet bekend.',
    assetUnknown: 'Dit asset is hier niet bekend.',
    subscriptionOtherContent: 'Dit abonnement is al met een andere inhoud aangemaakt.',
    addonOtherContent: 'Deze add-on is al met een andere inhoud aangemaakt.',
    assetOtherContent: 'Dit asset is al met een andere inhoud aangemaakt.',
    serviceUnknown: 'Dienst {name} is hier niet bekend.',
    customerUnknown: 'Deze klant is hier niet bekend.',
    addonNotOfProduct: 'Add-on {addon} hoort niet bij product {product}.',
    addonTwice: 'Add-on {addon} staat twee keer in de aanroep.',
    planChange: 'Deze wijziging van het abonnement is niet mogelijk.',
    step: 'Dit is niet mogelijk: de status is {state}.',
    stateActive: 'actief',
    stateSuspended: 'opgeschort',
    stateCancelled: 'beëindigd',
    action: 'Een ActionType is in strijd met de bewerking.',
    notPriced: 'Voor artikel {name} is geen prijs bekend.',
    notConvertible: 'Er is geen wisselkoers voor deze aankoop.',
    creditNotSufficient:
      'Voor deze aankoop is meer krediet nodig dan beschikbaar is. Neem contact op met uw leverancier.',
    customerStopped:
      'Nieuwe bestellingen zijn voor dit account momenteel niet mogelijk. Neem contact op met uw leverancier.',
    noOpenLine: 'Dit account heeft geen open kredietlijn. Neem contact op met uw leverancier.',
    dataMissing: 'Gegevens die voor deze beslissing nodig zijn, zijn niet beschikbaar.',
    baseUri: 'Het platformadres van deze aanroep is niet geregistreerd.',
    notAuthorized: 'Autorisatie mislukt.',
    notSupported: 'Deze bewerking wordt niet ondersteund.',
    notFound: 'Op dit adres is niets.',
    wrongMethod: 'Dit adres kent andere methoden.',
    tooMany: 'Te veel aanroepen. Herhaal de aanroep later.',
    fault: 'Er ging hier iets mis en er is niets gewijzigd. Herhaal de aanroep.',
    unknownOutcome:
      'Het is niet bekend of dit is uitgevoerd. Herhaal dezelfde aanroep om het te weten te komen.',
    wrongDesk: 'Desk-tenant of desk-sleutel is niet geldig.',
    registrationClosed: 'Registratie is gesloten.',
  },
  de: {
    subscriptionUnknown: 'Dieses Abonnement ist hier nicht bekannt.',
    addonUnknown: 'Dieses Add-on ist hier nicht bekannt.',
    assetUnknown: 'Dieses Asset ist hier nicht bekannt.',
    subscriptionOtherContent: 'Dieses Abonnement wurde bereits mit anderem Inhalt angelegt.',
    addonOtherContent: 'Dieses Add-on wurde bereits mit anderem Inhalt angelegt.',
    assetOtherContent: 'Dieses Asset wurde bereits mit anderem Inhalt angelegt.',
    serviceUnknown: 'Der Dienst {name} ist hier nicht bekannt.',
    customerUnknown: 'Dieser Kunde ist hier nicht bekannt.',
    addonNotOfProduct: 'Das Add-on {addon} gehört nicht zum Produkt {product}.',
    addonTwice: 'Das Add-on {addon} steht zweimal im Aufruf.',
    planChange: 'Dieser Tarifwechsel ist nicht möglich.',
    step: 'Das ist nicht möglich: Der Zustand ist {state}.',
    stateActive: 'aktiv',
    stateSuspended: 'ausgesetzt',
    stateCancelled: 'gekündigt',
    action: 'Ein ActionType widerspricht dem Vorgang.',
    notPriced: 'Für den Artikel {name} gibt es keinen Preis.',
    notConvertible: 'Für diesen Kauf gibt es keinen Wechselkurs.',
    creditNotSufficient:
      'Dieser Kauf benötigt mehr Kredit, als verfügbar ist. Bitte wenden Sie sich an Ihren Lieferanten.',
    customerStopped:
      'Für dieses Konto sind derzeit keine neuen Bestellungen möglich. Bitte wenden Sie sich an Ihren Lieferanten.',
    noOpenLine:
      'Dieses Konto hat keine offene Kreditlinie. Bitte wenden Sie sich an Ihren Lieferanten.',
    dataMissing: 'Für diese Entscheidung benötigte Daten sind nicht verfügbar.',
    baseUri: 'Die Plattformadresse dieses Aufrufs ist nicht registriert.',
    notAuthorized: 'Die Autorisierung ist fehlgeschlagen.',
    notSupported: 'Dieser Vorgang wird nicht unterstützt.',
    notFound: 'Unter dieser Adresse gibt es nichts.',
    wrongMethod: 'Diese Adresse nimmt andere Methoden an.',
    tooMany: 'Zu viele Aufrufe. Bitte wiederholen Sie den Aufruf später.',
    fault:
      'Hier ist etwas schiefgegangen, und es wurde nichts geändert. Bitte wiederholen Sie den Aufruf.',
    unknownOutcome:
      'Es ist nicht bekannt, ob dies ausgeführt wurde. Wiederholen Sie denselben Aufruf, um es zu erfahren.',
    wrongDesk: 'Desk-Mandant oder Desk-Schlüssel ist ungültig.',
    registrationClosed: 'Die Registrierung ist geschlossen.',
  },
  pl: {
    subscriptionUnknown: 'Ta subskrypcja nie jest tu znana.',
    addonUnknown: 'Ten dodatek nie jest tu znany.',
    assetUnknown: 'Ten zasób nie jest tu znany.',
    subscriptionOtherContent: 'Ta subskrypcja została już utworzona z inną zawartością.',
    addonOtherContent: 'Ten dodatek został już utworzony z inną zawartością.',
    assetOtherContent: 'Ten zasób został już utworzony z inną zawartością.',
    serviceUnknown: 'Usługa {name} nie jest tu znana.',
    customerUnknown: 'Ten klient nie jest tu znany.',
    addonNotOfProduct: 'Dodatek {addon} nie należy do produktu {product}.',
    addonTwice: 'Dodatek {addon} występuje w wywołaniu dwa razy.',
    planChange: 'Ta zmiana planu nie jest możliwa.',
    step: 'To nie jest możliwe: stan to {state}.',
    stateActive: 'aktywny',
    stateSuspended: 'wstrzymany',
    stateCancelled: 'anulowany',
    action: 'ActionType jest sprzeczny z operacją.',
    notPriced: 'Nie można wycenić pozycji {name}.',
    notConvertible: 'Brak kursu wymiany dla tego zakupu.',
    creditNotSufficient:
      'Ten zakup wymaga większego kredytu niż dostępny. Skontaktuj się z dostawcą.',
    customerStopped:
      'Nowe zamówienia dla tego konta są obecnie niemożliwe. Skontaktuj się z dostawcą.',
    noOpenLine: 'To konto nie ma otwartej linii kredytowej. Skontaktuj się z dostawcą.',
    dataMissing: 'Dane potrzebne do tej decyzji są niedostępne.',
    baseUri: 'Adres platformy z tego wywołania nie jest zarejestrowany.',
    notAuthorized: 'Autoryzacja nie powiodła się.',
    notSupported: 'Ta operacja nie jest obsługiwana.',
    notFound: 'Pod tym adresem nic nie ma.',
    wrongMethod: 'Ten adres przyjmuje inne metody.',
    tooMany: 'Zbyt wiele wywołań. Powtórz wywołanie później.',
    fault: 'Coś poszło nie tak i nic nie zostało zmienione. Powtórz wywołanie.',
    unknownOutcome:
      'Nie wiadomo, czy operacja została wykonana. Powtórz to samo wywołanie, aby się dowiedzieć.',
    wrongDesk: 'Najemca lub klucz desku jest nieprawidłowy.',
    registrationClosed: 'Rejestracja jest zamknięta.',
  },
  el: {
    subscriptionUnknown: 'Αυτή η συνδρομή δεν είναι γνωστή εδώ.',
    addonUnknown: 'Αυτό το πρόσθετο δεν είναι γνωστό εδώ.',
    assetUnknown: 'Αυτό το πάγιο δεν είναι γνωστό εδώ.',
    subscriptionOtherContent: 'Αυτή η συνδρομή έχει ήδη δημιουργηθεί με άλλο περιεχόμενο.',
    addonOtherContent: 'Αυτό το πρόσθετο έχει ήδη δημιουργηθεί με άλλο περιεχόμενο.',
    assetOtherContent: 'Αυτό το πάγιο έχει ήδη δημιουργηθεί με άλλο περιεχόμενο.',
    serviceUnknown: 'Η υπηρεσία {name} δεν είναι γνωστή εδώ.',
    customerUnknown: 'Αυτός ο πελάτης δεν είναι γνωστός εδώ.',
    addonNotOfProduct: 'Το πρόσθετο {addon} δεν ανήκει στο προϊόν {product}.',
    addonTwice: 'Το πρόσθετο {addon} υπάρχει δύο φορές στην κλήση.',
    planChange: 'Αυτή η αλλαγή προγράμματος δεν είναι δυνατή.',
    step: 'Αυτό δεν είναι δυνατό: η κατάσταση είναι {state}.',
    stateActive: 'ενεργή',
    stateSuspended: 'σε αναστολή',
    stateCancelled: 'ακυρωμένη',
    action: 'Ένα ActionType έρχεται σε αντίθεση με την ενέργεια.',
    notPriced: 'Δεν υπάρχει τιμή για το είδος {name}.',
    notConvertible: 'Δεν υπάρχει ισοτιμία για αυτή την αγορά.',
    creditNotSufficient:
      'Αυτή η αγορά χρειάζεται περισσότερη πίστωση από τη διαθέσιμη. Επικοινωνήστε με τον προμηθευτή σας.',
    customerStopped:
      'Προς το παρόν δεν είναι δυνατές νέες παραγγελίες για αυτόν τον λογαριασμό. Επικοινωνήστε με τον προμηθευτή σας.',
    noOpenLine:
      'Αυτός ο λογαριασμός δεν έχει ανοιχτό πιστωτικό όριο. Επικοινωνήστε με τον προμηθευτή σας.',
    dataMissing: 'Τα δεδομένα που χρειάζονται για αυτή την απόφαση δεν είναι διαθέσιμα.',
    baseUri: 'Η διεύθυνση της πλατφόρμας αυτής της κλήσης δεν είναι καταχωρισμένη.',
    notAuthorized: 'Η εξουσιοδότηση απέτυχε.',
    notSupported: 'Αυτή η ενέργεια δεν υποστηρίζεται.',
    notFound: 'Δεν υπάρχει τίποτα σε αυτή τη διεύθυνση.',
    wrongMethod: 'Αυτή η διεύθυνση δέχεται άλλες μεθόδους.',
    tooMany: 'Πάρα πολλές κλήσεις. Επαναλάβετε την κλήση αργότερα.',
    fault: 'Κάτι πήγε στραβά εδώ και δεν άλλαξε τίποτα. Επαναλάβετε την κλήση.',
    unknownOutcome:
      'Δεν είναι γνωστό αν αυτό εκτελέστηκε. Επαναλάβετε την ίδια κλήση για να το μάθετε.',
    wrongDesk: 'Ο μισθωτής ή το κλειδί του desk δεν είναι έγκυρα.',
    registrationClosed: 'Η εγγραφή είναι κλειστή.',
  },
};

/** Puts facts in the place of their names; what callers said is cut short and kept on one line. */
export function fillAnswer(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => oneLine(facts[name] ?? ''));
}

const factLengthMax = 120;

function oneLine(text: string): string {
  return [...text.slice(0, 2 * factLengthMax)]
    .slice(0, factLengthMax)
    .join('')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}
