import {
  chooseLanguage,
  readRegistration,
  readServiceManagerBody,
  readServiceManagerContext,
  type ServiceManagerContext,
  type ServiceManagerLanguage,
  type ServiceManagerOperation,
  serviceManagerBase,
  serviceManagerCodes,
  serviceManagerLimits,
  serviceManagerOperations,
  serviceManagerRoutes,
  serviceOperations,
  writeDiscovery,
  writeRegistrationAnswer,
  writeRegistrationCheck,
} from '@aval/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { presentFailures, watchMethods, within } from '../../../http/index.ts';
import { millisecond, plus } from '../../../kernel/clock.ts';
import { Fault } from '../../../kernel/fault.ts';
import {
  type Asked,
  answerService,
  ok,
  setUpAnswers,
  type Told,
  tell,
} from './answer-operation.ts';
import { answerTexts } from './answer-texts.ts';
import { answerType, presentFailure } from './present-failure.ts';
import { nobody, recognize } from './recognize.ts';
import { registeredBaseUri } from './registered-base-uri.ts';
import type { Caller, ServiceManagerDeps } from './service-manager-deps.ts';
import { discoveryAt } from './set-up-fields.ts';
import { no } from './tell-answer.ts';

/**
 * The service manager: pre-check and provisioning of subscriptions, add-ons and assets, and what a
 * platform asks when it is set up. Sources: documents 001 and 004, vendor's pages and code; what they
 * leave open is our choice.
 */
export function registerServiceManager(app: FastifyInstance, deps: ServiceManagerDeps): void {
  const languageOf = (request: FastifyRequest): ServiceManagerLanguage =>
    request.serviceManagerCaller?.language ??
    chooseLanguage(request.headers['accept-language'], 'en');
  const settingsOf = (request: FastifyRequest) =>
    request.serviceManagerCaller?.caller.tenant.settings.serviceManager;
  app.register(
    (scope, _options, done) => {
      scope.decorateRequest('serviceManagerCaller', null);
      keepBodies(scope);
      presentFailures(scope, deps.log, (failure, request) =>
        presentFailure(failure, request, {
          language: languageOf(request),
          // Who is not known gets what the documents show.
          hasDescription: settingsOf(request)?.hasDescription ?? true,
        }),
      );
      scope.addHook('onRequest', async (request, reply) => {
        const context = readServiceManagerContext(request.headers);
        if (context.trackId !== null) takeRequestId(request, reply, context.trackId);
        const { operation } = request.routeOptions.config as RouteConfig;
        if (operation !== undefined && !serviceManagerOperations[operation].needsCredentials)
          return;
        const caller = await recognize(deps, request, context);
        request.actor = caller.principal.actor;
        const language = chooseLanguage(request.headers['accept-language'], caller.tenant.language);
        request.serviceManagerCaller = { caller, context, language };
      });
      const methods = watchMethods(scope);
      for (const { verb, path, operation } of serviceManagerRoutes) {
        scope.route({
          url: path,
          method: verb,
          exposeHeadRoute: false,
          config: { operation } satisfies RouteConfig,
          handler: async (request, reply) => {
            const told = await answer(deps, operation, request, request.serviceManagerCaller);
            reply.code(told.status).type(answerType);
            return told.body;
          },
        });
      }
      methods.close();
      done();
    },
    { prefix: serviceManagerBase },
  );
}

type RouteConfig = { readonly operation?: ServiceManagerOperation };

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls the service manager, once it is recognized. */
    serviceManagerCaller: Known | null;
  }
}

type Known = {
  readonly caller: Caller;
  readonly context: ServiceManagerContext;
  readonly language: ServiceManagerLanguage;
};

/** How long a call may take; the platform's own limit is not documented. */
const answerWithinMs = 1_500;

/** Bodies stay bytes until the caller is known; the strict reader then tells what is wrong. */
function keepBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addHook('onRequest', (request, _reply, done) => {
    // Whatever it says of its type, it is tried as JSON. Source: document 001 sends odd ones.
    delete request.raw.headers['content-type'];
    done();
  });
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: serviceManagerLimits.bytesMax },
    (_request, body, done) => done(null, body),
  );
}

/** The platform's own name of the call, in our log and on our answer. */
function takeRequestId(request: FastifyRequest, reply: FastifyReply, trackId: string): void {
  request.id = trackId;
  reply.header('x-request-id', trackId);
}

async function answer(
  deps: ServiceManagerDeps,
  operation: ServiceManagerOperation,
  request: FastifyRequest,
  known: Known | null,
): Promise<Told> {
  if (operation === 'Discover') {
    return ok(
      writeDiscovery(discoveryAt(`${request.protocol}://${request.host}${serviceManagerBase}`)),
    );
  }
  if (operation === 'Registration/Check') return ok(writeRegistrationCheck(false));
  const body = readServiceManagerBody((request.body as Buffer | undefined) ?? '');
  if (operation === 'Registration/Add') {
    // Whoever it is: nobody may add an application from outside. `aval credential add` does.
    if (body.ok) readRegistration(body.value);
    return ok(writeRegistrationAnswer(answerTexts.en.registrationClosed));
  }
  const { caller, context, language } = known ?? nobody();
  const texts = answerTexts[language];
  if (!serviceManagerOperations[operation].isServed) {
    return tell(no(serviceManagerCodes.notSupported, texts.notSupported), caller.tenant);
  }
  const baseUri = registeredBaseUri(context.baseUri, caller.principal.baseUris ?? []);
  if (baseUri === 'unregistered') {
    deps.log.warn({ actor: caller.principal.actor }, 'a call named an unregistered platform');
    return tell(no(serviceManagerCodes.baseUriNotRegistered, texts.baseUri), caller.tenant);
  }
  const asked: Asked = {
    ...{ caller, context, language, body },
    platform: { baseUri, token: context.token },
    deadlineAt: plus(deps.clock.now(), BigInt(answerWithinMs) * millisecond),
  };
  const told = await within(answerAsked(deps, operation, asked), answerWithinMs + graceMs);
  if (told !== null) return told;
  throw new Fault('deadline.exceeded', {
    publicText: 'The call took too long.',
    outcome: 'unknown',
  });
}

/** What was committed in time may still be told. */
const graceMs = 500;

function answerAsked(
  deps: ServiceManagerDeps,
  operation: ServiceManagerOperation,
  asked: Asked,
): Promise<Told> {
  const service = serviceOperations.find((one) => one === operation);
  if (service !== undefined) return answerService(deps, service, asked);
  const setUp = setUpAnswers[operation as keyof typeof setUpAnswers];
  return setUp(deps, asked);
}
