import {
  isJsonObject,
  type JsonValue,
  type NativeCompanyImport,
  readJson,
  StrictJsonError,
} from '@aval/wire';
import { parseInstant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import {
  type CompanyRefusal,
  type CompanyService,
  companyRowsMax,
  type ImportedCompany,
} from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { apiFault } from './problems.ts';
import { describePartyRefusal } from './refusals.ts';

const limits = {
  bytesMax: 8 * 1024 * 1024,
  membersMax: 1_000_000,
  depthMax: 32,
  inexactNumbers: 'keep',
} as const;

/**
 * Takes in records of the LEI register as its API answers them (JSON:API, type `lei-records`; the
 * data are CC0): one record, a list, or a document with either as its `data`. A record that cannot be
 * taken refuses them all and is named by its place.
 */
export async function importLeiFile(
  companies: Pick<CompanyService, 'importCompanies'>,
  tenantId: TenantId,
  text: string,
): Promise<ApiAnswer<NativeCompanyImport>> {
  const { records, placeOf } = readRecords(text);
  if (records.length > companyRowsMax) {
    return apiFault('request.lei_records', { rule: 'records', recordsMax: companyRowsMax });
  }
  const imported: ImportedCompany[] = [];
  for (const [index, record] of records.entries()) {
    const company = fromLeiRecord(record);
    if (company === null)
      return apiFault('request.lei_records', { rule: 'type', at: placeOf(index) });
    imported.push(company);
  }
  const report = await companies.importCompanies(tenantId, imported, 'gleif');
  if (report.ok) return ok({ ...report.value });
  const { at, refusal } = report.refusal;
  const place = `${placeOf(at)}/attributes/${memberOf(refusal)}`;
  const why = `${place}: ${describePartyRefusal(refusal)}`;
  return apiFault('request.lei_records', { rule: refusal.code, at: place }, why);
}

function readRecords(text: string) {
  const document = parse(text);
  const hasData = isJsonObject(document) && document['data'] !== undefined;
  const data = hasData ? document['data'] : document;
  const prefix = hasData ? 'data' : '';
  if (Array.isArray(data)) {
    const records: readonly JsonValue[] = data;
    return { records, placeOf: (at: number) => `${prefix}/${at}`.replace(/^\//, '') };
  }
  return { records: [data as JsonValue], placeOf: () => prefix || 'record' };
}

function parse(text: string): JsonValue {
  try {
    return readJson(text, limits);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw apiFault('request.lei_records', { rule: error.code });
  }
}

/** The Dutch business register in GLEIF's list of registration authorities. */
const kvkAuthority = 'RA000463';

/** Dutch forms in ISO 20275; another code stays a code. */
const legalForms: Readonly<Record<string, string>> = {
  '54M6': 'Besloten vennootschap',
  B5PM: 'Naamloze vennootschap',
};

/** Records that stand beside the one of the company itself, whose number is not theirs. */
const withdrawn: readonly string[] = ['DUPLICATE', 'ANNULLED'];

const statuses: Readonly<Record<string, boolean>> = { ACTIVE: true, INACTIVE: false };

/** Null for anything that is no record; what is in it is judged by the register. */
function fromLeiRecord(record: JsonValue): ImportedCompany | null {
  if (!isJsonObject(record)) return null;
  const { type } = record;
  if (type !== undefined && type !== 'lei-records') return null;
  const attributes = partOf(record, 'attributes');
  const entity = partOf(attributes, 'entity');
  const lei = textOf(attributes, 'lei');
  if (entity === null || lei === null) return null;
  const address = partOf(entity, 'legalAddress');
  const form = partOf(entity, 'legalForm');
  const lines = address?.['addressLines'];
  const street = (Array.isArray(lines) ? lines : []).filter((each) => typeof each === 'string');
  const registered = textOf(entity, 'registeredAs')?.trim() ?? '';
  const isWhole =
    textOf(entity, 'category') !== 'BRANCH' &&
    !withdrawn.includes(textOf(partOf(attributes, 'registration'), 'status') ?? '');
  const isKvk =
    isWhole &&
    textOf(partOf(entity, 'registeredAt'), 'id') === kvkAuthority &&
    /^\d{8}$/.test(registered);
  const elf = textOf(form, 'id');
  const updated = textOf(partOf(attributes, 'registration'), 'lastUpdateDate');
  return {
    asOf: updated === null ? null : parseInstant(updated),
    draft: {
      numbers: [
        { scheme: 'lei', number: lei },
        ...(isKvk ? [{ scheme: 'kvk', number: registered } as const] : []),
      ],
      name: textOf(partOf(entity, 'legalName'), 'name') ?? '',
      address: street.length === 0 ? null : street.join(', '),
      zipcode: textOf(address, 'postalCode'),
      city: textOf(address, 'city'),
      country: textOf(address, 'country'),
      legalForm: elf === null ? textOf(form, 'other') : (legalForms[elf] ?? `ELF ${elf}`),
      active: statuses[textOf(entity, 'status') ?? ''] ?? null,
      foundedOn: textOf(entity, 'creationDate')?.slice(0, 10) ?? null,
    },
  };
}

function partOf(value: JsonValue | null | undefined, name: string) {
  const part = isJsonObject(value) ? value[name] : null;
  return isJsonObject(part) ? part : null;
}

function textOf(value: JsonValue | null | undefined, name: string): string | null {
  const text = isJsonObject(value) ? value[name] : null;
  return typeof text === 'string' ? text : null;
}

const places: Readonly<Record<string, string>> = {
  lei: 'lei',
  kvk: 'entity/registeredAs',
  name: 'entity/legalName/name',
  address: 'entity/legalAddress/addressLines',
  zipcode: 'entity/legalAddress/postalCode',
  city: 'entity/legalAddress/city',
  country: 'entity/legalAddress/country',
  legalForm: 'entity/legalForm',
  foundedOn: 'entity/creationDate',
};

function memberOf(refusal: CompanyRefusal): string {
  if (refusal.code === 'parties.company_invalid') return places[refusal.member] ?? refusal.member;
  return refusal.code === 'parties.company_number_taken'
    ? (places[refusal.scheme] ?? 'lei')
    : 'lei';
}
