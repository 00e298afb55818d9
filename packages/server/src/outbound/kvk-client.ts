import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  readJson,
  type Transport,
  type TransportAnswer,
  TransportError,
} from '@aval/wire';
import type { CompanyDraft, CompanyNumber } from '../parties/index.ts';
import { baseProfileDraft, branchProfileDraft } from './kvk-profile.ts';

export type KvkAnswer =
  | { readonly kind: 'found'; readonly company: CompanyDraft }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'silent'; readonly reason: string };

export type KvkClientOptions = {
  /** `https://api.kvk.nl`, without a slash at the end; the test register lies below `/test`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly transport: Transport;
  /** The day against which an end of a registration is held: `2026-03-31`. */
  readonly today: () => string;
};

export type KvkClient = {
  readonly profile: (number: CompanyNumber, deadlineMs: number) => Promise<KvkAnswer>;
};

/**
 * The client of the KVK's base profile and branch profile (version 1 of its API). An answer that says
 * by its own code that the number is not there is `unknown`; whatever else is no profile is `silent`,
 * so that neither a wrong address nor a fault over there makes a company disappear.
 */
export function createKvkClient(options: KvkClientOptions): KvkClient {
  const { baseUrl, apiKey, transport, today } = options;
  return {
    profile: async ({ scheme, number }, deadlineMs) => {
      const path = scheme === 'kvk-branch' ? 'vestigingsprofielen' : 'basisprofielen';
      let answer: TransportAnswer;
      try {
        answer = await transport({
          method: 'GET',
          url: `${baseUrl}/api/v1/${path}/${number}`,
          headers: { accept: 'application/json', apikey: apiKey },
          deadlineMs,
        });
      } catch (error) {
        return silent(error instanceof TransportError ? error.failure : 'network');
      }
      const body = read(answer.body);
      if (answer.status !== 200) return refusalOf(answer.status, body);
      if (!isJsonObject(body)) return silent('unreadable');
      const company =
        scheme === 'kvk-branch'
          ? branchProfileDraft(body, today())
          : baseProfileDraft(body, today());
      return company === null ? silent('unreadable') : { kind: 'found', company };
    },
  };
}

const limits = {
  bytesMax: 1024 * 1024,
  membersMax: 20_000,
  depthMax: 16,
  inexactNumbers: 'keep',
} as const;

function read(body: Uint8Array): JsonValue {
  try {
    return readJson(body, limits);
  } catch {
    return null;
  }
}

/** The number is not there (0005, 0007), or is none that could be (0004, 0006). */
const unknownCodes: readonly string[] = ['IPD0004', 'IPD0005', 'IPD0006', 'IPD0007'];

const reasons: Readonly<Record<number, string>> = {
  401: 'credentials',
  403: 'credentials',
  429: 'throttled',
};

function refusalOf(status: number, body: JsonValue): KvkAnswer {
  const codes = codesOf(body);
  const isUnknown = codes.some((code) => unknownCodes.includes(code));
  if (isUnknown && (status === 400 || status === 404)) return { kind: 'unknown' };
  const [code] = codes;
  if (code !== undefined) return silent(code.toLowerCase());
  if (status >= 300 && status < 400) return silent('redirect');
  return silent(reasons[status] ?? 'status');
}

/** Errors come as `{"fout": [{"code", "omschrijving"}]}`; the code alone is taken. */
function codesOf(body: JsonValue): readonly string[] {
  const errors: JsonValue | undefined = isJsonObject(body) ? body['fout'] : undefined;
  const list: readonly JsonValue[] = Array.isArray(errors) ? errors : [errors ?? null];
  return list
    .filter((each): each is JsonObject => isJsonObject(each))
    .map(({ code }) => code)
    .filter((code): code is string => typeof code === 'string' && /^IPD\d{4}$/.test(code));
}

function silent(reason: string): KvkAnswer {
  return { kind: 'silent', reason };
}
