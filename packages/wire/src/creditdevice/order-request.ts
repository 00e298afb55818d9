import { parseDecimal } from '../decimal-text.ts';
import { isJsonObject, type JsonObject, type JsonValue, numberText } from '../json-value.ts';
import {
  type DmmAmountRule,
  type DmmLanguage,
  type DmmRead,
  dmmAmountMax,
  dmmLanguages,
} from './contract.ts';

/** What an order asks: about which company, how much, in which language, by which ruleset. */
export type DmmQuestion = {
  readonly regNumber: string;
  /** 0 where the environment leaves amounts out. */
  readonly amount: number;
  readonly language: DmmLanguage;
  readonly rulesetId: number;
};

/** A member that an environment demands beside those of the document. */
export type DmmExtraField = {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
};

/** A number keeps its text, so that a ruleset can compare it exactly. */
export type DmmExtraValue = string | boolean | { readonly number: string };

export const dmmReferenceLengthMax = 255;

/**
 * Reads the body of POST up to its ruleset, the first fault first: reg_number, amount, language,
 * ruleset_id. Whether that ruleset exists is the server's to say, before it reads the rest. A member
 * that is null counts as absent, unknown members are ignored. Null where the body is no object.
 *
 * Read the body with `inexactNumbers: 'keep'`, so that a number too long is named here.
 */
export function readDmmQuestion(
  body: JsonValue | undefined,
  amountRule: DmmAmountRule,
): DmmRead<DmmQuestion> | null {
  if (!isJsonObject(body)) return null;
  const regNumber = readRegNumber(body);
  if (!regNumber.ok) return regNumber;
  const amount = readAmount(body, amountRule);
  if (!amount.ok) return amount;
  const language = readLanguage(body);
  if (!language.ok) return language;
  const rulesetId = readRulesetId(body);
  if (!rulesetId.ok) return rulesetId;
  return {
    ok: true,
    value: {
      regNumber: regNumber.value,
      amount: amount.value,
      language: language.value,
      rulesetId: rulesetId.value,
    },
  };
}

/** Reads what follows the ruleset: the caller's reference, then what the ruleset demands. */
export function readDmmRest(
  body: JsonObject,
  fields: readonly DmmExtraField[],
): DmmRead<{
  readonly reference: string | null;
  readonly extra: Readonly<Record<string, DmmExtraValue>>;
}> {
  const reference = readReference(body);
  if (!reference.ok) return reference;
  const extra: Record<string, DmmExtraValue> = {};
  for (const field of fields) {
    const { name } = field;
    const given = body[name] ?? null;
    if (given === null) return required(name);
    const value = readExtra(field, given);
    if (value === null) return invalid(name);
    extra[name] = value;
  }
  return { ok: true, value: { reference: reference.value, extra } };
}

/** The KvK or branch number; its eleven-test holds for too few real numbers to reject on it. */
function readRegNumber(body: JsonObject): DmmRead<string> {
  const given = body['reg_number'] ?? null;
  if (given === null) return required('reg_number');
  if (typeof given !== 'string') return invalid('reg_number');
  const text = given.trim();
  return regNumberForm.test(text) ? { ok: true, value: text } : invalid('reg_number');
}

function readAmount(body: JsonObject, rule: DmmAmountRule): DmmRead<number> {
  if (rule === 'unused') return { ok: true, value: 0 };
  const given = body['amount'] ?? null;
  if (given === null) return rule === 'required' ? required('amount') : { ok: true, value: 0 };
  const amount = integerOf(given);
  if (amount === null || amount < 0 || amount > dmmAmountMax) return invalid('amount');
  return { ok: true, value: amount };
}

function readLanguage(body: JsonObject): DmmRead<DmmLanguage> {
  const given = body['language'] ?? null;
  if (given === null) return { ok: true, value: 'NL' };
  const text = typeof given === 'string' ? given.toUpperCase() : '';
  const known = dmmLanguages.find((language) => language === text);
  return known === undefined ? invalid('language') : { ok: true, value: known };
}

function readRulesetId(body: JsonObject): DmmRead<number> {
  const given = body['ruleset_id'] ?? null;
  if (given === null) return required('ruleset_id');
  const id = integerOf(given);
  return id === null || id < 1 ? invalid('ruleset_id') : { ok: true, value: id };
}

function readReference(body: JsonObject): DmmRead<string | null> {
  const given = body['reference'] ?? null;
  if (given === null) return { ok: true, value: null };
  if (typeof given !== 'string' || controls.test(given)) return invalid('reference');
  return [...given].length > dmmReferenceLengthMax
    ? invalid('reference')
    : { ok: true, value: given };
}

function readExtra({ type }: DmmExtraField, given: JsonValue): DmmExtraValue | null {
  if (type === 'boolean') return typeof given === 'boolean' ? given : null;
  if (type === 'string') {
    const isPlain = typeof given === 'string' && given.length <= extraLengthMax;
    return isPlain && !controls.test(given) ? given : null;
  }
  const text = numberText(given);
  return text !== null && parseDecimal(text).ok ? { number: text } : null;
}

/** A whole number however it is written: `10000.0` and `1e4` are integers. */
function integerOf(value: JsonValue): number | null {
  const text = numberText(value);
  if (text === null) return null;
  const decimal = parseDecimal(text);
  return decimal.ok && decimal.value.scale === 0 ? Number(decimal.value.digits) : null;
}

const regNumberForm = /^(?:[0-9]{8}|[0-9]{12})$/;
const controls = /\p{Cc}/u;
const extraLengthMax = 1000;

function required(member: string) {
  return { ok: false, problem: { member, problem: 'required' } } as const;
}

function invalid(member: string) {
  return { ok: false, problem: { member, problem: 'invalid' } } as const;
}
