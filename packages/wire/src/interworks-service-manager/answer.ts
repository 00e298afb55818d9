import { findMember, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import { audienceOf, type CodeAudience } from './codes.ts';

/** What beside Code, Message and Result may stand in an answer. Source: the vendor's code. */
export type AnswerExtras = {
  readonly accountExtraInfo?: Readonly<Record<string, string>> | null;
  readonly customFieldValues?: Readonly<Record<string, string>> | null;
  readonly extraInfo?: Readonly<Record<string, string>> | null;
  readonly sendNotification?: boolean | null;
  readonly generatedPassword?: string | null;
};

/** The envelope of every answer. Source: document 004. */
export type ServiceManagerAnswer = {
  /** 0, or negative; 1 from Accounts/Exists alone. */
  readonly code: number;
  readonly message: string;
  /** Our id of the object; null on a pre-check and on an error. */
  readonly result: string | null;
};

/**
 * Writes an answer. Document 004 calls the text of an error Message, 001 calls it Description: both
 * are written, with the same text, unless a connection wants no Description. Without an error there
 * is neither a text nor a Description.
 */
export function writeServiceManagerAnswer(
  answer: ServiceManagerAnswer & AnswerExtras,
  options: { readonly hasDescription?: boolean } = {},
): string {
  const { code, message, result } = answer;
  const isError = code < 0;
  const body: { readonly [name: string]: WritableJson | undefined } = {
    Code: code,
    Message: isError ? message : '',
    Description: isError && options.hasDescription !== false ? message : undefined,
    Result: result,
    AccountExtraInfo: answer.accountExtraInfo ?? undefined,
    CustomFieldValues: answer.customFieldValues ?? undefined,
    ExtraInfo: answer.extraInfo ?? undefined,
    SendNotification: answer.sendNotification ?? undefined,
    GeneratedPassword: answer.generatedPassword ?? undefined,
  };
  return writeJson(body);
}

/** What a call came to, as the platform reads it. */
export type ServiceManagerOutcome =
  | {
      readonly kind: 'done';
      readonly code: number;
      /** The external id; the platform sends it as ID from now on. */
      readonly result: string | null;
      readonly extras: AnswerExtras;
    }
  | {
      readonly kind: 'refused';
      readonly code: number;
      /** The service manager's own text: what a user of the back office reads. */
      readonly message: string;
      /** Who reads that text: a customer reads a sentence of the platform instead. Document 001. */
      readonly audience: CodeAudience;
    };

/**
 * Reads an answer as the vendor's platform does: 0 is success, a negative code an error, a positive
 * one an error only where the text is XML. Null where there is no whole Code. The old names of
 * account calls (ErrorCode, ErrorMessage) are read too.
 */
export function readServiceManagerAnswer(body: JsonValue): ServiceManagerOutcome | null {
  if (!isJsonObject(body)) return null;
  const code = findMember(body, 'Code') ?? findMember(body, 'ErrorCode');
  if (typeof code !== 'number' || !Number.isSafeInteger(code)) return null;
  const message =
    textOf(body, 'Message') || textOf(body, 'Description') || textOf(body, 'ErrorMessage') || '';
  if (code < 0 || (code > 0 && isXml(message))) {
    return { kind: 'refused', code, message, audience: audienceOf(code) };
  }
  return { kind: 'done', code, result: resultOf(body), extras: extrasOf(body) };
}

/** Whether a text is one XML element, with matching tags and nothing around it. */
export function isXml(text: string): boolean {
  const trimmed = text.trim().replace(/^<\?xml[^>]*\?>\s*/, '');
  if (!trimmed.startsWith('<') || !trimmed.endsWith('>') || text.length > xmlLengthMax)
    return false;
  const open: string[] = [];
  let last = 0;
  for (const { 0: tag, 1: slash, 2: name = '', 3: end, index } of trimmed.matchAll(anyTag)) {
    if (index > 0 && open.length === 0) return false;
    if (trimmed.slice(last, index).includes('<')) return false;
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (end !== '/') open.push(name);
    last = index + tag.length;
  }
  return open.length === 0 && last === trimmed.length;
}

const xmlLengthMax = 100_000;
const anyTag = /<(\/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(\/?)>/g;

function textOf(body: JsonObject, name: string): string | null {
  const value = findMember(body, name);
  return typeof value === 'string' ? value : null;
}

function resultOf(body: JsonObject): string | null {
  const value = findMember(body, 'Result');
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function extrasOf(body: JsonObject): AnswerExtras {
  const sendNotification = findMember(body, 'SendNotification');
  const found = {
    accountExtraInfo: mapOf(body, 'AccountExtraInfo'),
    customFieldValues: mapOf(body, 'CustomFieldValues'),
    extraInfo: mapOf(body, 'ExtraInfo'),
    sendNotification: typeof sendNotification === 'boolean' ? sendNotification : null,
    generatedPassword: textOf(body, 'GeneratedPassword'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

function mapOf(body: JsonObject, name: string): Readonly<Record<string, string>> | null {
  const value = findMember(body, name);
  if (!isJsonObject(value)) return null;
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}
