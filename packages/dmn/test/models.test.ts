import { expect, test } from 'vitest';
import { decimal } from '../src/decimal/text.ts';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileModel } from '../src/model/compile-model.ts';
import { ModelShapeError } from '../src/model/json-shape.ts';
import type { Model } from '../src/model/model.ts';
import { dmnNamespaces, ModelError, readDmnXml } from '../src/model/read-dmn-xml.ts';
import { readModelJson } from '../src/model/read-model-json.ts';
import { writeDmnXml } from '../src/model/write-dmn-xml.ts';
import { showLiteral } from '../src/value/show.ts';
import type { Value } from '../src/value/value.ts';
import { readXml, XmlError } from '../src/xml/xml-reader.ts';
import { aModel, aTable } from './models/build-model.ts';

const lending = aModel({
  types: [
    {
      name: 'tBuyer',
      typeRef: null,
      isCollection: false,
      signature: null,
      allowedValues: null,
      constraint: null,
      components: [
        {
          name: 'risk class',
          typeRef: 'string',
          isCollection: false,
          components: [],
          signature: null,
          allowedValues: '"A", "B", "C"',
          constraint: null,
        },
      ],
    },
  ],
  inputs: { amount: 'number', buyer: 'tBuyer' },
  decisions: {
    Factor: {
      requires: ['buyer'],
      logic: aTable({
        inputs: { 'buyer.risk class': 'string' },
        outputs: { factor: 'number' },
        rules: [
          ['"A"', '2'],
          ['not("A")', '0.5'],
        ],
      }),
    },
    Limit: { requires: ['amount', 'Factor'], logic: 'amount * Factor' },
  },
});

function decide(model: Model, name: string, inputs: Readonly<Record<string, Value>>): string {
  const result = evaluateStandard(compileModel(model), name, new Map(Object.entries(inputs)));
  return result.ok ? showLiteral(result.value) : result.error.code;
}

const buyer = { kind: 'context', entries: new Map([['risk class', 'A']]) } as const;

test('a decision works out what it requires, and only that is in its scope', () => {
  expect(decide(lending, 'Limit', { amount: decimal('10'), buyer })).toBe('20');
  const blind = aModel({
    inputs: { amount: 'number' },
    decisions: { Limit: { requires: [], logic: 'amount * 2' } },
  });
  expect(decide(blind, 'Limit', { amount: decimal('10') })).toBe('null');
  expect(compileModel(blind).problems[0]).toMatchObject({ code: 'unknown_name', detail: 'amount' });
});

test("an input that does not fit its type is null at the standard's entrance", () => {
  const wrong = { kind: 'context', entries: new Map([['risk class', 'Z']]) } as const;
  const echo = aModel({
    types: lending.types,
    inputs: { buyer: 'tBuyer' },
    decisions: { Echo: { requires: ['buyer'], logic: 'buyer' } },
  });
  expect(decide(echo, 'Echo', { buyer })).toBe('{risk class: "A"}');
  expect(decide(echo, 'Echo', { buyer: wrong })).toBe('null');
});

test('nothing of one case is kept for the next', () => {
  const model = {
    ...aModel({
      inputs: { amount: 'number' },
      decisions: { Out: { requires: ['amount'], logic: 'keep(amount)' } },
    }),
    functions: [
      {
        id: 'keep',
        name: 'keep',
        typeRef: null,
        requires: [{ kind: 'input' as const, ref: 'in amount' }],
        logic: {
          type: 'function' as const,
          kind: 'FEEL' as const,
          parameters: [{ name: 'n', typeRef: 'number' }],
          body: { type: 'literal' as const, text: '[n, amount]', typeRef: null },
          typeRef: null,
        },
      },
    ],
  };
  const [out] = model.decisions;
  if (out === undefined) throw new Error('no decision');
  const requires = [...out.requires, { kind: 'knowledge' as const, ref: 'keep' }];
  const linked = { ...model, decisions: [{ ...out, requires }] };
  const compiled = compileModel(linked);
  const run = (amount: string): string => {
    const result = evaluateStandard(compiled, 'Out', new Map([['amount', decimal(amount)]]));
    return result.ok ? showLiteral(result.value) : result.error.code;
  };
  expect([run('1'), run('2')]).toEqual(['[1, null]', '[2, null]']);
  expect(compiled.problems.map(({ code }) => code)).toContain('unknown_reference');
});

