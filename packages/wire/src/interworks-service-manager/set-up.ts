import { findMember, isJsonObject, type JsonValue } from '../json-value.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import { withoutNulls } from './account.ts';
import {
  type Members,
  type ProblemNote,
  readBoolean,
  readId,
  readObject,
  readObjects,
  readOneOf,
  readText,
  readTexts,
  readWholeNumber,
  requireId,
} from './members.ts';
import type { ServiceManagerRead } from './problem.ts';

/** Their place is their number. Source: the vendor's code. */
export const settingKinds = [
  ...(['Text', 'PasswordText', 'Url', 'Integer', 'PredefinedChooseOne'] as const),
  ...(['PredefinedChooseMany', 'CustomMultipleValues', 'MultiLineTextBox', 'Checkbox'] as const),
  ...(['Hidden', 'Label', 'CertificateFile'] as const),
] as const;
export type SettingKind = (typeof settingKinds)[number];

/** A field that the platform asks its administrators for, and sends with every call. */
export type SettingField = {
  readonly id: string;
  readonly value: string | null;
  /** Null in Fields/Validate, which carries values alone. */
  readonly definition: SettingDefinition | null;
};

export type SettingDefinition = {
  readonly sortOrder: number;
  readonly name: string;
  readonly description: string;
  readonly kind: SettingKind;
  readonly maxLength: number;
  readonly isRequired: boolean;
  readonly predefinedValues?: Readonly<Record<string, string>> | null;
  readonly initialValue?: string | null;
};

/** Source: the vendor's code; their numbers are not known. */
export const customFieldKinds = [
  ...(['SimpleValue', 'List', 'TextArea', 'ListMultiSelect', 'Boolean', 'Link', 'Mask'] as const),
  ...(['MOD11CheckDigit', 'Unknown', 'File'] as const),
] as const;
export const customFieldDataTypes = ['Text', 'Number', 'Currency', 'Date', 'Unknown'] as const;

export type CustomField = {
  readonly id: string;
  readonly sortOrder: number;
  readonly name: string;
  readonly description: string;
  readonly kind: (typeof customFieldKinds)[number];
  readonly dataType: (typeof customFieldDataTypes)[number];
  readonly isRequired: boolean;
  readonly predefinedValues: readonly CustomFieldValue[];
  readonly isReadOnly: boolean;
  readonly isAvailableToStorefront: boolean;
};

export type CustomFieldValue = {
  readonly id: string;
  readonly sortOrder: number;
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
};

/** Answer of Fields/Get. Source: a vendor's page; the shape: its code. */
export function writeSettingFields(fields: readonly SettingField[]): string {
  return writeJson({
    Fields: fields.map(({ id, value, definition }) => ({
      ID: id,
      Value: value,
      ...(definition === null
        ? {}
        : {
            Definition: {
              ID: id,
              SortOrder: definition.sortOrder,
              Name: definition.name,
              Description: definition.description,
              Kind: definition.kind,
              MaxLength: definition.maxLength,
              IsRequired: definition.isRequired,
              ...withoutNulls({
                PredefinedValues: definition.predefinedValues,
                InitialValue: definition.initialValue,
              }),
            },
          }),
    })),
  });
}

/** Reads the answer of Fields/Get and the body of Fields/Validate. */
export function readSettingFields(body: JsonValue): ServiceManagerRead<readonly SettingField[]> {
  return readFields(body, (members) => {
    const definition = readObject(members, 'Definition');
    return {
      id: requireId(members, 'ID'),
      value: readText(members, 'Value'),
      definition: definition && {
        sortOrder: readWholeNumber(definition, 'SortOrder') ?? 0,
        name: readText(definition, 'Name') ?? '',
        description: readText(definition, 'Description') ?? '',
        kind: readOneOf(definition, 'Kind', settingKinds, { hasNumbers: true }) ?? 'Text',
        maxLength: readWholeNumber(definition, 'MaxLength') ?? 0,
        isRequired: readBoolean(definition, 'IsRequired') ?? false,
        predefinedValues: readTexts(definition, 'PredefinedValues'),
        initialValue: readText(definition, 'InitialValue'),
      },
    };
  });
}

/** Body of Fields/Validate. */
export function writeSettingValues(values: Readonly<Record<string, string>>): string {
  return writeJson({
    Fields: Object.entries(values).map(([id, value]) => ({ ID: id, Value: value })),
  });
}

/** Answer of Fields/Validate: what is wrong, in words; none means valid. */
export function readValidationErrors(body: JsonValue): readonly string[] | null {
  if (!Array.isArray(body)) return null;
  return body.every((item): item is string => typeof item === 'string') ? body : null;
}

/** Answer of Accounts/SyncOptions. Source: a vendor's page. */
export function writeCustomFields(fields: readonly CustomField[]): string {
  return writeJson({ Fields: fields.map(toWireCustomField) });
}

export function readCustomFields(body: JsonValue): ServiceManagerRead<readonly CustomField[]> {
  return readFields(body, (members) => {
    const definition = readObject(members, 'Definition') ?? { ...members, object: {} };
    return {
      id: requireId(members, 'ID'),
      ...readEntry(definition),
      kind: readOneOf(definition, 'Kind', customFieldKinds) ?? 'Unknown',
      dataType: readOneOf(definition, 'DataType', customFieldDataTypes) ?? 'Unknown',
      isRequired: readBoolean(definition, 'IsRequired') ?? false,
      predefinedValues: (readObjects(definition, 'PredefinedValues') ?? []).map((value) => ({
        id: readId(value, 'ID') ?? '',
        ...readEntry(value),
        isDefault: readBoolean(value, 'IsDefault') ?? false,
      })),
      isReadOnly: readBoolean(definition, 'IsReadOnly') ?? false,
      isAvailableToStorefront: readBoolean(definition, 'AvailableToStorefront') ?? false,
    };
  });
}

/** Answer of Fields/AdditionalInfo: texts by name; null where it is none. */
export function readAdditionalInfo(body: JsonValue): Readonly<Record<string, string>> | null {
  if (!isJsonObject(body)) return null;
  const note: ProblemNote = { first: null };
  const texts = readTexts({ object: { Info: body }, note, path: '' }, 'Info');
  return note.first === null ? texts : null;
}

function readEntry(members: Members) {
  return {
    sortOrder: readWholeNumber(members, 'SortOrder') ?? 0,
    name: readText(members, 'Name') ?? '',
    description: readText(members, 'Description') ?? '',
  };
}

function toWireCustomField(field: CustomField): WritableJson {
  return {
    ID: field.id,
    Definition: {
      ID: field.id,
      SortOrder: field.sortOrder,
      Name: field.name,
      Description: field.description,
      Kind: field.kind,
      DataType: field.dataType,
      IsRequired: field.isRequired,
      PredefinedValues: field.predefinedValues.map((value) => ({
        ID: value.id,
        SortOrder: value.sortOrder,
        Name: value.name,
        Description: value.description,
        IsDefault: value.isDefault,
      })),
      IsReadOnly: field.isReadOnly,
      AvailableToStorefront: field.isAvailableToStorefront,
    },
  };
}

function readFields<Field>(
  body: JsonValue,
  read: (members: Members) => Field,
): ServiceManagerRead<readonly Field[]> {
  const note: ProblemNote = { first: null };
  if (!isJsonObject(body) || findMember(body, 'Fields') === undefined) {
    return { ok: false, problem: { kind: 'missing', member: 'Fields' } };
  }
  const fields = (readObjects({ object: body, note, path: '' }, 'Fields') ?? []).map(read);
  return note.first === null ? { ok: true, value: fields } : { ok: false, problem: note.first };
}
