import { isJsonObject, type JsonValue } from '../json-value.ts';
import { readJson } from '../strict-json.ts';
import type { CreditCheckAnswerShape } from './contract.ts';

/** Body of an answer. It goes with every status, so that a reader of bodies alone stays safe. */
export function writeCreditCheckAnswer(isYes: boolean, shape: CreditCheckAnswerShape): string {
  switch (shape) {
    case 'bare':
      return String(isYes);
    case 'result-object':
      return `{"Result":${isYes}}`;
    case 'string':
      return `"${isYes}"`;
  }
}

/** True only for a yes in the shape that was agreed; whatever else stands there is a no. */
export function readCreditCheckAnswer(
  body: string | Uint8Array,
  shape: CreditCheckAnswerShape,
): boolean {
  let value: JsonValue;
  try {
    value = readJson(body);
  } catch {
    return false;
  }
  switch (shape) {
    case 'bare':
      return value === true;
    case 'result-object':
      return isJsonObject(value) && value['Result'] === true;
    case 'string':
      return value === 'true';
  }
}
