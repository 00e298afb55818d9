export {
  type Decimal,
  type DecimalOptions,
  type DecimalProblem,
  type DecimalResult,
  fromMinor,
  fromMinorFixed,
  parseDecimal,
  significantDigitsMax,
  toMinor,
  toMinorRounded,
} from './decimal-text.ts';
export {
  findMember,
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  numberText,
  toJsonNumber,
} from './json-value.ts';
export { readJson, type StrictJsonOptions } from './strict-json.ts';
export { type StrictJsonCode, StrictJsonError } from './strict-json-error.ts';
export { type WritableJson, writeJson } from './write-json.ts';
