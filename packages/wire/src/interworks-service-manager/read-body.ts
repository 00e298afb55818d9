import type { JsonValue } from '../json-value.ts';
import { readJson } from '../strict-json.ts';
import { StrictJsonError } from '../strict-json-error.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { ServiceManagerRead } from './problem.ts';

/** Every add-on call carries all add-ons, so more is let in than elsewhere. Our choice. */
export const serviceManagerLimits = {
  bytesMax: 1024 * 1024,
  membersMax: 20_000,
  inexactNumbers: 'keep',
} as const;

/** Reads the JSON of a request body; a byte order mark before it is dropped. */
export function readServiceManagerBody(input: string | Uint8Array): ServiceManagerRead<JsonValue> {
  try {
    return { ok: true, value: readJson(input, serviceManagerLimits) };
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    switch (error.code) {
      case 'json.too_large':
      case 'json.too_many_members':
        return { ok: false, problem: { kind: 'too_large' } };
      case 'json.duplicate_key':
      case 'json.case_duplicate_key':
        return { ok: false, problem: { kind: 'twice', member: knownNameAt(input, error.offset) } };
      default:
        return { ok: false, problem: { kind: 'not_readable' } };
    }
  }
}

/** The members whose being there twice is named: what else a body says is not repeated. */
const knownNames: readonly string[] = [
  ...['CheckOnly', 'ID', 'SubscriptionID', 'OriginalSubscriptionID', 'Name', 'ServiceType'],
  ...['ProductID', 'ActionType', 'Quantity', 'Account', 'AttributeList', 'Addons', 'IsTrial'],
  ...['AllowMultipleSubscriptions', 'IsFromOrder', 'BillingCycle', 'Derivative', 'RequestedBy'],
  ...['CheckOverusage', 'CustomFieldValues', 'ExtraDetails', 'ExternalID', 'Value', 'Code'],
  ...['ParentID', 'QuantityLinked', 'ExtraParameters', 'Type', 'Email', 'SyncOptions', 'Fields'],
  ...['ResellerID', 'ResellerExternalID', 'ContactDetails', 'Address'],
];

/** The member's name as the contract writes it. The offset is that of the name's first quote. */
function knownNameAt(input: string | Uint8Array, offset: number): string | null {
  const text = typeof input === 'string' ? input.replace(/^\uFEFF/, '') : decodeUtf8(input);
  const [quoted] = /^"(?:[^"\\]|\\.){1,100}"/.exec(text?.slice(offset) ?? '') ?? [];
  if (quoted === undefined) return null;
  const name = String(JSON.parse(quoted)).toLowerCase();
  return knownNames.find((known) => known.toLowerCase() === name) ?? null;
}
