import { nativeOperations, type Operation, ProblemSchema } from '@aval/wire';
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';

/** How many answers were compared, so that a test can see that it happened. */
export let answersCompared = 0;

const problem = Compile(ProblemSchema);
const operations = Object.values<Operation>(nativeOperations).map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`, 'i'),
  answers: new Map(
    Object.entries<TSchema>(operation.answers).map(([status, schema]) => [
      Number(status),
      Compile(schema),
    ]),
  ),
}));

/**
 * Holds every answer of a test against the description: a documented status, a body of the
 * documented form, and no member that the description does not know.
 */
export function assertDocumented(request: InjectOptions, answer: Response): void {
  const path = (String(request.url).split('?')[0] ?? '').replace(/\/$/, '');
  if (!/^\/v1(\/|$)/i.test(path)) return;
  answersCompared += 1;
  expect(answer.headers['x-request-id']).toMatch(/^[\w.-]{1,64}$/);
  const body: unknown = answer.payload === '' ? null : JSON.parse(answer.payload);
  const { statusCode } = answer;
  if (statusCode >= 300) {
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.Errors(body)).toEqual([]);
    return;
  }
  const method = request.method ?? 'GET';
  const found = operations.find(
    ({ operation, pattern }) => operation.method === method && pattern.test(path),
  );
  const schema = found?.answers.get(statusCode);
  expect(schema, `${method} ${path} answers ${statusCode} without a description`).toBeDefined();
  expect(schema?.Errors(body)).toEqual([]);
  expect(schema?.Clean(structuredClone(body)), 'members without a description').toEqual(body);
}
