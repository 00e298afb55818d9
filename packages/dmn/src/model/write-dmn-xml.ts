import { writeXml, type XmlOut } from '../xml/xml-writer.ts';
import { layoutOf } from './layout.ts';
import type { Boxed, Model, Requirement, TypeDefinition } from './model.ts';
import { dmnNamespaces } from './read-dmn-xml.ts';
import { writeBoxed, writeFunction } from './write-boxed-xml.ts';

export type WrittenXml =
  | { readonly ok: true; readonly xml: string }
  /** What the version cannot say: boxes that came with 1.4. */
  | {
      readonly ok: false;
      readonly refusal: { readonly code: 'dmn.not_in_version'; readonly what: string };
    };

/** Writes a model as DMN 1.3 or 1.5, with a simple layout so that modellers can show it. */
export function writeDmnXml(model: Model, version: '1.3' | '1.5'): WrittenXml {
  const newer = version === '1.3' ? newerThan13(model) : null;
  if (newer !== null) return { ok: false, refusal: { code: 'dmn.not_in_version', what: newer } };
  const ids = makeIds(model);
  const href = (ref: string): string => {
    if (!ref.includes('#')) return `#${ids.get(ref) ?? ref}`;
    return ref;
  };
  const root: XmlOut = {
    name: 'definitions',
    attributes: {
      xmlns: dmnNamespaces[version],
      'xmlns:dmndi': (dmnNamespaces[version] ?? '').replace('MODEL', 'DMNDI'),
      'xmlns:dc': 'http://www.omg.org/spec/DMN/20180521/DC/',
      'xmlns:di': 'http://www.omg.org/spec/DMN/20180521/DI/',
      id: 'definitions',
      name: model.name,
      namespace: model.namespace,
    },
    children: [
      ...model.imports.map((entry) => ({
        name: 'import',
        attributes: { ...entry, importType: dmnNamespaces[version] ?? null },
      })),
      ...model.types.map((definition) => writeType(definition, 'itemDefinition')),
      ...model.inputs.map((node) => ({
        name: 'inputData',
        attributes: nodeAttributes(node, ids),
        children: [variableOf(node)],
      })),
      ...model.decisions.map((node) => ({
        name: 'decision',
        attributes: nodeAttributes(node, ids),
        children: [
          variableOf(node),
          ...writeRequirements(node.requires, ids.get(node.id) ?? '', href),
          writeBoxed(node.expression, `${ids.get(node.id) ?? ''}_logic`),
        ],
      })),
      ...model.functions.map((node) => ({
        name: 'businessKnowledgeModel',
        attributes: nodeAttributes(node, ids),
        children: [
          variableOf(node),
          node.logic === null
            ? null
            : writeFunction(node.logic, 'encapsulatedLogic', `${ids.get(node.id) ?? ''}_logic`),
          ...writeRequirements(node.requires, ids.get(node.id) ?? '', href),
        ],
      })),
      ...model.services.map((node) => ({
        name: 'decisionService',
        attributes: nodeAttributes(node, ids),
        children: [
          variableOf(node),
          ...references('outputDecision', node.outputs, href),
          ...references('encapsulatedDecision', node.encapsulated, href),
          ...references('inputDecision', node.inputDecisions, href),
          ...references('inputData', node.inputData, href),
        ],
      })),
      layoutOf(model, ids),
    ],
  };
  return { ok: true, xml: writeXml(root) };
}

type Node = { readonly id: string; readonly name: string; readonly typeRef: string | null };

/** Ids as XML wants them: no spaces, a letter first, no two alike. */
function makeIds(model: Model): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>(['definitions']);
  for (const { id } of [
    ...model.inputs,
    ...model.decisions,
    ...model.functions,
    ...model.services,
  ]) {
    let plain = '';
    for (const char of id) plain += isIdChar(char) ? char : '_';
    if (!/^[A-Za-z_]/u.test(plain)) plain = `_${plain}`;
    let unique = plain;
    for (let count = 2; taken.has(unique); count += 1) unique = `${plain}_${count}`;
    taken.add(unique);
    ids.set(id, unique);
  }
  return ids;
}

function isIdChar(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0xc0) return code !== 0xd7 && code !== 0xf7 && code < 0x2000;
  return /[\w.-]/u.test(char);
}

function nodeAttributes(node: Node, ids: ReadonlyMap<string, string>): Record<string, string> {
  return { id: ids.get(node.id) ?? node.id, name: node.name };
}

function variableOf({ name, typeRef }: Node): XmlOut {
  return { name: 'variable', attributes: { name, typeRef } };
}

function references(
  name: string,
  refs: readonly string[],
  href: (ref: string) => string,
): readonly XmlOut[] {
  return refs.map((ref) => ({ name, attributes: { href: href(ref) } }));
}

const requirementTargets = {
  input: 'requiredInput',
  decision: 'requiredDecision',
  knowledge: 'requiredKnowledge',
} as const;

/** Ids are those that the layout's edges name. */
function writeRequirements(
  requires: readonly Requirement[],
  id: string,
  href: (ref: string) => string,
): readonly XmlOut[] {
  const elements = requires.map(({ kind, ref }, index) => ({
    name: kind === 'knowledge' ? 'knowledgeRequirement' : 'informationRequirement',
    attributes: { id: `${id}_requirement_${index + 1}` },
    children: [{ name: requirementTargets[kind], attributes: { href: href(ref) } }],
  }));
  // The schema wants what informs before what is called.
  return [
    ...elements.filter(({ name }) => name === 'informationRequirement'),
    ...elements.filter(({ name }) => name === 'knowledgeRequirement'),
  ];
}

function writeType(definition: TypeDefinition, name: string): XmlOut {
  const tests = (element: string, text: string | null): XmlOut | null =>
    text === null ? null : { name: element, children: [{ name: 'text', text }] };
  return {
    name,
    attributes: { name: definition.name, isCollection: definition.isCollection ? 'true' : null },
    children: [
      definition.typeRef === null ? null : { name: 'typeRef', text: definition.typeRef },
      tests('allowedValues', definition.allowedValues),
      tests('typeConstraint', definition.constraint),
      ...definition.components.map((component) => writeType(component, 'itemComponent')),
      definition.signature === null
        ? null
        : {
            name: 'functionItem',
            attributes: { outputTypeRef: definition.signature.result },
            children: definition.signature.parameters.map((parameter) => ({
              name: 'parameters',
              attributes: { ...parameter },
            })),
          },
    ],
  };
}

function newerThan13(model: Model): string | null {
  for (const { expression, name } of model.decisions) {
    const found = newerBox(expression);
    if (found !== null) return `${name}: ${found}`;
  }
  for (const { logic, name } of model.functions) {
    const found = newerBox(logic);
    if (found !== null) return `${name}: ${found}`;
  }
  const constrained = model.types.find(({ constraint }) => constraint !== null);
  return constrained === undefined ? null : `${constrained.name}: typeConstraint`;
}

/** Looks for a member of a box that carries the name of a newer kind. */
function newerBox(part: unknown): string | null {
  if (typeof part !== 'object' || part === null) return null;
  const { type } = part as { readonly type?: Boxed['type'] };
  if (type !== undefined && newerKinds.has(type)) return type;
  for (const inner of Object.values(part)) {
    const found = newerBox(inner);
    if (found !== null) return found;
  }
  return null;
}

const newerKinds: ReadonlySet<string> = new Set(['conditional', 'filter', 'for', 'some', 'every']);
