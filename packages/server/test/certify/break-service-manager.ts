import type { Call, Fault, Reply } from './broken-server.ts';
import { application } from './right-service-manager.ts';

/** An envelope of the wire. */
type Body = { readonly [name: string]: unknown };

/** An envelope, as a reply of status 200. */
export function envelope(body: Body): Reply {
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: JSON.stringify(body) };
}

export function asking(wanted: (call: Call) => boolean, change: (body: string) => string): Fault {
  return (call, forward) =>
    forward(wanted(call) && call.body !== '' ? { ...call, body: change(call.body) } : call);
}

export function replying(
  wanted: (reply: Reply) => boolean,
  change: Partial<Reply>,
  rewrite: (body: string) => string = (body) => body,
): Fault {
  return async (call, forward) => {
    const reply = await forward(call);
    return wanted(reply) ? { ...reply, body: rewrite(reply.body), ...change } : reply;
  };
}

export function answering(
  wanted: (body: Body) => boolean,
  change: Body,
  ofCall: (call: Call) => boolean = any,
): Fault {
  return async (call, forward) => {
    const reply = await forward(call);
    const body = ofCall(call) ? bodyOf(reply) : null;
    if (body === null || !wanted(body)) return reply;
    return { ...reply, body: JSON.stringify({ ...body, ...change }) };
  };
}

export function refusing(wanted: (call: Call) => boolean, status: number): Fault {
  return (call, forward) =>
    wanted(call) ? Promise.resolve({ status, headers: {}, body: 'no' }) : forward(call);
}

export function onPath(path: RegExp, fault: Fault): Fault {
  return (call, forward) => (path.test(call.path) ? fault(call, forward) : forward(call));
}

/** Gives some real calls the answer that a memory of earlier ones has for them. */
export function remembering(
  answer: (seen: ReadonlyMap<string, Reply>, call: Call) => Reply | null,
): Fault {
  const seen = new Map<string, Reply>();
  return async (call, forward) => {
    if (!isReal(call)) return forward(call);
    const reply = answer(seen, call) ?? (await forward(call));
    seen.delete(call.path + call.body);
    seen.set(call.path + call.body, reply);
    return reply;
  };
}

export function any(): boolean {
  return true;
}

export function isCreate({ path }: Call): boolean {
  return path.endsWith('/Subscriptions/Create');
}

export function isReal({ body }: Call): boolean {
  return body.includes('"CheckOnly":false');
}

export function isJson(headers: Call['headers']): boolean {
  return headers['Content-Type']?.startsWith('application/json') === true;
}

export function codeIs(code: number) {
  return ({ Code }: Body) => Code === code;
}

function bodyOf({ body }: Reply): Body | null {
  const parsedBody: unknown = body.startsWith('{') ? JSON.parse(body) : null;
  return parsedBody as Body | null;
}

export function parsed(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

export function ownHeaders({ headers }: Call): Readonly<Record<string, string>> {
  return {
    ...without(headers, 'X-CloudPlatform-ApplicationId', 'X-CloudPlatform-APIKey'),
    'X-CloudPlatform-ApplicationId': application.id,
    'X-CloudPlatform-APIKey': application.key,
  };
}

export function without(headers: Call['headers'], ...left: readonly string[]) {
  const names = left.map((name) => name.toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())),
  );
}
