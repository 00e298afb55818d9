import { isJsonObject, type JsonObject, type JsonValue, numberText } from '@aval/wire';
import type { CompanyDraft } from '../parties/index.ts';
import { countryOfDutchName } from './dutch-countries.ts';

/**
 * What a base profile says of a company, or null for what is none. The address is that of the main
 * branch, or of the owner where there is no branch; a shielded address is no address.
 */
export function baseProfileDraft(profile: JsonObject, today: string): CompanyDraft | null {
  const number = textOf(profile, 'kvkNummer');
  const name = textOf(profile, 'naam') ?? textOf(profile, 'statutaireNaam');
  if (number === null || name === null) return null;
  const embedded = objectOf(profile, '_embedded');
  const main = objectOf(embedded, 'hoofdvestiging');
  const owner = objectOf(embedded, 'eigenaar');
  const registration = objectOf(profile, 'materieleRegistratie');
  return {
    numbers: [{ scheme: 'kvk', number }],
    name: name.slice(0, nameMax),
    ...addressOf([...listOf(main, 'adressen'), ...listOf(owner, 'adressen')]),
    legalForm: textOf(owner, 'rechtsvorm') ?? textOf(owner, 'uitgebreideRechtsvorm'),
    active: isActive(registration, today),
    foundedOn: dayOf(textOf(registration, 'datumAanvang')),
    activities: activitiesOf(profile, today),
  };
}

/** The same of a branch; its form and age are those of the company that it is part of. */
export function branchProfileDraft(profile: JsonObject, today: string): CompanyDraft | null {
  const number = textOf(profile, 'vestigingsnummer');
  const name = textOf(profile, 'eersteHandelsnaam') ?? textOf(profile, 'statutaireNaam');
  if (number === null || name === null) return null;
  const registration = objectOf(profile, 'materieleRegistratie');
  return {
    numbers: [{ scheme: 'kvk-branch', number }],
    name: name.slice(0, nameMax),
    ...addressOf(listOf(profile, 'adressen')),
    active: isActive(registration, today),
    activities: activitiesOf(profile, today),
    partOf: textOf(profile, 'kvkNummer'),
  };
}

const nameMax = 500;

/** Without a day of an end it is active; so is one that ends later. */
function isActive(registration: JsonObject | null, today: string): boolean | null {
  if (registration === null) return null;
  const end = dayOf(textOf(registration, 'datumEinde'));
  return end === null || end > today;
}

/**
 * Days are `YYYYMMDD`, and parts that nobody knows are zeros: then it is the last day that it can
 * be, so that no company looks older than it is.
 */
function dayOf(text: string | null): string | null {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text ?? '');
  if (match === null) return null;
  const [, year = '', monthText = '', dayText = ''] = match;
  if (year === '0000') return null;
  const month = monthText === '00' ? '12' : monthText;
  if (dayText !== '00') return `${year}-${month}-${dayText}`;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${year}-${month}-${String(last).padStart(2, '0')}`;
}

/** The visiting address before any other, and none that is shielded. */
function addressOf(addresses: readonly JsonObject[]) {
  const open = addresses.filter((each) => textOf(each, 'indAfgeschermd')?.toLowerCase() !== 'ja');
  const address = open.find((each) => textOf(each, 'type') === 'bezoekadres') ?? open[0] ?? null;
  const isDutch = /^(?:Nederland)?$/i.test(textOf(address, 'land') ?? '');
  return {
    address: textOf(address, 'straatHuisnummer') ?? streetOf(address),
    zipcode: textOf(address, 'postcode'),
    city: textOf(address, 'plaats') ?? textOf(address, 'postcodeWoonplaats'),
    // Registered in the Dutch register, and nothing says that it is elsewhere.
    country: isDutch ? 'NL' : countryOfDutchName(textOf(address, 'land') ?? ''),
  };
}

function streetOf(address: JsonObject | null): string | null {
  const box = countOf(address, 'postbusnummer');
  if (box !== null) return `Postbus ${box}`;
  const street = textOf(address, 'straatnaam');
  if (street === null) return null;
  const house = [
    countOf(address, 'huisnummer'),
    textOf(address, 'huisletter'),
    textOf(address, 'huisnummerToevoeging'),
  ];
  return [street, ...house].filter((part) => part !== null).join(' ');
}

/** Since then the register has codes of the newer edition alone. */
const editionChangedOn = '2025-09-07';

function activitiesOf(profile: JsonObject, today: string): NonNullable<CompanyDraft['activities']> {
  const edition = today > editionChangedOn ? 'SBI2025' : 'SBI2008';
  const found = listOf(profile, 'sbiActiviteiten').flatMap((each) => {
    const code = textOf(each, 'sbiCode');
    if (code === null || !/^\d{2,6}$/.test(code)) return [];
    const text = textOf(each, 'sbiOmschrijving');
    const isMain = textOf(each, 'indHoofdactiviteit')?.toLowerCase() === 'ja';
    return [{ code, text, isMain, edition } as const];
  });
  const main = found.findIndex(({ isMain }) => isMain);
  return found.slice(0, 50).map((activity, index) => ({ ...activity, isMain: index === main }));
}

function objectOf(value: JsonObject | null, name: string): JsonObject | null {
  const member = value?.[name];
  return isJsonObject(member) ? member : null;
}

function listOf(value: JsonObject | null, name: string): readonly JsonObject[] {
  const member: JsonValue | undefined = value?.[name];
  if (!Array.isArray(member)) return [];
  return member.filter((each): each is JsonObject => isJsonObject(each));
}

function textOf(value: JsonObject | null, name: string): string | null {
  const member = value?.[name];
  return typeof member === 'string' && member.trim() !== '' ? member.trim() : null;
}

function countOf(value: JsonObject | null, name: string): string | null {
  return numberText(value?.[name]) ?? textOf(value, name);
}
