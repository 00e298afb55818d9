import type { JsonObject } from '@aval/wire';
import {
  type RulesetCase,
  type RulesetContent,
  readCases,
  readContent,
  readyRulesets,
} from '../decisions/index.ts';
import { checkMembers, readLongBody } from './long-body.ts';
import { apiFault } from './problems.ts';
import { rulesetProblem } from './refusals.ts';

export type RulesetBody = {
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
};

/** A new ruleset: its name, with what it says or the key of a ready one. Throws a `HttpFault`. */
export function readNewRuleset(text: string): RulesetBody & { readonly name: string } {
  const body = readLongBody(text);
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
  const body = readLongBody(text);
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
