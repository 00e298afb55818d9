import type { Json } from '../value/json.ts';
import {
  fieldsOf,
  type JsonPath,
  list,
  ModelShapeError,
  oneOf,
  optionalText,
  text,
  texts,
  yesNo,
} from './json-shape.ts';
import type { FunctionBoxed, Model, NamedTypeRef, Requirement, TypeDefinition } from './model.ts';
import { readBoxedJson } from './read-boxed-json.ts';

/**
 * Reads a model from its JSON form, as `JSON.parse` gives it. Strict: every member must be there,
 * none may be unknown. Throws `ModelShapeError` with the path to what is wrong.
 */
export function readModelJson(json: Json): Model {
  const at: JsonPath = ['model'];
  const model = fieldsOf(json, at, [
    'format',
    'name',
    'namespace',
    'imports',
    'types',
    'inputs',
    'decisions',
    'functions',
    'services',
  ]);
  if (model['format'] !== 'aval-dmn/1') throw new ModelShapeError([...at, 'format'], 'aval-dmn/1');
  return {
    format: 'aval-dmn/1',
    name: text(model['name'], [...at, 'name']),
    namespace: text(model['namespace'], [...at, 'namespace']),
    imports: list(model['imports'], [...at, 'imports'], (item, path) => {
      const fields = fieldsOf(item, path, ['name', 'namespace']);
      return { name: text(fields['name'], path), namespace: text(fields['namespace'], path) };
    }),
    types: list(model['types'], [...at, 'types'], readType),
    inputs: list(model['inputs'], [...at, 'inputs'], (item, path) =>
      readNode(fieldsOf(item, path, nodeFields), path),
    ),
    decisions: list(model['decisions'], [...at, 'decisions'], (item, path) => {
      const fields = fieldsOf(item, path, [...nodeFields, 'requires', 'expression']);
      return {
        ...readNode(fields, path),
        requires: list(fields['requires'], [...path, 'requires'], readRequirement),
        expression: readBoxedJson(fields['expression'] ?? null, [...path, 'expression']),
      };
    }),
    functions: list(model['functions'], [...at, 'functions'], (item, path) => {
      const fields = fieldsOf(item, path, [...nodeFields, 'requires', 'logic']);
      const logic = readBoxedJson(fields['logic'] ?? null, [...path, 'logic']);
      if (logic !== null && logic.type !== 'function') {
        throw new ModelShapeError([...path, 'logic'], 'a function');
      }
      return {
        ...readNode(fields, path),
        requires: list(fields['requires'], [...path, 'requires'], readRequirement),
        logic: logic as FunctionBoxed | null,
      };
    }),
    services: list(model['services'], [...at, 'services'], (item, path) => {
      const fields = fieldsOf(item, path, [
        ...nodeFields,
        'outputs',
        'encapsulated',
        'inputDecisions',
        'inputData',
      ]);
      return {
        ...readNode(fields, path),
        outputs: texts(fields['outputs'], [...path, 'outputs']),
        encapsulated: texts(fields['encapsulated'], [...path, 'encapsulated']),
        inputDecisions: texts(fields['inputDecisions'], [...path, 'inputDecisions']),
        inputData: texts(fields['inputData'], [...path, 'inputData']),
      };
    }),
  };
}

const nodeFields = ['id', 'name', 'typeRef'];

function readNode(fields: Readonly<Record<string, Json>>, path: JsonPath) {
  return {
    id: text(fields['id'], [...path, 'id']),
    name: text(fields['name'], [...path, 'name']),
    typeRef: optionalText(fields['typeRef'], [...path, 'typeRef']),
  };
}

function readRequirement(item: Json, path: JsonPath): Requirement {
  const fields = fieldsOf(item, path, ['kind', 'ref']);
  return {
    kind: oneOf(fields['kind'], [...path, 'kind'], ['input', 'decision', 'knowledge'] as const),
    ref: text(fields['ref'], [...path, 'ref']),
  };
}

function readNamedType(item: Json, path: JsonPath): NamedTypeRef {
  const fields = fieldsOf(item, path, ['name', 'typeRef']);
  return {
    name: text(fields['name'], [...path, 'name']),
    typeRef: optionalText(fields['typeRef'], [...path, 'typeRef']),
  };
}

function readType(item: Json, path: JsonPath): TypeDefinition {
  const fields = fieldsOf(item, path, [
    'name',
    'typeRef',
    'isCollection',
    'components',
    'signature',
    'allowedValues',
    'constraint',
  ]);
  const signature = fields['signature'] ?? null;
  return {
    name: text(fields['name'], [...path, 'name']),
    typeRef: optionalText(fields['typeRef'], [...path, 'typeRef']),
    isCollection: yesNo(fields['isCollection'], [...path, 'isCollection']),
    components: list(fields['components'], [...path, 'components'], readType),
    signature: signature === null ? null : readSignature(signature, [...path, 'signature']),
    allowedValues: optionalText(fields['allowedValues'], [...path, 'allowedValues']),
    constraint: optionalText(fields['constraint'], [...path, 'constraint']),
  };
}

function readSignature(json: Json, path: JsonPath) {
  const fields = fieldsOf(json, path, ['parameters', 'result']);
  return {
    parameters: list(fields['parameters'], [...path, 'parameters'], readNamedType),
    result: optionalText(fields['result'], [...path, 'result']),
  };
}
