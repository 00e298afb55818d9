import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import type { AccessService } from '../../access/index.ts';
import {
  acceptJson,
  HttpFault,
  type HttpServer,
  presentFailures,
  problemPresenter,
  watchMethods,
} from '../../http/index.ts';
import { formatInstant } from '../../kernel/clock.ts';
import { bearerOf } from '../authenticate.ts';
import { namingMediaType } from '../media-type.ts';
import { problemTexts } from '../problem-texts.ts';
import { apiFault } from '../problems.ts';
import { createValidate } from '../validate.ts';
import { administrationProblem, administrationTexts } from './problems.ts';
import { sessionOperations } from './session-operations.ts';
import { toWireUser } from './users.ts';

const { body: signInBody } = sessionOperations.signIn;

const bodyLimits = { bytesMax: 8 * 1024, membersMax: 20, depthMax: 4 } as const;

/**
 * `POST /v1/sign-in` exchanges address and password for a bearer token of half an hour;
 * `POST /v1/sign-out` ends the token that it is sent with.
 */
export function registerSessions(server: HttpServer, access: Sessions): void {
  const texts = { ...problemTexts, ...administrationTexts };
  const present = namingMediaType(problemPresenter(texts));
  const serve = (prefix: string, add: (scope: FastifyInstance) => void) =>
    server.app.register(
      (scope, _options, done) => {
        acceptJson(scope, { json: bodyLimits, empty: 'undefined', types: 'json' });
        presentFailures(scope, server.log, present);
        const methods = watchMethods(scope);
        add(scope);
        methods.close();
        done();
      },
      { prefix },
    );
  serve('/v1/sign-in', (scope) => addSignIn(scope, access));
  serve('/v1/sign-out', (scope) => addSignOut(scope, access));
}

type Sessions = Pick<AccessService, 'signIn' | 'signOut'>;

function addSignIn(scope: FastifyInstance, { signIn }: Sessions): void {
  const check = createValidate(signInBody, 'body');
  scope.post('/', async (request, reply) => {
    if (request.body === undefined) throw new HttpFault(400, 'http.body_missing');
    check(request.body);
    const { email, password } = request.body as Static<typeof signInBody>;
    const answer = await signIn({ email, password, source: request.ip });
    if (!answer.ok) throw administrationProblem(answer.refusal);
    const { token, expiresAt, user } = answer.value;
    request.actor = `user:${user.userId}`;
    const body = {
      token,
      expiresAt: formatInstant(expiresAt),
      user: { tenantId: user.tenantId, ...toWireUser(user) },
    };
    return reply.header('cache-control', 'no-store').type('application/json').send(body);
  });
}

function addSignOut(scope: FastifyInstance, { signOut }: Sessions): void {
  scope.post('/', async (request, reply) => {
    const token = bearerOf(request);
    if (token === null) throw apiFault('access.unauthenticated');
    await signOut(token);
    return reply.code(204).send();
  });
}
