import { type Json, readModelJson } from '@aval/dmn';
import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Result } from '../kernel/result.ts';
import { type FactName, factNames } from './facts.ts';
import {
  type ContentProblem,
  type Fields,
  fail,
  fieldsOf,
  listOf,
  objectOf,
  reading,
  textOf,
} from './json-reader.ts';
import type { ExtraField, RulesetContent, Texts } from './ruleset.ts';

/** Characters of the canonical text of a content. */
const contentMax = 300_000;

/** One text for equal contents; its hash addresses the version. */
export function contentText(content: RulesetContent): string {
  return canonical(content as unknown as Plain);
}

export function contentHash(content: RulesetContent, hash: Hash): string {
  return hash.sha256(contentText(content));
}

/** Reads a content strictly: every member must be there, none may be unknown. */
export function readContent(json: Json): Result<RulesetContent, ContentProblem> {
  return reading(() => {
    const content = read(json);
    const { length } = contentText(content);
    if (length > contentMax) fail('content', `at most ${contentMax} characters`);
    return content;
  });
}

function read(json: Json): RulesetContent {
  const names = [
    'formatVersion',
    'model',
    'meantForNoMatch',
    'texts',
    'needs',
    'hold',
    'extraFields',
  ];
  const fields = fieldsOf(json, 'content', names);
  if (fields['formatVersion'] !== 1) fail('formatVersion', '1');
  const needs = fieldsOf(fields['needs'], 'needs', ['credit_check', 'application']);
  if (typeof fields['hold'] !== 'boolean') fail('hold', 'true or false');
  return {
    formatVersion: 1,
    model: readModelJson(fields['model'] ?? null),
    meantForNoMatch: readRegions(fields['meantForNoMatch']),
    texts: readTexts(fields['texts']),
    needs: {
      credit_check: readNeeds(needs['credit_check'], 'needs.credit_check'),
      application: readNeeds(needs['application'], 'needs.application'),
    },
    hold: fields['hold'] === true,
    extraFields: listOf(fields['extraFields'], 'extraFields', 50).map(readExtraField),
  };
}

const codeForm = /^[a-z][a-z0-9_.]{0,63}$/;
const nameForm = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;

function readRegions(json: Json | undefined): RulesetContent['meantForNoMatch'] {
  const regions: Record<string, readonly (readonly string[])[]> = {};
  for (const [table, rows] of Object.entries(objectOf(json, 'meantForNoMatch'))) {
    const path = `meantForNoMatch.${table.slice(0, 64)}`;
    regions[table] = listOf(rows, path, 100).map((row) =>
      listOf(row, path, 100).map((cell) => textOf(cell, path)),
    );
  }
  return regions;
}

function readTexts(json: Json | undefined): RulesetContent['texts'] {
  const texts: Record<string, Texts> = {};
  const fields = objectOf(json, 'texts');
  if (Object.keys(fields).length > 500) fail('texts', 'at most 500 texts');
  for (const [code, value] of Object.entries(fields)) {
    const path = `texts.${code.slice(0, 64)}`;
    if (!codeForm.test(code)) fail(path, 'a code of a-z, 0-9, _ and .');
    const { en, nl, de } = fieldsOf(value, path, ['en', 'nl', 'de']);
    texts[code] = {
      en: textOf(en, `${path}.en`),
      nl: textOf(nl, `${path}.nl`),
      de: textOf(de, `${path}.de`),
    };
  }
  return texts;
}

function readNeeds(json: Json | undefined, path: string): readonly FactName[] {
  return listOf(json, path, factNames.length).map((name, index) => {
    const found = factNames.find((fact) => fact === name);
    return found ?? fail(`${path}.${index}`, 'the name of a fact');
  });
}

function readExtraField(json: Json, index: number, all: readonly Json[]): ExtraField {
  const path = `extraFields.${index}`;
  const { name, type } = fieldsOf(json, path, ['name', 'type']);
  const isTaken =
    (factNames as readonly unknown[]).includes(name) ||
    all.slice(0, index).some((other) => (other as Fields)['name'] === name);
  if (typeof name !== 'string' || !nameForm.test(name) || isTaken) {
    fail(`${path}.name`, 'a name of its own, of letters, digits and _');
  }
  if (type !== 'string' && type !== 'number' && type !== 'boolean') {
    fail(`${path}.type`, 'string, number or boolean');
  }
  return { name, type };
}
