import { readFileSync } from 'node:fs';
import {
  type Captures,
  type Exchange,
  fillHeaders,
  fillRequest,
  matchBody,
  readJson,
  writeJson,
} from '@aval/wire';
import { fixture } from './fixture-seed.ts';

export const files = [
  'interworks-credit-check-hook.json',
  'interworks-platform-api.json',
  'one-trade-credit.json',
  'creditdevice-decision-maker.json',
  'interworks-service-manager.json',
] as const;

/** An exchange with the name of its file: names are unique within a file. */
export type Named = { readonly file: string; readonly exchange: Exchange };

const loaded = new Map<string, readonly Exchange[]>();

export function exchangesOf(file: string): readonly Exchange[] {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const url = new URL(`../../../wire/exchanges/${file}`, import.meta.url);
  const exchanges = JSON.parse(readFileSync(url, 'utf8')) as readonly Exchange[];
  loaded.set(file, exchanges);
  return exchanges;
}

/** The exchanges that run before this one, and itself. */
export function chainOf(file: string, exchange: Exchange): readonly Named[] {
  const before = (exchange.after ?? []).map((name) => {
    const [first = '', second] = name.split('#');
    return second === undefined ? findExchange(file, first) : findExchange(first, second);
  });
  return [...before, { file, exchange }];
}

export function findExchange(file: string, name: string): Named {
  const exchange = exchangesOf(file).find((each) => each.name === name);
  if (exchange === undefined) throw new Error(`no exchange ${file}#${name}`);
  return { file, exchange };
}

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** Sends the request of an exchange as it stands there. */
export async function send(url: string, named: Named, captures: Captures): Promise<Answer> {
  const { method, path, headers, body } = named.exchange.request;
  const filled = body === undefined ? null : fillRequest(body, captures);
  const answer = await fetch(
    url + (fixture.bases[named.file] ?? '') + fillRequest(path, captures),
    {
      method,
      headers: fillHeaders(fillRequest(headers, captures) as typeof headers, fixture.placeholders),
      body: filled === null || typeof filled === 'string' ? filled : writeJson(filled),
      redirect: 'manual',
    },
  );
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What of an answer is not as the exchange has it; empty when all is. */
export function differencesOf(
  { response }: Exchange,
  answer: Answer,
  captures: Captures,
): { readonly differences: readonly string[]; readonly captures: Captures } {
  const differences: string[] = [];
  if (answer.status !== response.status) {
    differences.push(`status ${answer.status} instead of ${response.status}: ${answer.text}`);
  }
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    const given = answer.headers.get(name);
    if (given !== value) differences.push(`${name} is ${given} instead of ${value}`);
  }
  if (response.body === undefined) return { differences, captures };
  const match = matchBody(response.body, readBody(answer.text), captures);
  if (match.ok) return { differences, captures: match.captures };
  return { differences: [...differences, `${match.path}: ${match.reason}`], captures };
}

function readBody(text: string): unknown {
  try {
    return readJson(text, { inexactNumbers: 'keep' });
  } catch {
    return undefined;
  }
}
