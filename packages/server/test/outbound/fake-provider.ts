import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderMessage } from '../../src/fulfilment/index.ts';

/** What a provider does with a call. */
export type Behaviour =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'hangs'
  | 'hangs_up'
  | 'half_an_answer';

export type ProviderCall = {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly message: ProviderMessage;
};

export type FakeProvider = {
  readonly baseUri: string;
  readonly calls: readonly ProviderCall[];
  /** What it does with the next calls; the last one stays. */
  readonly behave: (...next: readonly Behaviour[]) => void;
  readonly close: () => Promise<void>;
};

export const signingSecret = 'a-signing-secret-of-the-tests';

/** A provider's system on the loopback interface, which keeps what it was told. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const calls: ProviderCall[] = [];
  let behaviours: Behaviour[] = [{ status: 204 }];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const { method, url: path, headers } = request;
    calls.push({ method, path, headers, text, message: JSON.parse(text) as ProviderMessage });
    const [behaviour = { status: 204 }] = behaviours;
    if (behaviours.length > 1) behaviours = behaviours.slice(1);
    answer(response, behaviour);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUri: `http://127.0.0.1:${port}/aval`,
    calls,
    behave: (...next) => {
      behaviours = [...next];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === 'hangs') return;
  if (behaviour === 'hangs_up') return void response.destroy();
  if (behaviour === 'half_an_answer') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"');
    return void setImmediate(() => response.destroy());
  }
  response.writeHead(behaviour.status, behaviour.headers ?? {}).end(behaviour.body ?? '');
}

/** As a provider verifies it: over the raw bytes, with the secret that both sides know. */
export function isSigned({ headers, text }: ProviderCall, secret: string): boolean {
  const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['aval-signature']));
  if (match === null) return false;
  const [, seconds = '', digest = ''] = match;
  return createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex') === digest;
}
