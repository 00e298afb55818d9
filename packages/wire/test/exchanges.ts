import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Exchange, fillHeaders, matchBody } from '../src/exchange.ts';
import { readJson } from '../src/strict-json.ts';
import type { Transport, TransportRequest } from '../src/transport.ts';
import { WireError } from '../src/wire-error.ts';
import { writeJson } from '../src/write-json.ts';

const fixture: {
  readonly placeholders: Readonly<Record<string, string>>;
} = load('fixture.json');

export function loadExchanges(file: string): readonly Exchange[] {
  return load(file);
}

export function find(exchanges: readonly Exchange[], name: string): Exchange {
  const exchange = exchanges.find((candidate) => candidate.name === name);
  if (exchange === undefined) throw new Error(`no exchange ${name}`);
  return exchange;
}

/** Plays the other side: answers each request with the next exchange and keeps what was sent. */
export function play(...exchanges: readonly Exchange[]) {
  const sent: TransportRequest[] = [];
  const transport: Transport = async (request) => {
    const exchange = exchanges[sent.length];
    if (exchange === undefined) throw new Error('more requests than exchanges');
    sent.push(request);
    const { status, headers = {}, body } = exchange.response;
    return {
      status,
      headers: lowerCased(headers),
      body: new TextEncoder().encode(body === undefined ? '' : writeJson(body)),
    };
  };
  return { transport, sent };
}

/** What was sent is what the exchange documents; a client may add headers of its own. */
export function expectSent(sent: TransportRequest | undefined, exchange: Exchange, base: string) {
  const { method, path, body } = exchange.request;
  expect({ method: sent?.method, url: sent?.url }).toEqual({ method, url: base + path });
  const headers = lowerCased(fillHeaders(exchange.request.headers, fixture.placeholders));
  expect(lowerCased(sent?.headers ?? {})).toMatchObject(headers);
  expect('content-type' in lowerCased(sent?.headers ?? {})).toBe('content-type' in headers);
  if (body === undefined || typeof body === 'string') {
    expect(sent?.body).toBe(body);
  } else {
    const parsed = readJson(sent?.body ?? '');
    expect(matchBody(body, parsed, new Map())).toMatchObject({ ok: true });
  }
}

/** The one request that was sent is what the exchange documents. */
export function expectOneSent(sent: readonly TransportRequest[], exchange: Exchange, base: string) {
  expect(sent).toHaveLength(1);
  expectSent(sent[0], exchange, base);
}

/** What a call came to, or the fault that it ended with. */
export function outcomeOrFault(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => {
    if (error instanceof WireError) return error.fault;
    throw error;
  });
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function load<Data>(file: string): Data {
  const url = new URL(`../exchanges/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Data;
}
