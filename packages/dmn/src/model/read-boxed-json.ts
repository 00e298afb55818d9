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
} from './json-shape.ts';
import { type Boxed, hitPolicies, type NamedTypeRef, type TableBoxed } from './model.ts';

/** Reads one boxed expression, or null where there is none. */
export function readBoxedJson(json: Json, path: JsonPath): Boxed | null {
  if (json === null) return null;
  const type = typeof json === 'object' && !Array.isArray(json) ? (json as Fields)['type'] : null;
  const read = typeof type === 'string' ? readers.get(type) : undefined;
  if (read === undefined) throw new ModelShapeError([...path, 'type'], 'a kind of box');
  return read(json, path);
}

type Read = (json: Json, path: JsonPath) => Boxed;

const readers: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    literal: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'text', 'typeRef']);
      return { type: 'literal', text: text(fields['text'], path), typeRef: typeRef(fields, path) };
    },
    table: readTable,
    context: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'entries', 'typeRef']);
      const entries = list(fields['entries'], [...path, 'entries'], (item, at) => {
        const entry = fieldsOf(item, at, ['name', 'typeRef', 'value']);
        return {
          name: optionalText(entry['name'], [...at, 'name']),
          typeRef: typeRef(entry, at),
          value: part(entry, 'value', at),
        };
      });
      return { type: 'context', entries, typeRef: typeRef(fields, path) };
    },
    list: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'items', 'typeRef']);
      const items = list(fields['items'], [...path, 'items'], (item, at) => {
        const box = readBoxedJson(item, at);
        if (box === null) throw new ModelShapeError(at, 'a box');
        return box;
      });
      return { type: 'list', items, typeRef: typeRef(fields, path) };
    },
    relation: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'columns', 'rows', 'typeRef']);
      return {
        type: 'relation',
        columns: list(fields['columns'], [...path, 'columns'], readNamed),
        rows: list(fields['rows'], [...path, 'rows'], (row, at) => list(row, at, readBoxedJson)),
        typeRef: typeRef(fields, path),
      };
    },
    function: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'kind', 'parameters', 'body', 'typeRef']);
      return {
        type: 'function',
        kind: oneOf(fields['kind'], [...path, 'kind'], ['FEEL', 'Java', 'PMML'] as const),
        parameters: list(fields['parameters'], [...path, 'parameters'], readNamed),
        body: part(fields, 'body', path),
        typeRef: typeRef(fields, path),
      };
    },
    invocation: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'callee', 'bindings', 'typeRef']);
      const bindings = list(fields['bindings'], [...path, 'bindings'], (item, at) => {
        const binding = fieldsOf(item, at, ['name', 'value']);
        return { name: text(binding['name'], [...at, 'name']), value: part(binding, 'value', at) };
      });
      return {
        type: 'invocation',
        callee: part(fields, 'callee', path),
        bindings,
        typeRef: typeRef(fields, path),
      };
    },
    conditional: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'condition', 'yes', 'no', 'typeRef']);
      return {
        type: 'conditional',
        condition: part(fields, 'condition', path),
        yes: part(fields, 'yes', path),
        no: part(fields, 'no', path),
        typeRef: typeRef(fields, path),
      };
    },
    filter: (json, path) => {
      const fields = fieldsOf(json, path, ['type', 'source', 'match', 'typeRef']);
      return {
        type: 'filter',
        source: part(fields, 'source', path),
        match: part(fields, 'match', path),
        typeRef: typeRef(fields, path),
      };
    },
    for: readIteration,
    some: readIteration,
    every: readIteration,
  }),
);

function readIteration(json: Json, path: JsonPath): Boxed {
  const fields = fieldsOf(json, path, ['type', 'iterator', 'source', 'body', 'typeRef']);
  return {
    type: oneOf(fields['type'], [...path, 'type'], ['for', 'some', 'every'] as const),
    iterator: text(fields['iterator'], [...path, 'iterator']),
    source: part(fields, 'source', path),
    body: part(fields, 'body', path),
    typeRef: typeRef(fields, path),
  };
}

type Fields = Readonly<Record<string, Json>>;

function typeRef(fields: Fields, path: JsonPath): string | null {
  return optionalText(fields['typeRef'], [...path, 'typeRef']);
}

function part(fields: Fields, name: string, path: JsonPath): Boxed | null {
  return readBoxedJson(fields[name] ?? null, [...path, name]);
}

function readNamed(item: Json, path: JsonPath): NamedTypeRef {
  const fields = fieldsOf(item, path, ['name', 'typeRef']);
  return { name: text(fields['name'], [...path, 'name']), typeRef: typeRef(fields, path) };
}

function readTable(json: Json, path: JsonPath): TableBoxed {
  const fields = fieldsOf(json, path, [
    'type',
    'hitPolicy',
    'inputs',
    'outputs',
    'rules',
    'typeRef',
  ]);
  return {
    type: 'table',
    hitPolicy: oneOf(fields['hitPolicy'], [...path, 'hitPolicy'], hitPolicies),
    inputs: list(fields['inputs'], [...path, 'inputs'], (item, at) => {
      const input = fieldsOf(item, at, ['label', 'text', 'typeRef', 'values']);
      return {
        label: optionalText(input['label'], [...at, 'label']),
        text: text(input['text'], [...at, 'text']),
        typeRef: typeRef(input, at),
        values: optionalText(input['values'], [...at, 'values']),
      };
    }),
    outputs: list(fields['outputs'], [...path, 'outputs'], (item, at) => {
      const output = fieldsOf(item, at, ['name', 'typeRef', 'values', 'fallback']);
      return {
        name: optionalText(output['name'], [...at, 'name']),
        typeRef: typeRef(output, at),
        values: optionalText(output['values'], [...at, 'values']),
        fallback: optionalText(output['fallback'], [...at, 'fallback']),
      };
    }),
    rules: list(fields['rules'], [...path, 'rules'], (item, at) => {
      const rule = fieldsOf(item, at, ['tests', 'outputs', 'annotation']);
      return {
        tests: texts(rule['tests'], [...at, 'tests']),
        outputs: texts(rule['outputs'], [...at, 'outputs']),
        annotation: optionalText(rule['annotation'], [...at, 'annotation']),
      };
    }),
    typeRef: typeRef(fields, path),
  };
}
