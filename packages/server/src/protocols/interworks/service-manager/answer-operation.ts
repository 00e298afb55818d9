import {
  checkActionTypes,
  codeOfProblem,
  type JsonValue,
  readServiceAccount,
  readServiceCall,
  readSettingFields,
  type ServiceManagerAnswer,
  type ServiceManagerContext,
  type ServiceManagerLanguage,
  type ServiceManagerProblem,
  type ServiceManagerRead,
  type ServiceOperation,
  type SetUpOperation,
  serviceManagerCodes,
  textOfProblem,
  writeCustomFields,
  writeJson,
  writeProductTypes,
  writeServiceManagerAnswer,
  writeSettingFields,
} from '@aval/wire';
import type { PlatformAccess } from '../../../fulfilment/index.ts';
import type { Instant } from '../../../kernel/clock.ts';
import type { Tenant } from '../../../parties/index.ts';
import { answerTexts } from './answer-texts.ts';
import { linkAccount, linkedIdOf, unlinkAccount } from './link-account.ts';
import { productTypeOf } from './publish-service.ts';
import { fulfilmentCall } from './read-call.ts';
import { isDeskKey, keyField, tenantField } from './recognize.ts';
import type { Caller, ServiceManagerDeps } from './service-manager-deps.ts';
import { settingFields, syncOptions } from './set-up-fields.ts';
import { no, tellAnswer } from './tell-answer.ts';

/** A request whose caller is known. */
export type Asked = {
  readonly caller: Caller;
  readonly context: ServiceManagerContext;
  readonly platform: PlatformAccess;
  readonly language: ServiceManagerLanguage;
  readonly deadlineAt: Instant;
  /** Read at most once: a problem of the body is an answer. */
  readonly body: ServiceManagerRead<JsonValue>;
};

export type Told = { readonly status: number; readonly body: string };

/** One of the thirteen operations that carry a service definition. */
export async function answerService(
  deps: ServiceManagerDeps,
  operation: ServiceOperation,
  asked: Asked,
): Promise<Told> {
  const { body, caller, language } = asked;
  if (!body.ok) return tellProblem(body.problem, language, caller.tenant);
  const call = readServiceCall(body.value, operation);
  if (!call.ok) return tellProblem(call.problem, language, caller.tenant);
  const contradiction = checkActionTypes(operation, call.value.definition);
  if (contradiction !== null) return tellProblem(contradiction, language, caller.tenant);
  const answer = await deps.fulfilment.handle(fulfilmentCall(caller, operation, call.value, asked));
  const isOfAddons = operation.startsWith('Addons/');
  const { serviceType } = call.value.definition;
  const service = isOfAddons
    ? await deps.reader.service(caller.tenant.tenantId, serviceType)
    : null;
  const addonResult = service?.settings.addonResult ?? 'subscription';
  const told = tellAnswer(answer, language, isOfAddons ? addonResult : 'subscription');
  return tell(told, caller.tenant);
}

type Answering = (deps: ServiceManagerDeps, asked: Asked) => Promise<Told>;

/** The operations of the set-up that need credentials. */
export const setUpAnswers: Readonly<
  Record<Extract<SetUpOperation, `Accounts/${string}` | `Fields/${string}`>, Answering>
> = {
  'Accounts/SyncOptions': async () => ok(writeCustomFields(syncOptions)),
  'Accounts/Exists': withAccount(async (deps, { caller }, { id }) => {
    const result = await linkedIdOf(deps, caller, id);
    const { accountExists, done } = serviceManagerCodes;
    return { code: result === null ? done : accountExists, message: '', result };
  }),
  'Accounts/Synchronize': withAccount(async (deps, { caller }, account) => {
    const result = await linkAccount(deps, caller, account);
    return { code: serviceManagerCodes.done, message: '', result };
  }),
  'Accounts/Delete': withAccount(async (deps, { caller, language }, { id }) => {
    const result = await unlinkAccount(deps, caller, id);
    if (result !== null) return { code: serviceManagerCodes.done, message: '', result };
    return no(serviceManagerCodes.customerUnknown, answerTexts[language].customerUnknown);
  }),
  'Fields/Get': async () => ok(writeSettingFields(settingFields)),
  'Fields/Validate': async (deps, { body, caller, language }) => {
    const read = body.ok ? readSettingFields(body.value) : body;
    if (!read.ok) return ok(writeJson([textOfProblem(read.problem, language)]));
    const given = (field: string) =>
      read.value.find(({ id }) => id.toLowerCase() === field.toLowerCase())?.value ?? '';
    const { tenantId } = caller.tenant;
    const isRight =
      given(tenantField) === tenantId && (await isDeskKey(deps, tenantId, given(keyField)));
    return ok(writeJson(isRight ? [] : [answerTexts[language].wrongDesk]));
  },
  'Fields/ServiceDefinition': async ({ reader }, { caller }) => {
    const services = await reader.services(caller.tenant.tenantId);
    return ok(writeProductTypes(services.map(productTypeOf)));
  },
  'Fields/AdditionalInfo': async () => ok(writeJson({})),
};

export function tellProblem(
  problem: ServiceManagerProblem,
  language: ServiceManagerLanguage,
  tenant: Tenant,
): Told {
  const { code, status } = codeOfProblem(problem);
  const { body } = tell(no(code, textOfProblem(problem, language)), tenant);
  return { status, body };
}

export function tell(answer: ServiceManagerAnswer, { settings }: Tenant): Told {
  return ok(writeServiceManagerAnswer(answer, settings.serviceManager));
}

export function ok(body: string): Told {
  return { status: 200, body };
}

function withAccount(
  answer: (
    deps: ServiceManagerDeps,
    asked: Asked,
    account: Extract<ReturnType<typeof readServiceAccount>, { ok: true }>['value'],
  ) => Promise<ServiceManagerAnswer>,
): Answering {
  return async (deps, asked) => {
    const { body, language, caller } = asked;
    const account = body.ok ? readServiceAccount(body.value) : body;
    if (!account.ok) return tellProblem(account.problem, language, caller.tenant);
    return tell(await answer(deps, asked, account.value), caller.tenant);
  };
}
