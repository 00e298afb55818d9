/** The decision engine's face. Everything else in this package is its own affair. */
export type {
  Decided,
  DecideError,
  DecideOptions,
  Facts,
  Ruleset,
} from './decide.ts';
export { areEqualDecimals, compareDecimals } from './decimal/compare.ts';
export type { Decimal } from './decimal/decimal.ts';
export { decimalOfMinor, minorOfDecimal } from './decimal/minor-units.ts';
export { decimal, formatDecimal, parseDecimal } from './decimal/text.ts';
export { evaluateStandard, type StandardOptions, type StandardResult } from './evaluate.ts';
export {
  defaultLimits,
  type Limits,
  type RuleTrace,
  type TableTrace,
  type Violation,
} from './evaluation.ts';
export { compileExpression, type Expression, type ExpressionResult } from './expression.ts';
export type { Fact } from './facts.ts';
export { type CompiledModel, compileModel } from './model/compile-model.ts';
export { ModelShapeError } from './model/json-shape.ts';
export type {
  Boxed,
  DecisionNode,
  HitPolicy,
  InputNode,
  Model,
  TableBoxed,
  TableInput,
  TableOutput,
  TableRule,
  TypeDefinition,
} from './model/model.ts';
export { ModelError, readDmnXml } from './model/read-dmn-xml.ts';
export { readModelJson } from './model/read-model-json.ts';
export type { ModelProblem } from './model/text-compiler.ts';
export { type WrittenXml, writeDmnXml } from './model/write-dmn-xml.ts';
export {
  type Prepared,
  type PrepareOptions,
  prepareRuleset,
  type RulesetRefusal,
} from './prepare-ruleset.ts';
export { parseDate, parseDateTime, parseDuration, parseTime } from './time/parse-time.ts';
export { momentOfMicros } from './time/time-arithmetic.ts';
export { fromJson, type Json, toJson } from './value/json.ts';
export { showLiteral, showValue } from './value/show.ts';
export {
  type ContextValue,
  contextOf,
  type DateTimeValue,
  type DateValue,
  type ListValue,
  type TimeValue,
  type Value,
} from './value/value.ts';
export type { Finding } from './verify/finding.ts';
export { type VerifyOptions, verifyModel } from './verify/verify-model.ts';
export { XmlError } from './xml/xml-reader.ts';
