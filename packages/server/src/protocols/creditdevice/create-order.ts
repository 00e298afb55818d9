import {
  type DmmExtraValue,
  dmmIdempotencyHeader,
  isJsonObject,
  type JsonValue,
  readDmmQuestion,
  readDmmRest,
} from '@aval/wire';
import type { FastifyRequest } from 'fastify';
import type { Application } from '../../decisions/index.ts';
import { contentHashOf } from './content-hash.ts';
import type { Caller, DecisionMakerDeps } from './decision-maker-deps.ts';
import { dmmFault, faultOfProblem } from './dmm-fault.ts';

/**
 * Takes an order: the first fault is told in the order of the document's members, an unknown ruleset
 * in the place of its own. A ruleset that the credential may not use is as unknown as one that is not
 * there.
 */
export async function createOrder(
  deps: Pick<DecisionMakerDeps, 'applications' | 'hash'>,
  { principal, tenant }: Caller,
  request: FastifyRequest,
): Promise<Application> {
  const { tenantId } = tenant;
  const key = readKey(request);
  const body = request.body as JsonValue | undefined;
  const terms = principal.decisionMaker;
  const question = readDmmQuestion(body, terms?.amount ?? 'required');
  if (question === null || !isJsonObject(body)) throw dmmFault('bodyInvalid');
  if (!question.ok) throw faultOfProblem(question.problem);
  const { regNumber, amount, language, rulesetId } = question.value;
  const isPermitted = terms?.rulesets?.includes(rulesetId) ?? true;
  const version = isPermitted ? await deps.applications.rulesetInForce(tenantId, rulesetId) : null;
  if (version === null) throw faultOfProblem({ member: 'ruleset_id', problem: 'invalid' });
  const rest = readDmmRest(body, version.content.extraFields);
  if (!rest.ok) throw faultOfProblem(rest.problem);

  const answer = await deps.applications.create({
    ...{ tenantId, actor: principal.actor, version, regNumber, amount, key },
    language: languages[language],
    reference: rest.value.reference === '' ? null : rest.value.reference,
    extra: plainExtra(rest.value.extra),
    contentHash: contentHashOf(body, deps.hash),
  });
  if (answer.kind === 'key_reused') throw dmmFault('keyReused');
  if (answer.kind === 'key_in_use') throw dmmFault('keyInUse', { 'retry-after': '1' });
  return answer.application;
}

const languages = { NL: 'nl', EN: 'en', DE: 'de' } as const;

const keyForm = /^[\x21-\x7e]{1,128}$/;

function readKey({ headers }: FastifyRequest): string | null {
  const given = headers[dmmIdempotencyHeader.toLowerCase()];
  if (given === undefined) return null;
  if (typeof given === 'string' && keyForm.test(given)) return given;
  throw faultOfProblem({ member: dmmIdempotencyHeader, problem: 'invalid' });
}

/** At most 15 digits, which a double holds as they were written. */
function plainExtra(extra: Readonly<Record<string, DmmExtraValue>>): Application['extra'] {
  return Object.fromEntries(
    Object.entries(extra).map(([name, value]) => [
      name,
      typeof value === 'object' ? Number(value.number) : value,
    ]),
  );
}
