import {
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  numberText,
} from '../json-value.ts';
import { writeJson } from '../write-json.ts';

export type DmmAddress = {
  readonly address?: string;
  readonly zipcode?: string;
  readonly city?: string;
  readonly country?: string;
};

/** An activity of the company by the Dutch standard classification (SBI). */
export type DmmActivity = {
  readonly code: string;
  readonly text: string;
  readonly isMain: boolean;
};

/**
 * Why an order was decided as it was, and what is known of its company. Every member is optional;
 * what is not known is left out, never null. Names: document 003; nesting as in public client code
 * of the sister credit report; types and values of `risk` are our choice.
 */
export type DmmReport = {
  readonly review?: {
    /** Euro, the text of a number. */
    readonly limitAdvice?: string;
    /** Ours: `low`, `medium`, `high` or `unknown`. */
    readonly risk?: string;
    readonly specification?: string;
  };
  readonly contactInfo?: {
    readonly name?: string;
    readonly addressOffice?: DmmAddress;
    readonly addressPostal?: DmmAddress;
    readonly telNumber?: string;
    readonly faxNumber?: string;
    readonly mobNumber?: string;
    readonly mail?: string;
    readonly website?: string;
  };
  readonly registration?: {
    readonly regType?: string;
    readonly regNumber?: string;
    readonly branchNumber?: string;
    readonly legalCurrent?: string;
    readonly active?: boolean;
    readonly creditdeviceId?: string;
  };
  readonly activities?: { readonly sbi?: readonly DmmActivity[] };
};

/**
 * Writes a report. Document 003 spells one member `specifiction`, real payloads of the sister report
 * `specification`: both are written, with equal text.
 */
export function writeDmmReport(report: DmmReport): string {
  const { review, contactInfo, registration, activities } = report;
  return writeJson({
    review: review && {
      limit_advice:
        review.limitAdvice === undefined ? undefined : new JsonNumber(review.limitAdvice),
      risk: review.risk,
      specification: review.specification,
      specifiction: review.specification,
    },
    contact_info: contactInfo && {
      name: contactInfo.name,
      address_office: contactInfo.addressOffice,
      address_postal: contactInfo.addressPostal,
      tel_number: contactInfo.telNumber,
      fax_number: contactInfo.faxNumber,
      mob_number: contactInfo.mobNumber,
      mail: contactInfo.mail,
      website: contactInfo.website,
    },
    registration: registration && {
      reg_type: registration.regType,
      reg_number: registration.regNumber,
      branch_number: registration.branchNumber,
      legal_current: registration.legalCurrent,
      active: registration.active,
      creditdevice_id: registration.creditdeviceId,
    },
    activities: activities && {
      sbi: activities.sbi?.map(({ code, text, isMain }) => ({
        code,
        text,
        is_main_activity: isMain,
      })),
    },
  });
}

/** Reads either spelling; what has another type than expected is left out. Null: no object. */
export function readDmmReport(body: JsonValue): DmmReport | null {
  if (!isJsonObject(body)) return null;
  const { review, contact_info: contact, registration, activities } = body;
  return {
    ...(isJsonObject(review) ? { review: readReview(review) } : {}),
    ...(isJsonObject(contact) ? { contactInfo: readContact(contact) } : {}),
    ...(isJsonObject(registration) ? { registration: readRegistration(registration) } : {}),
    ...(isJsonObject(activities) ? { activities: readActivities(activities) } : {}),
  };
}

function readReview(value: JsonObject): NonNullable<DmmReport['review']> {
  const limitAdvice = numberText(value['limit_advice']);
  return {
    ...(limitAdvice === null ? {} : { limitAdvice }),
    ...texts(value, { risk: 'risk', specifiction: 'specification' }),
    ...texts(value, { specification: 'specification' }),
  };
}

function readContact(value: JsonObject): NonNullable<DmmReport['contactInfo']> {
  const { address_office: office, address_postal: postal } = value;
  return {
    ...texts(value, {
      name: 'name',
      tel_number: 'telNumber',
      fax_number: 'faxNumber',
      mob_number: 'mobNumber',
      mail: 'mail',
      website: 'website',
    }),
    ...(isJsonObject(office) ? { addressOffice: readAddress(office) } : {}),
    ...(isJsonObject(postal) ? { addressPostal: readAddress(postal) } : {}),
  };
}

function readAddress(value: JsonObject): DmmAddress {
  return texts(value, {
    address: 'address',
    zipcode: 'zipcode',
    city: 'city',
    country: 'country',
  });
}

function readRegistration(value: JsonObject): NonNullable<DmmReport['registration']> {
  const { active } = value;
  return {
    ...texts(value, {
      reg_type: 'regType',
      reg_number: 'regNumber',
      branch_number: 'branchNumber',
      legal_current: 'legalCurrent',
      creditdevice_id: 'creditdeviceId',
    }),
    ...(typeof active === 'boolean' ? { active } : {}),
  };
}

function readActivities(value: JsonObject): NonNullable<DmmReport['activities']> {
  const { sbi } = value;
  if (!Array.isArray(sbi)) return {};
  const read = (sbi as readonly JsonValue[]).flatMap((activity): DmmActivity[] => {
    if (!isJsonObject(activity)) return [];
    const { code, text, is_main_activity: isMain } = activity;
    if (typeof code !== 'string') return [];
    return [{ code, text: typeof text === 'string' ? text : '', isMain: isMain === true }];
  });
  return { sbi: read };
}

/** The members that are texts, under our names. */
function texts<Name extends string>(
  value: JsonObject,
  names: Readonly<Record<string, Name>>,
): { readonly [Member in Name]?: string } {
  const found: { [Member in Name]?: string } = {};
  for (const [wireName, name] of Object.entries(names)) {
    const text = value[wireName];
    if (typeof text === 'string') found[name] = text;
  }
  return found;
}
