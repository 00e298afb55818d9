import type { XmlOut } from '../xml/xml-writer.ts';
import type { Boxed, FunctionBoxed, HitPolicy, TableBoxed } from './model.ts';

/** Writes a boxed expression; `null` writes nothing. Ids are made from that of the holder. */
export function writeBoxed(boxed: Boxed | null, id: string): XmlOut | null {
  if (boxed === null) return null;
  const typeRef = boxed.typeRef;
  switch (boxed.type) {
    case 'literal':
      return {
        name: 'literalExpression',
        attributes: { id, typeRef },
        children: [textOf(boxed.text)],
      };
    case 'table':
      return writeTable(boxed, id);
    case 'context':
      return {
        name: 'context',
        attributes: { id, typeRef },
        children: boxed.entries.map(({ name, typeRef: of, value }, index) => ({
          name: 'contextEntry',
          children: [
            name === null ? null : { name: 'variable', attributes: { name, typeRef: of } },
            writeBoxed(value, `${id}_${index + 1}`),
          ],
        })),
      };
    case 'list':
      return {
        name: 'list',
        attributes: { id, typeRef },
        children: boxed.items.map((item, index) => writeBoxed(item, `${id}_${index + 1}`)),
      };
    case 'relation':
      return {
        name: 'relation',
        attributes: { id, typeRef },
        children: [
          ...boxed.columns.map((column) => ({ name: 'column', attributes: { ...column } })),
          ...boxed.rows.map((row, index) => ({
            name: 'row',
            children: row.map((cell, column) =>
              writeBoxed(cell, `${id}_${index + 1}_${column + 1}`),
            ),
          })),
        ],
      };
    case 'function':
      return writeFunction(boxed, 'functionDefinition', id);
    case 'invocation':
      return {
        name: 'invocation',
        attributes: { id, typeRef },
        children: [
          writeBoxed(boxed.callee, `${id}_function`),
          ...boxed.bindings.map(({ name, value }, index) => ({
            name: 'binding',
            children: [
              { name: 'parameter', attributes: { name } },
              writeBoxed(value, `${id}_${index + 1}`),
            ],
          })),
        ],
      };
    case 'conditional':
      return {
        name: 'conditional',
        attributes: { id, typeRef },
        children: [
          holder('if', boxed.condition, id),
          holder('then', boxed.yes, id),
          holder('else', boxed.no, id),
        ],
      };
    case 'filter':
      return {
        name: 'filter',
        attributes: { id, typeRef },
        children: [holder('in', boxed.source, id), holder('match', boxed.match, id)],
      };
    default:
      return {
        name: boxed.type,
        attributes: { id, typeRef, iteratorVariable: boxed.iterator },
        children: [
          holder('in', boxed.source, id),
          holder(boxed.type === 'for' ? 'return' : 'satisfies', boxed.body, id),
        ],
      };
  }
}

export function writeFunction(boxed: FunctionBoxed, name: string, id: string): XmlOut {
  return {
    name,
    attributes: { id, kind: boxed.kind, typeRef: boxed.typeRef },
    children: [
      ...boxed.parameters.map((parameter) => ({
        name: 'formalParameter',
        attributes: { ...parameter },
      })),
      writeBoxed(boxed.body, `${id}_body`),
    ],
  };
}

function holder(name: string, boxed: Boxed | null, id: string): XmlOut {
  return { name, children: [writeBoxed(boxed, `${id}_${name}`)] };
}

function textOf(text: string): XmlOut {
  return { name: 'text', text };
}

function optionalText(name: string, text: string | null): XmlOut | null {
  return text === null ? null : { name, children: [textOf(text)] };
}

const policies: Readonly<Record<HitPolicy, readonly [policy: string, aggregation: string | null]>> =
  {
    U: ['UNIQUE', null],
    A: ['ANY', null],
    P: ['PRIORITY', null],
    F: ['FIRST', null],
    R: ['RULE ORDER', null],
    O: ['OUTPUT ORDER', null],
    C: ['COLLECT', null],
    'C+': ['COLLECT', 'SUM'],
    'C<': ['COLLECT', 'MIN'],
    'C>': ['COLLECT', 'MAX'],
    'C#': ['COLLECT', 'COUNT'],
  };

function writeTable(table: TableBoxed, id: string): XmlOut {
  const [hitPolicy, aggregation] = policies[table.hitPolicy];
  const hasNotes = table.rules.some(({ annotation }) => annotation !== null);
  const cells = (name: string, rule: string, texts: readonly string[]): readonly XmlOut[] =>
    texts.map((text, index) => ({
      name,
      attributes: { id: `${rule}_${name}_${index + 1}` },
      children: [textOf(text)],
    }));
  return {
    name: 'decisionTable',
    attributes: { id, hitPolicy, aggregation, typeRef: table.typeRef },
    children: [
      ...table.inputs.map((input, index) => ({
        name: 'input',
        attributes: { id: `${id}_input_${index + 1}`, label: input.label },
        children: [
          {
            name: 'inputExpression',
            attributes: { id: `${id}_input_${index + 1}_expression`, typeRef: input.typeRef },
            children: [textOf(input.text)],
          },
          optionalText('inputValues', input.values),
        ],
      })),
      ...table.outputs.map((output, index) => ({
        name: 'output',
        attributes: { id: `${id}_output_${index + 1}`, name: output.name, typeRef: output.typeRef },
        children: [
          optionalText('outputValues', output.values),
          optionalText('defaultOutputEntry', output.fallback),
        ],
      })),
      hasNotes ? { name: 'annotation', attributes: { name: 'Annotation' } } : null,
      ...table.rules.map((rule, index) => ({
        name: 'rule',
        attributes: { id: `${id}_rule_${index + 1}` },
        children: [
          ...cells('inputEntry', `${id}_rule_${index + 1}`, rule.tests),
          ...cells('outputEntry', `${id}_rule_${index + 1}`, rule.outputs),
          hasNotes ? { name: 'annotationEntry', children: [textOf(rule.annotation ?? '')] } : null,
        ],
      })),
    ],
  };
}