test('decisions that need themselves are reported and end', () => {
  const circle = aModel({
    inputs: {},
    decisions: { A: { requires: ['B'], logic: 'B + 1' }, B: { requires: ['A'], logic: 'A + 1' } },
  });
  expect(compileModel(circle).problems.map(({ code }) => code)).toContain('circular_requirement');
  expect(decide(circle, 'A', {})).toBe('null');
});

test('a model survives the way through DMN 1.3 and 1.5, and through JSON', () => {
  for (const version of ['1.3', '1.5'] as const) {
    const written = writeDmnXml(lending, version);
    if (!written.ok) throw new Error(written.refusal.what);
    const again = readDmnXml(written.xml);
    expect(decide(again, 'Limit', { amount: decimal('10'), buyer })).toBe('20');
    const twice = writeDmnXml(again, version);
    expect(twice.ok && twice.xml).toBe(written.xml);
  }
  expect(readModelJson(JSON.parse(JSON.stringify(lending)) as never)).toEqual(lending);
});

test('every version from 1.1 to 1.5 is read, and others are refused', () => {
  const written = writeDmnXml(lending, '1.5');
  if (!written.ok) throw new Error(written.refusal.what);
  const current = dmnNamespaces['1.5'] ?? '';
  for (const namespace of Object.values(dmnNamespaces)) {
    const model = readDmnXml(written.xml.replaceAll(current, namespace));
    expect(decide(model, 'Limit', { amount: decimal('10'), buyer })).toBe('20');
  }
  expect(() => readDmnXml(written.xml.replaceAll(current, 'urn:other'))).toThrow(ModelError);
});

test('what DMN 1.3 cannot say is refused, not dropped', () => {
  const conditional = {
    type: 'conditional',
    condition: null,
    yes: null,
    no: null,
    typeRef: null,
  } as const;
  const model = aModel({ inputs: {}, decisions: { A: { requires: [], logic: conditional } } });
  expect(writeDmnXml(model, '1.3')).toEqual({
    ok: false,
    refusal: { code: 'dmn.not_in_version', what: 'A: conditional' },
  });
  expect(writeDmnXml(model, '1.5').ok).toBe(true);
});

test('a document in JSON with an unknown, missing or wrong member is refused with its path', () => {
  const broken = (change: (model: Record<string, unknown>) => void): (() => unknown) => {
    const copy = JSON.parse(JSON.stringify(lending)) as Record<string, unknown>;
    change(copy);
    return () => readModelJson(copy as never);
  };
  expect(broken((model) => delete model['name'])).toThrow(ModelShapeError);
  expect(broken((model) => (model['extra'] = 1))).toThrow('model.extra');
  expect(broken((model) => (model['format'] = 'other'))).toThrow('model.format');
  expect(broken((model) => (model['decisions'] = [{ id: 'a' }]))).toThrow('model.decisions.0');
});

test("names out of the host's own objects are names like any other", () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    const model = aModel({
      inputs: { [name]: 'number' },
      decisions: { Out: { requires: [name], logic: name } },
    });
    const json = JSON.parse(JSON.stringify(model)) as never;
    expect(decide(readModelJson(json), 'Out', { [name]: decimal('1') }), name).toBe('1');
    const typed = aModel({ inputs: { a: name }, decisions: {} });
    expect(compileModel(typed).problems[0]?.code, name).toBe('unknown_type');
    const boxed = { ...model, decisions: [{ ...model.decisions[0], expression: { type: name } }] };
    expect(() => readModelJson(JSON.parse(JSON.stringify(boxed)) as never), name).toThrow(
      ModelShapeError,
    );
    expect(() => readXml(`<a>&${name};</a>`), name).toThrow(XmlError);
  }
});

test('XML expands no entities, takes no document type and has bounds', () => {
  const hostile = [
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a>&x;</a>',
    '<a b="1" b="2"/>',
    '<a><b></a></b>',
    '<x:a/>',
    '<a>&#0;</a>',
    '<a/><b/>',
    `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`,
    `<a ${Array.from({ length: 100 }, (_, index) => `b${index}="1"`).join(' ')}/>`,
    '<a',
    '',
  ];
  for (const source of hostile)
    expect(() => readXml(source), source.slice(0, 40)).toThrow(XmlError);
  expect(readXml('<a>&lt;&#x41;<![CDATA[<b>]]><!-- c --></a>').text).toBe('<A<b>');
});
