import {
  creditCheckKeySegment,
  creditCheckPath,
  type JsonValue,
  writeCreditCheckAnswer,
} from '@aval/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../../access/index.ts';
import { type CreditCheckRequest, defaultInstallation } from '../../../assessment/index.ts';
import {
  acceptJson,
  createRateLimit,
  HttpFault,
  type Log,
  presentFailures,
  watchMethods,
  within,
} from '../../../http/index.ts';
import { type Clock, type Instant, minute, plus } from '../../../kernel/clock.ts';
import { Fault } from '../../../kernel/fault.ts';
import { type FormPairs, readForm } from '../read-form.ts';
import { answerType, presentFailure } from './present-failure.ts';
import { type InputPlaces, readInputs } from './read-inputs.ts';
import { type Caller, nobody, type RecognizeDeps, recognize } from './recognize.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks the credit check hook, once it is recognized. */
    hookCaller: Caller | null;
  }
}

export type CreditCheckWireDeps = RecognizeDeps & {
  readonly log: Log;
  readonly clock: Clock;
  /** Throws a `Fault` where nobody can judge and the caller may know it. */
  readonly check: (request: CreditCheckRequest) => Promise<{ readonly approved: boolean }>;
};

const bodyBytesMax = 64 * 1024;
const membersMax = 500;

/**
 * The credit check hook: may the order of this basket be executed? Source: document 000, which names
 * the two inputs and the boolean; verb, place of the inputs, credentials and statuses are our choice.
 * Every answer is a JSON boolean, and `true` only where the desk said yes in time.
 */
export function registerCreditCheck(app: FastifyInstance, deps: CreditCheckWireDeps): void {
  app.register(
    (scope, _options, done) => {
      scope.decorateRequest('hookCaller', null);
      const limit = createRateLimit(deps.clock, minute);
      acceptBodies(scope);
      presentFailures(scope, deps.log, (failure, request) =>
        presentFailure(failure, request.hookCaller?.settings ?? settingsOfNobody),
      );
      scope.addHook('onRequest', async (request) => {
        const caller = await recognize(deps, request);
        request.actor = caller.principal.actor;
        request.hookCaller = caller;
        const { rateLimit } = caller.settings;
        if (rateLimit !== null) limit.take(caller.principal.actor, rateLimit);
      });

      const answer = async (request: FastifyRequest, reply: FastifyReply) => {
        const { principal, settings } = request.hookCaller ?? nobody();
        const checked = deps.check(callOf(request, principal, settings, deps.clock.now()));
        const found = await within(checked, Number(settings.deadlineUs / 1_000n));
        // The caller has waited long enough. A late yes stays a hold that is due.
        if (found === null) throw new Fault('deadline.exceeded', tooLate);
        reply.header('cache-control', 'no-store').type(answerType);
        return writeCreditCheckAnswer(found.approved, settings.answerShape);
      };
      const methods = watchMethods(scope, 'route');
      const key = `/${creditCheckKeySegment}/:key`;
      const inputs = '/:AccountId/:BasketId';
      for (const url of ['', inputs, key, key + inputs]) {
        // No HEAD beside GET: a question that nobody hears the answer of must take no hold.
        scope.route({ url, method: ['GET', 'POST'], exposeHeadRoute: false, handler: answer });
      }
      methods.close();
      done();
    },
    { prefix: creditCheckPath },
  );
}

type Settings = Caller['settings'];

const settingsOfNobody = { answerShape: 'bare', standIn: 'refuse' } as const;

function acceptBodies(scope: FastifyInstance): void {
  acceptJson(scope, {
    json: { bytesMax: bodyBytesMax, membersMax },
    empty: 'undefined',
    types: 'any',
  });
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: bodyBytesMax },
    async (_request: FastifyRequest, body: string) => new Form(readForm(body, membersMax)),
  );
}

/** A body that came as a form. A class, because it must not be mistaken for a JSON object. */
class Form {
  readonly pairs: FormPairs;

  constructor(pairs: FormPairs) {
    this.pairs = pairs;
  }
}

function callOf(
  request: FastifyRequest,
  { tenantId, context, actor, installation }: Principal,
  settings: Settings,
  now: Instant,
): CreditCheckRequest {
  const inputs = readInputs(placesOf(request), settings.basketIds);
  if (inputs === null) throw new HttpFault(400, 'http.bad_request');
  const { accountId, basketId } = inputs;
  return {
    accountId,
    basketId,
    tenantId,
    installation: installation ?? defaultInstallation,
    origin: { context, actor },
    deadlineAt: plus(now, settings.deadlineUs),
  };
}

const tooLate = { publicText: 'The credit check took too long.', outcome: 'unknown' } as const;

function placesOf({ params, query, body }: FastifyRequest): InputPlaces {
  return {
    params: pairsOf(params as Record<string, string>),
    query: pairsOf(query as Record<string, string | string[]>),
    body: bodyOf(body),
  };
}

const noPairs: FormPairs = [];

/** Most calls have both inputs in one place, and the other places are empty. */
function pairsOf(texts: Readonly<Record<string, string | string[]>>): FormPairs {
  const pairs = Object.entries(texts);
  if (pairs.length === 0) return noPairs;
  return pairs.flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
}

function bodyOf(body: unknown): InputPlaces['body'] {
  if (body === undefined) return undefined;
  return body instanceof Form ? { form: body.pairs } : { json: body as JsonValue };
}
