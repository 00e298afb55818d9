import { platformPaths, writeJson } from '@aval/wire';
import type { FastifyInstance } from 'fastify';
import type { PlatformAnswer, PlatformLogin } from '../../../access/index.ts';
import { HttpFault } from '../../../http/index.ts';
import { readBasic } from '../read-basic.ts';
import { type FormPairs, readForm } from '../read-form.ts';
import { platformType } from './present-failure.ts';

export type TokenDeps = {
  readonly platformLogin: (login: PlatformLogin) => Promise<PlatformAnswer>;
};

const bodyBytesMax = 16 * 1024;
const pairsMax = 50;

/**
 * The token call: resource-owner password grant with the client's key and secret as HTTP Basic.
 * Source: the vendor's page on authorization; the bodies of errors are those of OAuth 2.0.
 */
export function registerToken(scope: FastifyInstance, deps: TokenDeps): void {
  scope.addContentTypeParser(
    '*',
    { parseAs: 'string', bodyLimit: bodyBytesMax },
    async (_request: unknown, body: string) => readForm(body, pairsMax),
  );
  scope.post(platformPaths.token, async (request, reply) => {
    const client = readBasic(request.headers.authorization);
    if (client === null) throw wrongClient();
    const form = (request.body ?? []) as FormPairs;
    const grantType = onlyValueOf(form, 'grant_type');
    if (grantType !== 'password') throw new HttpFault(400, 'unsupported_grant_type');
    const answer = await deps.platformLogin({
      clientKey: client.username,
      clientSecret: client.password,
      username: onlyValueOf(form, 'username'),
      password: onlyValueOf(form, 'password'),
    });
    if (!answer.ok) {
      throw answer.refusal.code === 'access.wrong_client'
        ? wrongClient()
        : new HttpFault(400, 'invalid_grant');
    }
    const { accessToken, expiresInSeconds } = answer.value;
    const body = writeJson({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
    });
    return reply.header('cache-control', 'no-store').type(platformType).send(body);
  });
}

/** The value of a parameter that must stand once. */
function onlyValueOf(form: FormPairs, name: string): string {
  const values = form.filter(([given]) => given === name);
  const [first] = values;
  if (first === undefined || values.length > 1) throw new HttpFault(400, 'invalid_request');
  return first[1];
}

function wrongClient(): HttpFault {
  const headers = { 'www-authenticate': 'Basic realm="platform", charset="UTF-8"' };
  return new HttpFault(401, 'invalid_client', {}, { headers });
}
