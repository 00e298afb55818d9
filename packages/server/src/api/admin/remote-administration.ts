import { type Operation, readJson, writeJson } from '@aval/wire';
import { type Administration, commandOperations } from './administration.ts';

export type RemoteOptions = {
  /** Scheme, host and port of a running server. */
  readonly url: string;
  /** A key with the scope `admin`, or the token of a user with that role. */
  readonly key: string;
  readonly fetch: typeof globalThis.fetch;
};

const timeoutMs = 30_000;
const answerLimits = { depthMax: 16, membersMax: 100_000, bytesMax: 8 * 1024 * 1024 };

/** Administration through a running server. Throws where no server answers, or not as ours does. */
export function createRemoteAdministration({ url, key, fetch }: RemoteOptions): Administration {
  return {
    call: async ({ operation, params = {}, query = {}, body }) => {
      const { method, path, bodyType }: Operation = commandOperations[operation];
      const target = new URL(fillPath(path, params), url);
      for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
      const answer = await fetch(target, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': bodyType ?? 'application/json' }),
        },
        ...(body === undefined ? {} : { body: textOf(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const read = readJson(await answer.text(), answerLimits);
      if (answer.ok) return { ok: true, body: plain(read) };
      const { code, title } = plain(read) as { readonly code?: unknown; readonly title?: unknown };
      if (typeof code !== 'string' || typeof title !== 'string') {
        throw new Error(`${target.origin} answered ${answer.status}, and not as Aval does.`);
      }
      return { ok: false, code, text: title };
    },
  };
}

function textOf(body: object | string): string {
  return typeof body === 'string' ? body : writeJson(body as never);
}

function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** Our own answers hold no number that a float cannot carry. */
function plain(value: unknown): unknown {
  return JSON.parse(writeJson(value as never));
}
