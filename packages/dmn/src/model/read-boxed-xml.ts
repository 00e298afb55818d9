import { canonicalName } from '../feel/names.ts';
import type { XmlElement } from '../xml/xml-reader.ts';
import type { Boxed, FunctionBoxed, HitPolicy, NamedTypeRef, TableBoxed } from './model.ts';

/** The expression among an element's children; `null` when there is none. */
export function expressionIn(element: XmlElement): Boxed | null {
  for (const child of element.children) {
    if (child.namespace !== element.namespace) continue;
    const read = readers.get(child.name);
    if (read !== undefined) return read(child);
  }
  return null;
}

export function readFunction(element: XmlElement): FunctionBoxed {
  const kind = element.attributes.get('kind') ?? 'FEEL';
  return {
    type: 'function',
    kind: kind === 'Java' || kind === 'PMML' ? kind : 'FEEL',
    parameters: namedChildren(element, 'formalParameter'),
    body: expressionIn(element),
    typeRef: typeRefOf(element),
  };
}

/** The `typeRef` of an element, without any prefix that names FEEL's own types. */
export function typeRefOf(element: XmlElement): string | null {
  const typeRef = element.attributes.get('typeRef');
  return typeRef === undefined || typeRef.trim() === '' ? null : canonicalName(typeRef);
}

const readers: ReadonlyMap<string, (element: XmlElement) => Boxed> = new Map(
  Object.entries<(element: XmlElement) => Boxed>({
    literalExpression: (element) => ({
      type: 'literal',
      text: childText(element),
      typeRef: typeRefOf(element),
    }),
    decisionTable: readTable,
    context: (element) => ({
      type: 'context',
      entries: named(element, 'contextEntry').map((entry) => {
        const variable = named(entry, 'variable')[0];
        return {
          name: variable === undefined ? null : nameOf(variable),
          typeRef: variable === undefined ? null : typeRefOf(variable),
          value: expressionIn(entry),
        };
      }),
      typeRef: typeRefOf(element),
    }),
    list: (element) => ({
      type: 'list',
      items: expressionsIn(element),
      typeRef: typeRefOf(element),
    }),
    relation: (element) => ({
      type: 'relation',
      columns: namedChildren(element, 'column'),
      rows: named(element, 'row').map(expressionsIn),
      typeRef: typeRefOf(element),
    }),
    functionDefinition: readFunction,
    invocation: (element) => ({
      type: 'invocation',
      callee: expressionIn(element),
      bindings: named(element, 'binding').map((binding) => ({
        name: named(binding, 'parameter').map(nameOf)[0] ?? '',
        value: expressionIn(binding),
      })),
      typeRef: typeRefOf(element),
    }),
    conditional: (element) => ({
      type: 'conditional',
      condition: inner(element, 'if'),
      yes: inner(element, 'then'),
      no: inner(element, 'else'),
      typeRef: typeRefOf(element),
    }),
    filter: (element) => ({
      type: 'filter',
      source: inner(element, 'in'),
      match: inner(element, 'match'),
      typeRef: typeRefOf(element),
    }),
    for: (element) => readIteration(element, 'for', 'return'),
    some: (element) => readIteration(element, 'some', 'satisfies'),
    every: (element) => readIteration(element, 'every', 'satisfies'),
  }),
);

function readIteration(element: XmlElement, type: 'for' | 'some' | 'every', body: string): Boxed {
  return {
    type,
    iterator: canonicalName(element.attributes.get('iteratorVariable') ?? ''),
    source: inner(element, 'in'),
    body: inner(element, body),
    typeRef: typeRefOf(element),
  };
}

function named(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function nameOf(element: XmlElement): string {
  return canonicalName(element.attributes.get('name') ?? '');
}

function namedChildren(element: XmlElement, name: string): readonly NamedTypeRef[] {
  return named(element, name).map((child) => ({ name: nameOf(child), typeRef: typeRefOf(child) }));
}

function inner(element: XmlElement, name: string): Boxed | null {
  const holder = named(element, name)[0];
  return holder === undefined ? null : expressionIn(holder);
}

function expressionsIn(element: XmlElement): readonly Boxed[] {
  const found: Boxed[] = [];
  for (const child of element.children) {
    const read = readers.get(child.name);
    if (read !== undefined && child.namespace === element.namespace) found.push(read(child));
  }
  return found;
}

function childText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return named(element, 'text')[0]?.text.trim() ?? '';
}

function readTable(element: XmlElement): TableBoxed {
  const outputs = named(element, 'output');
  return {
    type: 'table',
    hitPolicy: hitPolicyOf(element),
    inputs: named(element, 'input').map((input) => {
      const expression = named(input, 'inputExpression')[0];
      return {
        label: input.attributes.get('label') ?? null,
        text: childText(expression),
        typeRef: expression === undefined ? null : typeRefOf(expression),
        values: valuesIn(input, 'inputValues'),
      };
    }),
    outputs: outputs.map((output) => {
      const fallback = named(output, 'defaultOutputEntry')[0];
      const name = output.attributes.get('name');
      return {
        name: outputs.length === 1 || name === undefined ? null : canonicalName(name),
        typeRef: typeRefOf(output),
        values: valuesIn(output, 'outputValues'),
        fallback: fallback === undefined ? null : childText(fallback),
      };
    }),
    rules: named(element, 'rule').map((rule) => ({
      tests: named(rule, 'inputEntry').map(childText),
      outputs: named(rule, 'outputEntry').map(childText),
      annotation:
        named(rule, 'annotationEntry')
          .map(childText)
          .find((text) => text !== '') ??
        named(rule, 'description')[0]?.text.trim() ??
        null,
    })),
    typeRef: typeRefOf(element),
  };
}

function valuesIn(element: XmlElement, name: string): string | null {
  const text = childText(named(element, name)[0]);
  return text === '' ? null : text;
}

const policies: ReadonlyMap<string, HitPolicy> = new Map(
  Object.entries<HitPolicy>({
    UNIQUE: 'U',
    ANY: 'A',
    PRIORITY: 'P',
    FIRST: 'F',
    'RULE ORDER': 'R',
    'OUTPUT ORDER': 'O',
    COLLECT: 'C',
  }),
);
const aggregations: ReadonlyMap<string, HitPolicy> = new Map(
  Object.entries<HitPolicy>({
    SUM: 'C+',
    MIN: 'C<',
    MAX: 'C>',
    COUNT: 'C#',
  }),
);

function hitPolicyOf(element: XmlElement): HitPolicy {
  const policy = policies.get(element.attributes.get('hitPolicy') ?? 'UNIQUE') ?? 'U';
  if (policy !== 'C') return policy;
  return aggregations.get(element.attributes.get('aggregation') ?? '') ?? 'C';
}
