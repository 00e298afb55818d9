import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../start-api.ts';

const page = readFileSync(
  join(import.meta.dirname, '../../../../../docs/reference/api.md'),
  'utf8',
);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('every command of the page answers as the page says', async () => {
  const variables = new Map([
    ['AVAL', ''],
    ['KEY', api.tokens.all],
  ]);
  const commands = commandsIn(page);
  expect(commands.length).toBeGreaterThan(8);
  for (const { command, status, shown } of commands) {
    const answer = await api.call(requestOf(command, variables));
    expect([command, answer.status]).toEqual([command, status]);
    if (shown !== null) expect(answer.body).toMatchObject(shown);
    const { organizationId } = answer.body;
    if (typeof organizationId === 'string') variables.set('ORGANIZATION', organizationId);
    const hold = answer.body['hold'] as { holdId?: string } | undefined;
    if (hold?.holdId !== undefined) variables.set('HOLD', hold.holdId);
  }
});

type Command = { readonly command: string; readonly status: number; readonly shown: object | null };

/** Each block with a curl command, and what the text after it says of the answer. */
function commandsIn(text: string): readonly Command[] {
  const form =
    /```sh\n(curl [\s\S]*?)\n```\n\nAnswers (\d+)([^\n]*)\n(?:\n```json\n([\s\S]*?)\n```)?/g;
  const found = [...text.matchAll(form)].map(([, command = '', status, _rest, json]) => ({
    command,
    status: Number(status),
    shown: json === undefined ? null : (JSON.parse(json) as object),
  }));
  expect(found.length).toBe([...text.matchAll(/^curl /gm)].length);
  return found;
}

/** Reads the command as a shell would, for the few forms that the page uses. */
function requestOf(command: string, variables: ReadonlyMap<string, string>) {
  const words = wordsOf(command.replaceAll('\\\n', ' '), variables);
  const headers: Record<string, string> = {};
  let method: 'GET' | 'POST' | 'PUT' = 'GET';
  let path = '';
  let body: string | undefined;
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-sS') continue;
    if (word === '-X') method = words[++at] as typeof method;
    else if (word === '-d') body = words[++at];
    else if (word === '-H') {
      const [name = '', value = ''] = (words[++at] ?? '').split(/: (.*)/);
      headers[name.toLowerCase()] = value;
    } else path = word;
  }
  return {
    method,
    path,
    headers,
    token: null,
    type: null,
    ...(body === undefined ? {} : { body }),
  };
}

function wordsOf(text: string, variables: ReadonlyMap<string, string>): readonly string[] {
  const fill = (part: string) =>
    part.replace(/\$([A-Z]+)/g, (_all, name: string) => {
      const value = variables.get(name);
      if (value === undefined) throw new Error(`the page has not set ${name}`);
      return value;
    });
  return [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'|\$[A-Z]+/g, (part, double?: string, single?: string) =>
      double !== undefined ? fill(double) : (single ?? fill(part)),
    ),
  );
}
