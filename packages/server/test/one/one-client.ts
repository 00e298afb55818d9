import { request } from 'node:http';
import { oneTradeCreditPath } from '@aval/wire';
import { demo, ok } from '../protocols/fixture-seed.ts';
import type { OpenDesk } from '../protocols/open-desk.ts';

export type OneAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: unknown;
};

type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Calls by Node's own client, which adds no header of its own accord. */
export function createOneClient(url: string) {
  return (method: string, rest: string, { headers = {}, body }: Sent = {}): Promise<OneAnswer> =>
    new Promise((done, fail) => {
      const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
      const call = request(`${url}${oneTradeCreditPath}/${rest}`, {
        method,
        headers: { 'one-tenant': 'demo', ApiAuth: 'one-test-key', ...length, ...headers },
      });
      call.on('error', fail);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const json: unknown = text === '' ? null : JSON.parse(text);
          done({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      });
      call.end(body);
    });
}

export function tripleText(limit: number, used: number): string {
  const left = limit - used;
  return `{"availableCreditValue":${left},"creditValue":${limit},"creditValueUsed":${used}}`;
}

/** Changes settings of the tenant for a while. */
export async function withSettings(
  desk: OpenDesk,
  settings: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const change = async (to: { readonly [name: string]: string | null }) =>
    ok(await desk.parties.changeTenant(demo, { settings: to, expectedVersion: null }));
  await change(settings);
  try {
    await work();
  } finally {
    await change(Object.fromEntries(Object.keys(settings).map((name) => [name, null])));
  }
}
