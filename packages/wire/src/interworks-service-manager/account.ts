import { isJsonObject, type JsonValue } from '../json-value.ts';
import type { WritableJson } from '../write-json.ts';
import {
  type Members,
  type ProblemNote,
  readBoolean,
  readId,
  readObject,
  readText,
  readTexts,
  requireAccountId,
} from './members.ts';
import type { ServiceManagerRead } from './problem.ts';

export type ServiceContact = {
  readonly id: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly email: string | null;
};

export type ServiceRegion = { readonly code: string | null; readonly name: string | null };

export type ServiceAddress = {
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly postCode: string | null;
  readonly state: ServiceRegion | null;
  readonly country: ServiceRegion | null;
};

/** A customer of the platform. Null: not given. Source: the vendor's code. */
export type ServiceAccount = {
  /** Digits without leading zeros: the hook has the same id as a number. */
  readonly id: string;
  /** The id that we answered when the account was synchronized. */
  readonly externalId: string | null;
  readonly resellerId: string | null;
  readonly resellerExternalId: string | null;
  readonly name: string | null;
  readonly code: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly webSite: string | null;
  readonly email: string | null;
  readonly description: string | null;
  readonly isTest: boolean | null;
  readonly extraDetails: Readonly<Record<string, string>> | null;
  /** Answers to the options of Accounts/SyncOptions, by option id. */
  readonly syncOptions: Readonly<Record<string, string>> | null;
  readonly contact: ServiceContact | null;
  readonly address: ServiceAddress | null;
};

/** What a caller says of an account; only the id is needed. */
export type ServiceAccountInput = Pick<ServiceAccount, 'id'> & Partial<ServiceAccount>;

/** Reads the body of Accounts/Exists, Synchronize and Delete. */
export function readServiceAccount(body: JsonValue): ServiceManagerRead<ServiceAccount> {
  if (!isJsonObject(body)) {
    return { ok: false, problem: { kind: 'wrong_type', member: 'Account', expected: 'object' } };
  }
  const note: ProblemNote = { first: null };
  const value = readAccountMembers({ object: body, note, path: '' });
  return note.first === null ? { ok: true, value } : { ok: false, problem: note.first };
}

export function readAccountMembers(members: Members): ServiceAccount {
  return {
    id: requireAccountId(members, 'ID'),
    externalId: readId(members, 'ExternalID'),
    resellerId: readId(members, 'ResellerID'),
    resellerExternalId: readId(members, 'ResellerExternalID'),
    name: readText(members, 'Name'),
    code: readText(members, 'Code'),
    phone: readText(members, 'Phone'),
    fax: readText(members, 'Fax'),
    webSite: readText(members, 'WebSite'),
    email: readText(members, 'Email'),
    description: readText(members, 'Description'),
    isTest: readBoolean(members, 'IsTest'),
    extraDetails: readTexts(members, 'ExtraDetails'),
    syncOptions: readTexts(members, 'SyncOptions'),
    contact: readContact(readObject(members, 'ContactDetails')),
    address: readAddress(readObject(members, 'Address')),
  };
}

export function toWireAccount(account: ServiceAccountInput): WritableJson {
  const { contact, address } = account;
  return withoutNulls({
    ID: account.id,
    ExternalID: account.externalId,
    ResellerID: account.resellerId,
    ResellerExternalID: account.resellerExternalId,
    Name: account.name,
    Code: account.code,
    Phone: account.phone,
    Fax: account.fax,
    WebSite: account.webSite,
    Email: account.email,
    Description: account.description,
    IsTest: account.isTest,
    ExtraDetails: account.extraDetails,
    SyncOptions: account.syncOptions,
    ContactDetails:
      contact &&
      withoutNulls({
        ID: contact.id,
        FirstName: contact.firstName,
        LastName: contact.lastName,
        Phone: contact.phone,
        Fax: contact.fax,
        Email: contact.email,
      }),
    Address:
      address &&
      withoutNulls({
        Address1: address.address1,
        Address2: address.address2,
        City: address.city,
        PostCode: address.postCode,
        State:
          address.state && withoutNulls({ Code: address.state.code, Name: address.state.name }),
        Country:
          address.country &&
          withoutNulls({ Code: address.country.code, Name: address.country.name }),
      }),
  });
}

/** What is null says nothing on this wire, so it is not written. */
export function withoutNulls(members: { readonly [name: string]: WritableJson | undefined }): {
  readonly [name: string]: WritableJson | undefined;
} {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function readContact(members: Members | null): ServiceContact | null {
  return (
    members && {
      id: readId(members, 'ID'),
      firstName: readText(members, 'FirstName'),
      lastName: readText(members, 'LastName'),
      phone: readText(members, 'Phone'),
      fax: readText(members, 'Fax'),
      email: readText(members, 'Email'),
    }
  );
}

function readAddress(members: Members | null): ServiceAddress | null {
  return (
    members && {
      address1: readText(members, 'Address1'),
      address2: readText(members, 'Address2'),
      city: readText(members, 'City'),
      postCode: readText(members, 'PostCode'),
      state: readRegion(readObject(members, 'State')),
      country: readRegion(readObject(members, 'Country')),
    }
  );
}

function readRegion(members: Members | null): ServiceRegion | null {
  return members && { code: readText(members, 'Code'), name: readText(members, 'Name') };
}
