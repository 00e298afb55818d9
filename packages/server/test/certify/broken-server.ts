import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Call = {
  readonly method: string;
  readonly path: string;
  /** Names as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Forward = (call: Call) => Promise<Reply>;

/** What a broken server does in the place of the right one; null: it hangs up. */
export type Fault = (call: Call, forward: Forward) => Promise<Reply | null>;

/** A server that is right in everything but one: it stands before a right one and does it wrong. */
export async function startBroken(
  target: string,
  fault: Fault,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = async () => {
      const reply = await fault(await callOf(request), (call) => forward(target, call));
      if (reply === null) return void request.socket.destroy();
      response.writeHead(reply.status, reply.headers).end(reply.body);
    };
    answer().catch(() => request.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const { method = 'GET', url = '/', rawHeaders } = request;
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers[rawHeaders[at] ?? ''] = rawHeaders[at + 1] ?? '';
  }
  return { method, path: url, headers, body: await text(request) };
}

/** Belong to a connection, not to a message. */
const ofConnection = /^(?:connection|keep-alive|content-length|transfer-encoding|host)$/i;

async function forward(target: string, { method, path, headers, body }: Call): Promise<Reply> {
  const answer = await fetch(target + path, {
    method,
    headers: withoutConnection(Object.entries(headers)),
    body: body === '' ? null : new TextEncoder().encode(body),
    redirect: 'manual',
  });
  return {
    status: answer.status,
    headers: withoutConnection([...answer.headers]),
    body: await answer.text(),
  };
}

function withoutConnection(
  headers: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.filter(([name]) => !ofConnection.test(name)));
}
