import {
  type NativeExample,
  nativeExamples,
  nativeHeaders,
  nativeOperations,
  nativeSchemas,
  type Operation,
} from '@aval/wire';
import type { TObject, TSchema } from 'typebox';
import type { Permission } from '../access/index.ts';
import { problemType } from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import { adminOperations, adminPermissionOf } from './admin/operations.ts';
import { sessionNeeds, sessionOperations } from './admin/session-operations.ts';
import { permissionOf } from './permissions.ts';

const operations: Readonly<Record<string, Operation>> = {
  ...nativeOperations,
  ...adminOperations,
  ...sessionOperations,
};
const permissions: Readonly<Record<string, Permission>> = { ...permissionOf, ...adminPermissionOf };
const needsOf: Readonly<Record<string, string>> = sessionNeeds;

/** The description of the native API, OpenAPI 3.1, made of the tables that serve it. */
export function openApiText(): string {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describeOperation(id, operation),
    };
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Aval',
      version: '1',
      summary: 'Credit lines, holds and the change feed of a credit desk.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, or the token of a signed-in user.',
        },
      },
      schemas: namedSchemas(),
      responses: {
        Problem: {
          description: 'What stood in the way. Its `code` is explained on the page of errors.',
          content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      headers: {
        RequestId: { description: 'Names this request in the log.', schema: { type: 'string' } },
        ETag: { description: 'The version of the object, in quotes.', schema: { type: 'string' } },
        Replayed: {
          description: '`true` where this is the answer of an earlier call with the same key.',
          schema: { type: 'string', enum: ['true'] },
        },
      },
    },
  };
  return `${JSON.stringify(document, byName(Object.keys(nativeSchemas)), 2)}\n`;
}

/** The schemas that have a name, each with the others in it by their names. */
function namedSchemas(): Readonly<Record<string, unknown>> {
  const names = Object.keys(nativeSchemas);
  return Object.fromEntries(
    names.map((name) => {
      const others = byName(names.filter((other) => other !== name));
      const text = JSON.stringify(nativeSchemas[name], others);
      return [name, { ...JSON.parse(text), title: name }];
    }),
  );
}

/** Writes a reference wherever one of the named schemas stands. */
function byName(names: readonly string[]) {
  const texts = new Map(names.map((name) => [JSON.stringify(nativeSchemas[name]), name]));
  return (_member: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const name = texts.get(JSON.stringify(value));
    return name === undefined ? value : { $ref: `#/components/schemas/${name}` };
  };
}

function describeOperation(id: string, operation: Operation) {
  const { tag, summary, description } = operation;
  const needs =
    needsOf[id] ?? `Needs the permission \`${present(permissions[id], `permission of ${id}`)}\`.`;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description === undefined ? needs : `${description} ${needs}`,
    ...membersOf('parameters', parametersOf(operation)),
    ...bodyOf(id, operation),
    ...(id === 'signIn' ? { security: [] } : {}),
    responses: responsesOf(id, operation),
  };
}

/** What was sent or answered in the examples of an operation, each by a name. */
function examplesOf(
  id: string,
  pick: (example: NativeExample) => unknown,
): Readonly<Record<string, unknown>> {
  const values = nativeExamples.filter(({ operation }) => operation === id).map(pick);
  const shown = values.filter((value) => value !== undefined);
  if (shown.length === 0) return {};
  const named = shown.map((value, index) => [`example${index + 1}`, { value }]);
  return { examples: Object.fromEntries(named) };
}

function membersOf(name: string, list: readonly unknown[]): Record<string, unknown> {
  return list.length === 0 ? {} : { [name]: list };
}

function parametersOf(operation: Operation): readonly unknown[] {
  return [
    ...fieldsOf('path', operation.params),
    ...fieldsOf('query', operation.query),
    ...(operation.isKeyed === true ? [keyParameter] : []),
    ...(operation.condition === undefined ? [] : [ifMatchParameter]),
    ...(operation.condition === 'versionOrAbsent' ? [ifNoneMatchParameter] : []),
  ];
}

function fieldsOf(place: 'path' | 'query', schema: TObject | undefined): readonly unknown[] {
  if (schema === undefined) return [];
  const required: readonly string[] = schema.required ?? [];
  return Object.entries<TSchema>(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    // Lists are written with commas.
    ...('type' in property && property['type'] === 'array' ? { explode: false } : {}),
    schema: property,
  }));
}

const keyParameter = {
  name: nativeHeaders.idempotencyKey,
  in: 'header',
  required: false,
  description:
    'The same key with the same content gives the same answer and has no second effect; with other ' +
    'content it is refused. Kept for 7 days unless the server is set otherwise.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
};

const ifMatchParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag that must be in force; without it the change is made to whatever is.',
  schema: { type: 'string' },
};

const ifNoneMatchParameter = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: '`*`: there must be none yet.',
  schema: { type: 'string', enum: ['*'] },
};

function bodyOf(
  id: string,
  { body, bodyIsOptional, bodyType }: Operation,
): Record<string, unknown> {
  if (body === undefined) return {};
  const examples = examplesOf(id, ({ body: sent }) => sent);
  const content = { [bodyType ?? 'application/json']: { schema: body, ...examples } };
  return { requestBody: { required: bodyIsOptional !== true, content } };
}

const answerTexts: Readonly<Record<string, string>> = {
  200: 'The answer.',
  201: 'What was made.',
  202: 'The change waits for a second person.',
};

function responsesOf(id: string, operation: Operation): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(operation.answers)) {
    responses[status] = {
      description: answerTexts[status],
      headers: {
        [nativeHeaders.requestId]: { $ref: '#/components/headers/RequestId' },
        ...(operation.hasEtag === true ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
        ...(operation.isKeyed === true
          ? { [nativeHeaders.replayed]: { $ref: '#/components/headers/Replayed' } }
          : {}),
      },
      content: { 'application/json': { schema, ...answersOf(id, Number(status)) } },
    };
  }
  if (Object.keys(responses).length === 0) responses[204] = { description: 'Done, with no body.' };
  return { ...responses, default: { $ref: '#/components/responses/Problem' } };
}

function answersOf(id: string, status: number): Readonly<Record<string, unknown>> {
  return examplesOf(id, (example) => (example.status === status ? example.answer : undefined));
}
