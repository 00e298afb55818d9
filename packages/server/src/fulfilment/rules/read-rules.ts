import { type Json, readModelJson } from '@aval/dmn';
import {
  type Fields,
  fail,
  fieldsOf,
  listOf,
  objectOf,
  reading,
  textOf,
} from '../../decisions/index.ts';
import { canonical, type Plain } from '../../kernel/canonical.ts';
import type { Hash } from '../../kernel/hash.ts';
import { accept, type Result, refuse } from '../../kernel/result.ts';
import { ruleLanguages } from '../example-rules.ts';
import type {
  BusinessRuleCase,
  BusinessRuleContent,
  ExtraInput,
  GivenFact,
  RuleHit,
  RuleMessage,
} from './business-rules.ts';

/** What was handed in is no set of rules, no case or no facts: where, and what should be there. */
export type RulesUnreadable = {
  readonly code: 'fulfilment.rules_unreadable';
  readonly path: string;
  readonly expected: string;
};

/** Characters of the canonical text of a content. */
const contentMax = 300_000;

/** One text for equal contents; its hash addresses the version. */
export function textOfContent(content: BusinessRuleContent): string {
  return canonical(content as unknown as Plain);
}

export function hashOfContent(content: BusinessRuleContent, hash: Hash): string {
  return hash.sha256(textOfContent(content));
}

/** Reads a content strictly: every member must be there, none may be unknown. */
export function readRuleContent(json: Json): Result<BusinessRuleContent, RulesUnreadable> {
  return strictly(() => {
    const names = ['formatVersion', 'model', 'extraInputs', 'messages'];
    const fields = fieldsOf(json, 'content', names);
    if (fields['formatVersion'] !== 1) fail('formatVersion', '1');
    const content: BusinessRuleContent = {
      formatVersion: 1,
      model: readModelJson(fields['model'] ?? null),
      extraInputs: listOf(fields['extraInputs'], 'extraInputs', 50).map(readExtra),
      messages: readMessages(fields['messages']),
    };
    if (textOfContent(content).length > contentMax) {
      fail('content', `at most ${contentMax} characters`);
    }
    return content;
  });
}

const casesMax = 100;

/** Reads cases strictly. */
export function readRuleCases(json: Json): Result<readonly BusinessRuleCase[], RulesUnreadable> {
  return strictly(() => {
    const cases = listOf(json, 'cases', casesMax).map(readCase);
    const names = new Set(cases.map(({ name }) => name));
    if (names.size < cases.length) fail('cases', 'cases with different names');
    return cases;
  });
}

/** Reads facts that somebody tries, by the names of inputs. */
export function readGivenFacts(json: Json): Result<BusinessRuleCase['facts'], RulesUnreadable> {
  return strictly(() => factsAt(json, 'facts'));
}

/** A reader of the room next door, with its problem in the words of this one. */
function strictly<Value>(read: () => Value): Result<Value, RulesUnreadable> {
  const answer = reading(read);
  if (answer.ok) return accept(answer.value);
  const { path, expected } = answer.refusal;
  return refuse({ code: 'fulfilment.rules_unreadable', path, expected });
}

const keyForm = /^[a-z][a-z0-9_.]{0,63}$/;
const nameForm = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;

function readExtra(json: Json, index: number): ExtraInput {
  const path = `extraInputs.${index}`;
  const { name, from, id, type } = fieldsOf(json, path, ['name', 'from', 'id', 'type']);
  if (typeof name !== 'string' || !nameForm.test(name)) {
    fail(`${path}.name`, 'a name of letters, digits and _');
  }
  if (from !== 'attribute' && from !== 'setting') fail(`${path}.from`, 'attribute or setting');
  if (type !== 'string' && type !== 'number' && type !== 'boolean') {
    fail(`${path}.type`, 'string, number or boolean');
  }
  return { name, from, id: textOf(id, `${path}.id`, 200), type };
}

function readMessages(json: Json | undefined): BusinessRuleContent['messages'] {
  const fields = Object.entries(objectOf(json, 'messages'));
  if (fields.length > 500) fail('messages', 'at most 500 messages');
  return Object.fromEntries(fields.map(([key, value]) => [key, readMessage(key, value)]));
}

function readMessage(key: string, json: Json): RuleMessage {
  const path = `messages.${key.slice(0, 64)}`;
  if (!keyForm.test(key)) fail(path, 'a key of a-z, 0-9, _ and .');
  const { audience, texts } = fieldsOf(json, path, ['audience', 'texts']);
  if (audience !== 'end_user' && audience !== 'back_office') {
    fail(`${path}.audience`, 'end_user or back_office');
  }
  const said = objectOf(texts, `${path}.texts`);
  for (const name of Object.keys(said)) {
    const isKnown = (ruleLanguages as readonly string[]).includes(name);
    if (!isKnown) fail(`${path}.texts.${name.slice(0, 64)}`, ruleLanguages.join(', '));
  }
  const entries = Object.entries(said).map(([language, text]) => [
    language,
    textOf(text, `${path}.texts.${language}`),
  ]);
  return { audience, texts: Object.fromEntries(entries) as RuleMessage['texts'] };
}

function readCase(json: Json, index: number): BusinessRuleCase {
  const path = `cases.${index}`;
  const { name, facts, expect } = fieldsOf(json, path, ['name', 'facts', 'expect']);
  return {
    name: textOf(name, `${path}.name`, 200),
    facts: factsAt(facts, `${path}.facts`),
    expect: listOf(expect, `${path}.expect`, 200).map((hit, at) =>
      readHit(hit, `${path}.expect.${at}`),
    ),
  };
}

function readHit(json: Json, path: string): RuleHit {
  const { code, message }: Fields = fieldsOf(json, path, ['code', 'message']);
  if (typeof code !== 'number' || !Number.isSafeInteger(code)) {
    fail(`${path}.code`, 'a whole number');
  }
  return { code, message: textOf(message, `${path}.message`, 64) };
}

function factsAt(json: Json | undefined, path: string): BusinessRuleCase['facts'] {
  const given = Object.entries(objectOf(json, path));
  if (given.length > 100) fail(path, 'at most 100 facts');
  return Object.fromEntries(given.map(([name, fact]) => [name, factAt(name, fact, path)]));
}

function factAt(name: string, fact: Json, path: string): GivenFact {
  const at = `${path}.${name.slice(0, 64)}`;
  if (!nameForm.test(name)) fail(at, 'the name of an input');
  if (Array.isArray(fact)) return listOf(fact, at, 1000).map((one) => textOf(one, at));
  if (fact === null || typeof fact === 'boolean') return fact;
  if (typeof fact === 'number' && Number.isFinite(fact)) return fact;
  if (typeof fact !== 'string' || fact.length > 500) {
    fail(at, 'a number, a text, true or false, a list of texts, or null');
  }
  return fact;
}
