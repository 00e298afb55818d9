import type { JsonValue } from '../json-value.ts';
import type { CallOptions, Transport } from '../transport.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import { type ServiceAccountInput, toWireAccount } from './account.ts';
import { readServiceManagerAnswer, type ServiceManagerOutcome } from './answer.ts';
import { createServiceManagerCaller } from './caller.ts';
import { type ProductType, readProductTypes } from './catalogue.ts';
import { serviceManagerCodes } from './codes.ts';
import { type ServiceDefinitionInput, toWireServiceDefinition } from './definition.ts';
import { readDiscovery } from './discovery.ts';
import type { ServiceManagerOperation, ServiceOperation, SetUpOperation } from './operations.ts';
import type { ServiceManagerRead } from './problem.ts';
import { readRegistrationCheck } from './registration.ts';
import {
  type CustomField,
  readAdditionalInfo,
  readCustomFields,
  readSettingFields,
  readValidationErrors,
  type SettingField,
  writeSettingValues,
} from './set-up.ts';

export type ServiceManagerClientOptions = {
  /** Scheme, host, port and base path, without a slash at the end. */
  readonly baseUrl: string;
  /** Null: calls carry no credentials, as for Discover. */
  readonly credentials: { readonly applicationId: string; readonly applicationKey: string } | null;
  readonly transport: Transport;
  /** Paths other than the usual ones: the platform keeps an address for each operation. */
  readonly paths?: { readonly [operation in ServiceManagerOperation]?: string };
};

/** What a call is given beside its body. */
export type ServiceManagerCallOptions = CallOptions & {
  /** Two letters: the language of the user who asked. */
  readonly language?: string;
  /** A token for the platform's API, and the platform's own address. */
  readonly token?: string;
  readonly baseUri?: string;
  readonly trackId?: string;
  /** Values of setting fields by field id; several values of one field have bars between them. */
  readonly settings?: Readonly<Record<string, string | readonly string[]>>;
};

/** `checkOnly`: true judges only, false does it, null says neither, as where no pre-check is set. */
export type ServiceCallOptions = ServiceManagerCallOptions & { readonly checkOnly: boolean | null };

export type ServiceManagerClient = {
  /** One call of one of the thirteen service operations. */
  readonly call: (
    operation: ServiceOperation,
    definition: ServiceDefinitionInput,
    options: ServiceCallOptions,
  ) => Promise<ServiceManagerOutcome>;
  /**
   * What the platform does: the pre-check, and without an error the same call for real. `stage` says
   * which of the two was refused. Source: document 001.
   */
  readonly checkAndCall: (
    operation: ServiceOperation,
    definition: ServiceDefinitionInput,
    options?: ServiceManagerCallOptions,
  ) => Promise<
    | Extract<ServiceManagerOutcome, { kind: 'done' }>
    | (Extract<ServiceManagerOutcome, { kind: 'refused' }> & {
        readonly stage: 'pre_check' | 'call';
      })
  >;
  readonly accounts: {
    readonly syncOptions: (options?: ServiceManagerCallOptions) => Promise<readonly CustomField[]>;
    /** The external id of an account that is there. */
    readonly exists: (
      account: ServiceAccountInput,
      options?: ServiceManagerCallOptions,
    ) => Promise<
      | { readonly kind: 'exists'; readonly externalId: string | null }
      | { readonly kind: 'absent' }
      | Extract<ServiceManagerOutcome, { kind: 'refused' }>
    >;
    readonly synchronize: (
      account: ServiceAccountInput,
      options?: ServiceManagerCallOptions,
    ) => Promise<ServiceManagerOutcome>;
    readonly remove: (
      account: ServiceAccountInput,
      options?: ServiceManagerCallOptions,
    ) => Promise<ServiceManagerOutcome>;
  };
  readonly fields: {
    readonly get: (options?: ServiceManagerCallOptions) => Promise<readonly SettingField[]>;
    /** What is wrong with the values, in words; none means valid. */
    readonly validate: (
      values: Readonly<Record<string, string>>,
      options?: ServiceManagerCallOptions,
    ) => Promise<readonly string[]>;
    readonly serviceDefinition: (
      options?: ServiceManagerCallOptions,
    ) => Promise<readonly ProductType[]>;
    readonly additionalInfo: (
      options?: ServiceManagerCallOptions,
    ) => Promise<Readonly<Record<string, string>>>;
  };
  readonly discover: (
    options?: CallOptions,
  ) => Promise<NonNullable<ReturnType<typeof readDiscovery>>>;
  readonly isRegistered: (applicationId: string, options?: CallOptions) => Promise<boolean>;
};

/**
 * The platform's side of the service manager wire. A business error is an outcome; a status other
 * than 2xx, no answer, and an answer without a whole Code throw `WireError`, whose `code` is the
 * Code of the envelope where there was one. Nothing is repeated.
 */
export function createServiceManagerClient(
  settings: ServiceManagerClientOptions,
): ServiceManagerClient {
  const { get, post } = createServiceManagerCaller(settings);

  const call: ServiceManagerClient['call'] = (operation, definition, options) =>
    post(
      operation,
      writeJson(toWireServiceDefinition(definition, options.checkOnly)),
      options,
      readServiceManagerAnswer,
    );
  const withAccount = (
    operation: SetUpOperation,
    account: ServiceAccountInput,
    options: ServiceManagerCallOptions | undefined,
  ) => post(operation, writeAccount(account), options, readServiceManagerAnswer);

  return {
    call,
    async checkAndCall(operation, definition, options) {
      const check = await call(operation, definition, { ...options, checkOnly: true });
      if (check.kind === 'refused') return { ...check, stage: 'pre_check' };
      const real = await call(operation, definition, { ...options, checkOnly: false });
      return real.kind === 'refused' ? { ...real, stage: 'call' } : real;
    },
    accounts: {
      syncOptions: (options) => get('Accounts/SyncOptions', options, orNull(readCustomFields)),
      async exists(account, options) {
        const outcome = await withAccount('Accounts/Exists', account, options);
        if (outcome.kind === 'refused') return outcome;
        if (outcome.code === serviceManagerCodes.done) return { kind: 'absent' };
        return { kind: 'exists', externalId: outcome.result };
      },
      synchronize: (account, options) => withAccount('Accounts/Synchronize', account, options),
      remove: (account, options) => withAccount('Accounts/Delete', account, options),
    },
    fields: {
      get: (options) => get('Fields/Get', options, orNull(readSettingFields)),
      validate: (values, options) =>
        post('Fields/Validate', writeSettingValues(values), options, readValidationErrors),
      serviceDefinition: (options) =>
        get('Fields/ServiceDefinition', options, orNull(readProductTypes)),
      additionalInfo: (options) => get('Fields/AdditionalInfo', options, readAdditionalInfo),
    },
    discover: (options) => get('Discover', options, readDiscovery),
    isRegistered: (applicationId, options) =>
      get('Registration/Check', options, readRegistrationCheck, {
        query: `?applicationId=${encodeURIComponent(applicationId)}`,
      }),
  };
}

function writeAccount(account: ServiceAccountInput): string {
  const body: WritableJson = toWireAccount(account);
  return writeJson(body);
}

/** A reader of set-up answers as one that gives null for what does not follow the contract. */
function orNull<Value>(
  read: (body: JsonValue) => ServiceManagerRead<Value>,
): (body: JsonValue) => Value | null {
  return (body) => {
    const result = read(body);
    return result.ok ? result.value : null;
  };
}
