import { isJsonObject, type JsonObject, readJson, StrictJsonError } from '@aval/wire';
import {
  type RulesetCase,
  type RulesetContent,
  readCases,
  readContent,
  readyRulesets,
} from '../decisions/index.ts';
import { HttpFault } from '../http/index.ts';
import { apiFault } from './problems.ts';
import { rulesetProblem } from './refusals.ts';

const limits = { bytesMax: 512 * 1024, membersMax: 60_000, depthMax: 64 } as const;

export type RulesetBody = {
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
};

/** A new ruleset: its name, with what it says or the key of a ready one. Throws a `HttpFault`. */
export function readNewRuleset(text: string): RulesetBody & { readonly name: string } {
  const body = parse(text);
  const isReady = body['ready'] !== undefined;
  checkMembers(body, isReady ? ['name', 'ready'] : ['name', 'content', 'cases']);
  const name = body['name'];
  if (typeof name !== 'string' || name.trim() === '' || name.length > 100) {
    throw apiFault('request.invalid', { at: 'body/name', rule: 'text' });
  }
  if (!isReady) return { name: name.trim(), ...readSaid(body) };
  const ready = readyRulesets.find(({ key }) => key === body['ready']);
  if (ready === undefined) throw apiFault('request.invalid', { at: 'body/ready', rule: 'enum' });
  return { name: name.trim(), content: ready.content, cases: ready.cases };
}

export function readDraft(text: string): RulesetBody {
  const body = parse(text);
  checkMembers(body, ['content', 'cases']);
  return readSaid(body);
}

function readSaid(body: JsonObject): RulesetBody {
  const content = readContent((body['content'] ?? null) as Parameters<typeof readContent>[0]);
  if (!content.ok) throw rulesetProblem(content.refusal);
  const cases = readCases((body['cases'] ?? null) as Parameters<typeof readCases>[0]);
  if (!cases.ok) throw rulesetProblem(cases.refusal);
  return { content: content.value, cases: cases.value };
}

function parse(text: string): JsonObject {
  try {
    const read = readJson(text, limits);
    if (isJsonObject(read)) return read;
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw new HttpFault(400, error.code, { offset: error.offset });
  }
  throw apiFault('request.invalid', { at: 'body', rule: 'object' });
}

function checkMembers(body: JsonObject, names: readonly string[]): void {
  for (const name of Object.keys(body)) {
    if (!names.includes(name)) throw apiFault('request.unknown_member', { at: `body/${name}` });
  }
}
