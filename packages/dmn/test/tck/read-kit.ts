import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDecimal } from '../../src/decimal/text.ts';
import { canonicalName } from '../../src/feel/names.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../../src/time/parse-time.ts';
import { contextOf, type Value } from '../../src/value/value.ts';
import { readXml, type XmlElement } from '../../src/xml/xml-reader.ts';

/** One result that the kit expects. */
export type KitResult = {
  readonly suite: string;
  readonly caseId: string;
  /** The decision, or the function or service that the case calls. */
  readonly element: string;
  readonly modelFile: string;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly expected: Value;
};

/** Reads every case of one level of the kit. */
export function readKit(folder: string): readonly KitResult[] {
  const results: KitResult[] = [];
  for (const suite of readdirSync(folder).sort()) {
    const files = readdirSync(join(folder, suite)).sort();
    for (const file of files.filter((name) => name.endsWith('.xml'))) {
      const root = readXml(readFileSync(join(folder, suite, file), 'utf8'));
      const model = children(root, 'modelName')[0]?.text.trim() ?? '';
      const fallback = files.find((name) => name.endsWith('.dmn')) ?? '';
      const modelFile = join(folder, suite, files.includes(model) ? model : fallback);
      for (const testCase of children(root, 'testCase')) {
        results.push(...readCase(testCase, suite, modelFile));
      }
    }
  }
  return results;
}

function readCase(testCase: XmlElement, suite: string, modelFile: string): readonly KitResult[] {
  const inputs = new Map<string, Value>();
  for (const node of children(testCase, 'inputNode')) {
    inputs.set(canonicalName(node.attributes.get('name') ?? ''), readValue(node));
  }
  const type = testCase.attributes.get('type') ?? 'decision';
  const invocable = testCase.attributes.get('invocableName');
  return children(testCase, 'resultNode').map((node) => {
    const expected = children(node, 'expected')[0];
    return {
      suite,
      caseId: testCase.attributes.get('id') ?? '',
      element: canonicalName(
        (type === 'decision' ? undefined : invocable) ?? node.attributes.get('name') ?? '',
      ),
      modelFile,
      inputs,
      expected: expected === undefined ? null : readValue(expected),
    };
  });
}

function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function isNil(element: XmlElement): boolean {
  for (const [name, value] of element.attributes) {
    if (name.endsWith(':nil') && value === 'true') return true;
  }
  return false;
}

/** Reads `value`, `list` or `component` children. */
function readValue(element: XmlElement): Value {
  if (isNil(element)) return null;
  const list = children(element, 'list')[0];
  if (list !== undefined) return isNil(list) ? null : children(list, 'item').map(readValue);
  const components = children(element, 'component');
  if (components.length > 0) {
    return contextOf(
      components.map((component) => [
        canonicalName(component.attributes.get('name') ?? ''),
        readValue(component),
      ]),
    );
  }
  const value = children(element, 'value')[0];
  return value === undefined || isNil(value) ? null : readSimple(value);
}

function readSimple(element: XmlElement): Value {
  let type = '';
  for (const [name, value] of element.attributes) {
    if (name.endsWith(':type')) type = value.replace(/^.*:/u, '');
  }
  const text = element.text;
  switch (type) {
    case 'decimal':
    case 'double':
    case 'integer':
    case 'int':
    case 'long':
    case 'float':
      return parseDecimal(text.trim());
    case 'boolean':
      return text.trim() === 'true';
    case 'date':
      return parseDate(text.trim());
    case 'time':
      return parseTime(text.trim());
    case 'dateTime':
      return parseDateTime(text.trim());
    case 'duration':
      return parseDuration(text.trim());
    default:
      return text;
  }
}
