import type { JsonValue } from '../json-value.ts';
import { carry, readAnswer } from '../read-answer.ts';
import { readJson } from '../strict-json.ts';
import { limitsOf, type TransportAnswer, type TransportRequest } from '../transport.ts';
import { readServiceManagerAnswer } from './answer.ts';
import type { ServiceManagerCallOptions, ServiceManagerClientOptions } from './client.ts';
import { encodeApplicationKey, serviceManagerHeaders } from './headers.ts';
import { type ServiceManagerOperation, serviceManagerOperations } from './operations.ts';
import { serviceManagerLimits } from './read-body.ts';

/** Sends one request as the platform does, and reads what comes back. */
export function createServiceManagerCaller(settings: ServiceManagerClientOptions) {
  const { baseUrl, transport, paths = {} } = settings;

  async function send<Value>(
    operation: ServiceManagerOperation,
    request: { readonly body?: string; readonly query?: string },
    options: ServiceManagerCallOptions | undefined,
    read: (body: JsonValue) => Value | null,
  ): Promise<Value> {
    const { verb, path, needsCredentials } = serviceManagerOperations[operation];
    const headers = {
      // The platform's own spelling, malformed as it is. Source: document 001.
      Accept: 'Accept=application/json',
      ...(request.body === undefined ? {} : { 'Content-Type': 'application/json; charset=UTF-8' }),
      ...(needsCredentials ? credentialsOf(settings) : {}),
      ...contextOf(options),
    };
    const asked: TransportRequest = {
      method: verb,
      url: baseUrl + (paths[operation] ?? path) + (request.query ?? ''),
      headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...limitsOf(options),
    };
    return readAnswer(await carry(transport, asked), answerLimits, read, codeOf);
  }

  return {
    get: <Value>(
      operation: ServiceManagerOperation,
      options: ServiceManagerCallOptions | undefined,
      read: (body: JsonValue) => Value | null,
      request: { readonly query?: string } = {},
    ) => send(operation, request, options, read),
    post: <Value>(
      operation: ServiceManagerOperation,
      body: string,
      options: ServiceManagerCallOptions | undefined,
      read: (body: JsonValue) => Value | null,
    ) => send(operation, { body }, options, read),
  };
}

function credentialsOf({ credentials }: ServiceManagerClientOptions): Record<string, string> {
  if (credentials === null) return {};
  const { applicationId, applicationKey } = credentials;
  return {
    [serviceManagerHeaders.applicationId]: applicationId,
    [serviceManagerHeaders.apiKey]: encodeApplicationKey(applicationKey),
  };
}

function contextOf(options: ServiceManagerCallOptions = {}): Record<string, string> {
  const { token, baseUri, trackId, language, settings = {} } = options;
  const named = [
    [serviceManagerHeaders.token, token],
    [serviceManagerHeaders.baseUri, baseUri],
    [serviceManagerHeaders.trackId, trackId],
    [serviceManagerHeaders.language, language],
    ...Object.entries(settings).map(([id, value]) => [
      serviceManagerHeaders.settingPrefix + id,
      typeof value === 'string' ? value : value.join('|'),
    ]),
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(named);
}

/** The `Code` of an error body. */
function codeOf(answer: TransportAnswer): string | null {
  try {
    const code = readServiceManagerAnswer(readJson(answer.body, answerLimits))?.code;
    return code === undefined ? null : String(code);
  } catch {
    return null;
  }
}

// A catalogue may be larger than any request.
const answerLimits = { ...serviceManagerLimits, bytesMax: 8 * 1024 * 1024, membersMax: 200_000 };
