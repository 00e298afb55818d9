export { basicAuthorization } from './basic-authorization.ts';
export * from './credit-check/index.ts';
export * from './creditdevice/index.ts';
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
  type Captures,
  type Exchange,
  type ExchangeMark,
  fillHeaders,
  fillRequest,
  type MatchResult,
  matchBody,
} from './exchange.ts';
export { readAccountId, readGuid } from './interworks-ids.ts';
export * from './interworks-platform/index.ts';
export * from './interworks-service-manager/index.ts';
export {
  findMember,
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  numberText,
  toJsonNumber,
} from './json-value.ts';
export * from './native/index.ts';
export * from './one-trade-credit/index.ts';
export { readJson, type StrictJsonOptions } from './strict-json.ts';
export { type StrictJsonCode, StrictJsonError, strictJsonTexts } from './strict-json-error.ts';
export {
  type CallOptions,
  type CancelSignal,
  type Transport,
  type TransportAnswer,
  TransportError,
  type TransportFailure,
  type TransportRequest,
} from './transport.ts';
export { WireError, type WireFault } from './wire-error.ts';
export { type WritableJson, writeJson } from './write-json.ts';
