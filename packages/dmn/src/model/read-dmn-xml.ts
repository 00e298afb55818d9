import { canonicalName } from '../feel/names.ts';
import { readXml, type XmlElement } from '../xml/xml-reader.ts';
import type {
  DecisionNode,
  FunctionNode,
  InputNode,
  Model,
  Requirement,
  ServiceNode,
  TypeDefinition,
} from './model.ts';
import { expressionIn, readFunction, typeRefOf } from './read-boxed-xml.ts';

/** Model namespaces of DMN 1.1 to 1.5. */
export const dmnNamespaces: Readonly<Record<string, string>> = {
  '1.1': 'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  '1.2': 'http://www.omg.org/spec/DMN/20180521/MODEL/',
  '1.3': 'https://www.omg.org/spec/DMN/20191111/MODEL/',
  '1.4': 'https://www.omg.org/spec/DMN/20211108/MODEL/',
  '1.5': 'https://www.omg.org/spec/DMN/20230324/MODEL/',
};

/** The document is well-formed XML but no decision model that we know. */
export class ModelError extends Error {}

/** Reads a model of DMN 1.1 to 1.5. Throws `XmlError` or `ModelError`; layout is not read. */
export function readDmnXml(source: string): Model {
  const root = readXml(source);
  if (root.name !== 'definitions' || !Object.values(dmnNamespaces).includes(root.namespace)) {
    throw new ModelError('the document is no DMN model of version 1.1 to 1.5');
  }
  const own = root.children.filter((child) => child.namespace === root.namespace);
  const of = (name: string): readonly XmlElement[] => own.filter((child) => child.name === name);
  const namespace = root.attributes.get('namespace') ?? '';
  const href = (element: XmlElement): string => localHref(element, namespace);
  return {
    format: 'aval-dmn/1',
    name: nameOf(root),
    namespace,
    imports: of('import')
      .filter((element) => isModelImport(element))
      .map((element) => ({
        name: canonicalName(element.attributes.get('name') ?? ''),
        namespace: element.attributes.get('namespace') ?? '',
      })),
    types: of('itemDefinition').map(readTypeDefinition),
    inputs: of('inputData').map(readInput),
    decisions: of('decision').map((element) => readDecision(element, href)),
    functions: of('businessKnowledgeModel').map((element) => readKnowledge(element, href)),
    services: of('decisionService').map((element) => readService(element, href)),
  };
}

function isModelImport(element: XmlElement): boolean {
  return Object.values(dmnNamespaces).includes(element.attributes.get('importType') ?? '');
}

function nameOf(element: XmlElement): string {
  return canonicalName(element.attributes.get('name') ?? '');
}

function idOf(element: XmlElement): string {
  return element.attributes.get('id') ?? nameOf(element);
}

/** Hrefs into the model itself lose their namespace. */
function localHref(element: XmlElement, namespace: string): string {
  const href = element.attributes.get('href') ?? '';
  const hash = href.indexOf('#');
  const base = href.slice(0, Math.max(hash, 0));
  return base === '' || base === namespace ? href.slice(hash + 1) : href;
}

/** The type is that of the variable, as the standard puts it there. */
function nodeOf(element: XmlElement): InputNode {
  const variable = element.children.find((child) => child.name === 'variable');
  return {
    id: idOf(element),
    name: nameOf(element),
    typeRef: variable === undefined ? null : typeRefOf(variable),
  };
}

function readInput(element: XmlElement): InputNode {
  return nodeOf(element);
}

const requirementKinds: ReadonlyMap<string, Requirement['kind']> = new Map(
  Object.entries<Requirement['kind']>({
    requiredInput: 'input',
    requiredDecision: 'decision',
    requiredKnowledge: 'knowledge',
  }),
);

function requirementsOf(
  element: XmlElement,
  href: (element: XmlElement) => string,
): readonly Requirement[] {
  const found: Requirement[] = [];
  for (const child of element.children) {
    if (!child.name.endsWith('Requirement')) continue;
    for (const target of child.children) {
      const kind = requirementKinds.get(target.name);
      if (kind !== undefined) found.push({ kind, ref: href(target) });
    }
  }
  return found;
}

function readDecision(element: XmlElement, href: (element: XmlElement) => string): DecisionNode {
  return {
    ...nodeOf(element),
    requires: requirementsOf(element, href),
    expression: expressionIn(element),
  };
}

function readKnowledge(element: XmlElement, href: (element: XmlElement) => string): FunctionNode {
  const logic = element.children.find((child) => child.name === 'encapsulatedLogic');
  return {
    ...nodeOf(element),
    requires: requirementsOf(element, href),
    logic: logic === undefined ? null : readFunction(logic),
  };
}

function readService(element: XmlElement, href: (element: XmlElement) => string): ServiceNode {
  const hrefs = (name: string): readonly string[] =>
    element.children.filter((child) => child.name === name).map(href);
  return {
    ...nodeOf(element),
    outputs: hrefs('outputDecision'),
    encapsulated: hrefs('encapsulatedDecision'),
    inputDecisions: hrefs('inputDecision'),
    inputData: hrefs('inputData'),
  };
}

function textIn(element: XmlElement, name: string): string | null {
  const holder = element.children.find((child) => child.name === name);
  const text = holder?.children.find((child) => child.name === 'text')?.text.trim();
  return text === undefined || text === '' ? null : text;
}

function readTypeDefinition(element: XmlElement): TypeDefinition {
  const typeRef = element.children.find((child) => child.name === 'typeRef')?.text.trim();
  const signature = element.children.find((child) => child.name === 'functionItem');
  return {
    name: nameOf(element),
    typeRef: typeRef === undefined || typeRef === '' ? null : canonicalName(typeRef),
    isCollection: element.attributes.get('isCollection') === 'true',
    components: element.children
      .filter((child) => child.name === 'itemComponent')
      .map(readTypeDefinition),
    signature:
      signature === undefined
        ? null
        : {
            parameters: signature.children
              .filter((child) => child.name === 'parameters')
              .map((child) => ({ name: nameOf(child), typeRef: typeRefOf(child) })),
            result: signature.attributes.get('outputTypeRef') ?? null,
          },
    allowedValues: textIn(element, 'allowedValues'),
    constraint: textIn(element, 'typeConstraint'),
  };
}
