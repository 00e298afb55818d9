import type { Operation } from '@aval/wire';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { HttpFault } from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import type { Plain } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { ApiRequest } from './answer.ts';
import { readCondition } from './condition.ts';
import { mediaTypeFault } from './media-type.ts';
import { apiFault } from './problems.ts';
import { readQuery } from './read-query.ts';
import { readRequestKey } from './request-key.ts';
import { createValidate } from './validate.ts';

export type ReadRequest = (request: FastifyRequest) => ApiRequest<Operation>;

const textTypes = [
  'text/csv',
  'application/vnd.api+json',
  'application/vnd.aval.ruleset+json',
] as const;

const noMembers = Type.Object({}, { additionalProperties: false });

/**
 * Reads requests as their operation describes them, in this order: path, query, body, condition,
 * key. Throws a `HttpFault` at the first mistake. The schemas are compiled once.
 */
export function createReadRequest(served: {
  readonly id: string;
  readonly operation: Operation;
  readonly hash: Hash;
}): ReadRequest {
  const { id, operation, hash } = served;
  const { params, query = noMembers, condition, isKeyed } = operation;
  const checkParams = params === undefined ? null : createValidate(params, 'path');
  const checkQuery = createValidate(query, 'query');
  const checkBody = createCheckBody(operation);
  return (request) => {
    checkParams?.(request.params);
    const queryRead = readQuery(query, request.query);
    checkQuery(queryRead);
    checkBody(request);
    const expected = readCondition(condition, request.headers);
    const content = () =>
      ({ params: request.params, body: request.body ?? null, expected }) as Plain;
    const call = { operation: id, content };
    const key =
      isKeyed === true ? readRequestKey(request.headers['idempotency-key'], hash, call) : null;
    return {
      principal: present(request.principal, 'principal of an admitted request'),
      params: request.params as Record<string, never>,
      query: queryRead as Record<string, never>,
      body: request.body as never,
      key,
      expected,
    };
  };
}

function createCheckBody({ body, bodyIsOptional, bodyType }: Operation) {
  const check = body === undefined ? null : createValidate(body, 'body');
  return (request: FastifyRequest) => {
    if (request.body === undefined) {
      if (check !== null && bodyIsOptional !== true) throw new HttpFault(400, 'http.body_missing');
      return;
    }
    if (textTypeOf(request) !== bodyType) throw mediaTypeFault(bodyType);
    if (check === null) throw apiFault('request.invalid', { at: 'body', rule: 'absent' });
    check(request.body);
  };
}

/** The type of a body that its handler reads as a text; undefined for plain JSON. */
function textTypeOf(request: FastifyRequest): Operation['bodyType'] {
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  return textTypes.find((each) => type.startsWith(each));
}
