import { describe, expect, test } from 'vitest';
import { type WritableJson, writeJson } from '../write-json.ts';
import { readServiceAccount } from './account.ts';
import { serviceManagerLanguages } from './language.ts';
import { type ServiceOperation, serviceOperations } from './operations.ts';
import { codeOfProblem, type ServiceManagerProblem, textOfProblem } from './problem.ts';
import { readServiceManagerBody } from './read-body.ts';
import { readServiceCall } from './read-definition.ts';

const create = {
  ServiceType: 'VendorX',
  SubscriptionID: 'p-1',
  ProductID: 'VX-STD',
  Quantity: 2,
  Account: { ID: '151' },
};

function read(body: WritableJson, operation: ServiceOperation = 'Subscriptions/Create') {
  return readText(writeJson(body), operation);
}

function readText(text: string, operation: ServiceOperation = 'Subscriptions/Create') {
  const body = readServiceManagerBody(text);
  return body.ok ? readServiceCall(body.value, operation) : body;
}

function problemOf(result: ReturnType<typeof read>): ServiceManagerProblem | null {
  return result.ok ? null : result.problem;
}

/** Code and English text of what is wrong. */
function told(result: ReturnType<typeof read>) {
  const problem = problemOf(result);
  return problem === null ? null : [codeOfProblem(problem).code, textOfProblem(problem)];
}

describe('CheckOnly', () => {
  test('is the real call only where it is false or absent, in whatever letter case', () => {
    const checkOnly = (body: WritableJson) => {
      const result = read(body);
      return result.ok ? result.value.checkOnly : null;
    };
    expect(checkOnly(create)).toBe(false);
    expect(checkOnly({ ...create, CheckOnly: false })).toBe(false);
    for (const name of ['CheckOnly', 'checkonly', 'CHECKONLY', 'checkOnly']) {
      expect(checkOnly({ ...create, [name]: true })).toBe(true);
      for (const odd of [null, 'true', 'false', 0, 1, [], {}, '']) {
        expect(told(read({ ...create, [name]: odd }))).toEqual([
          -1002,
          'CheckOnly must be true or false.',
        ]);
      }
    }
  });

  test('twice is refused before anything else, whatever the values, also where it is escaped', () => {
    const rest = writeJson(create).slice(1);
    const twice = [
      '{"CheckOnly":true,"CheckOnly":false,',
      '{"CheckOnly":true,"checkonly":true,',
      '{"CHECKONLY":false,"Check\\u004fnly":true,',
    ];
    for (const start of twice) {
      expect(told(readText(start + rest))).toEqual([-1003, 'Member occurs twice: CheckOnly.']);
    }
  });
});

test('a member of somebody else that stands twice is refused and not repeated', () => {
  expect(told(readText('{"<b>":1,"<B>":2}'))).toEqual([-1003, 'A member occurs twice.']);
  expect(told(readText('{"Account":{"id":"1","ID":"2"}}'))).toEqual([
    -1003,
    'Member occurs twice: ID.',
  ]);
});

describe('what has to be there', () => {
  const without = (name: string, operation: ServiceOperation, body: object = create) => {
    const rest = Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
    return told(read({ ...rest }, operation));
  };

  test('is asked of each operation as the sheet says', () => {
    const whole = { ...create, ID: 'sub-1', Addons: [] };
    for (const operation of serviceOperations) {
      expect(told(read(whole, operation)), operation).toBeNull();
      expect(without('ServiceType', operation, whole)).toEqual([
        -1001,
        'Required member missing: ServiceType.',
      ]);
      const isCreate = operation === 'Subscriptions/Create' || operation === 'Assets/Create';
      const isUpdate = operation === 'Subscriptions/Update' || operation === 'Assets/Update';
      const needs = {
        ProductID: isCreate,
        Account: isCreate,
        Quantity: isCreate || isUpdate,
        Addons: operation.startsWith('Addons/'),
      };
      for (const [name, isNeeded] of Object.entries(needs)) {
        const expected = isNeeded ? [-1001, `Required member missing: ${name}.`] : null;
        expect(without(name, operation, whole), `${operation} ${name}`).toEqual(expected);
      }
    }
  });

  test('is ID or SubscriptionID for everything but a Create', () => {
    const neither = { ...create, SubscriptionID: null };
    expect(told(read(neither, 'Subscriptions/Suspend'))?.[0]).toBe(-1001);
    expect(told(read({ ...neither, ID: 'sub-1' }, 'Subscriptions/Suspend'))).toBeNull();
    expect(told(read(neither))).toBeNull();
  });

  test('is the total of an add-on that is ordered, and a name for each', () => {
    const addon = { ProductID: 'A', ActionType: 'Provision' };
    const calls = (operation: ServiceOperation, one: WritableJson) =>
      told(read({ ...create, Addons: [{ ProductID: 'B', Quantity: 1 }, one] }, operation));
    expect(calls('Addons/Create', addon)).toEqual([
      -1001,
      'Required member missing: Addons[1].Quantity.',
    ]);
    expect(calls('Addons/Create', { ProductID: 'A', ActionType: 'None' })).toBeNull();
    expect(calls('Addons/Create', { ProductID: 'A' })).toBeNull();
    expect(calls('Subscriptions/Create', { ProductID: 'A' })?.[0]).toBe(-1001);
    expect(calls('Addons/Cancel', { Quantity: 1 })).toEqual([
      -1001,
      'Required member missing: Addons[1].ProductID.',
    ]);
    expect(calls('Addons/Cancel', 'A')).toEqual([-1002, 'Addons[1] must be an object.']);
  });

  test('an empty text is none', () => {
    expect(told(read({ ...create, ServiceType: '' }))?.[0]).toBe(-1001);
    expect(told(read({ ...create, Account: { ID: '' } }))?.[0]).toBe(-1002);
    expect(told(read({ ...create, Account: {} }))).toEqual([
      -1001,
      'Required member missing: Account.ID.',
    ]);
  });
});

describe('values of the wrong kind', () => {
  test('are named by their member', () => {
    const odd: readonly (readonly [WritableJson, string])[] = [
      [{ ...create, ServiceType: 5 }, 'ServiceType must be a text.'],
      [{ ...create, ProductID: ['x'] }, 'ProductID must be a text.'],
      [{ ...create, ProductID: 'a\u0007' }, 'ProductID must be a text.'],
      [{ ...create, Account: 'x' }, 'Account must be an object.'],
      [{ ...create, Account: { ID: '15x' } }, 'Account.ID must be a whole number above 0.'],
      [{ ...create, Addons: {} }, 'Addons must be a list.'],
      [{ ...create, IsTrial: 'no' }, 'IsTrial must be true or false.'],
      [{ ...create, AttributeList: [] }, 'AttributeList must be an object.'],
      [{ ...create, AttributeList: { a: 1 } }, 'AttributeList.a must be an object.'],
      [{ ...create, AttributeList: { a: { Value: 1 } } }, 'AttributeList.a.Value must be a text.'],
      [{ ...create, ExtraDetails: { a: 1 } }, 'ExtraDetails.a must be a text.'],
      [{ ...create, RequestedBy: { ID: 'x' } }, 'RequestedBy.ID must be a whole number.'],
      [
        { ...create, RequestedBy: { Type: 'Robot' } },
        'The value of RequestedBy.Type is not known: Robot.',
      ],
      [{ ...create, Derivative: 9 }, 'The value of Derivative is not known: 9.'],
      [{ ...create, ActionType: 8 }, 'ActionType of the subscription is not known: 8.'],
      [{ ...create, ActionType: true }, 'ActionType must be a text.'],
      [
        { ...create, Addons: [{ ProductID: 'A', ActionType: 'x' }] },
        'ActionType of add-on A is not known: x.',
      ],
      [
        { ...create, Addons: [{ ProductID: 'A', Quantity: -1 }] },
        'Addons[0].Quantity must be a whole number, 0 or more.',
      ],
    ];
    for (const [body, text] of odd) {
      expect(told(read(body))).toEqual([text.startsWith('Required') ? -1001 : -1002, text]);
    }
  });

  test('are no quantity, however large or small they are', () => {
    const rest = writeJson({ ...create, Quantity: undefined }).slice(1);
    const quantity = (text: string) => told(readText(`{"Quantity":${text},${rest}`));
    const bad = ['1.5', '-1', '1e400', '2147483648', '99999999999999999999', '"2"', 'true', '[2]'];
    for (const text of bad) {
      expect(quantity(text), text).toEqual([-1002, 'Quantity must be a whole number, 0 or more.']);
    }
    for (const text of ['0', '-0', '2.0', '2e0', '2147483647']) expect(quantity(text)).toBeNull();
  });

  test('are texts that are too long', () => {
    const long = 'x'.repeat(500_000);
    const bodies: readonly (readonly [WritableJson, string])[] = [
      [{ ...create, ServiceType: long }, 'ServiceType is too long.'],
      [{ ...create, Name: long }, 'Name is too long.'],
      [{ ...create, AttributeList: { a: { Value: long } } }, 'AttributeList.a.Value is too long.'],
      [{ ...create, AttributeList: { [long]: { Value: 'a' } } }, 'AttributeList is too long.'],
      [{ ...create, ExtraDetails: { [long]: 'a' } }, 'ExtraDetails is too long.'],
    ];
    for (const [body, text] of bodies) expect(told(read(body))).toEqual([-1002, text]);
  });
});

describe('a body that no reader takes', () => {
  const statusOf = (text: string | Uint8Array) => {
    const body = readServiceManagerBody(text);
    return body.ok ? null : [codeOfProblem(body.problem).code, codeOfProblem(body.problem).status];
  };

  test('is refused with status 200, so that the back office sees why', () => {
    const bad = ['', 'null,', '{', '{"a":1,}', "{'a':1}", '{"__proto__":1}', '{"a":"\\u0000"}'];
    for (const text of [...bad, '['.repeat(17) + ']'.repeat(17)]) {
      expect(statusOf(text), text).toEqual([-1000, 200]);
    }
    expect(statusOf(new Uint8Array([0x22, 0xff, 0x22]))).toEqual([-1000, 200]);
    for (const text of ['[]', '"text"', '5', 'null', 'true']) {
      expect(told(readText(text)), text).toEqual([-1000, 'The body is not readable JSON.']);
    }
  });

  test('has more than a megabyte, or more members than 20,000: 10,000 whole add-ons', () => {
    expect(statusOf(`"${'x'.repeat(1024 * 1024)}"`)).toEqual([-1000, 413]);
    const addons = Array.from({ length: 10_000 }, (_, at) => ({
      ProductID: `A${at}`,
      ActionType: 'None',
      Quantity: 1,
    }));
    expect(statusOf(writeJson({ ...create, Addons: addons }))).toEqual([-1000, 413]);
    const fewer = { ...create, Addons: addons.slice(0, 6_000) };
    expect(told(read(fewer, 'Addons/Create'))).toBeNull();
  });

  test('is read with a byte order mark before it', () => {
    expect(readServiceManagerBody(`\uFEFF${writeJson(create)}`).ok).toBe(true);
  });
});

test('a text of the caller is shown short and on one line', () => {
  const value = `${'a'.repeat(400)}\n\u202e<b>`;
  const problem = problemOf(read({ ...create, ActionType: value }));
  if (problem === null) throw new Error('no problem');
  const text = textOfProblem(problem);
  expect(text.length).toBeLessThan(200);
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('every problem has a text in every language, with all that the English one names', () => {
  const problems: readonly ServiceManagerProblem[] = [
    { kind: 'not_readable' },
    { kind: 'too_large' },
    { kind: 'missing', member: 'MEMBER' },
    { kind: 'too_long', member: 'MEMBER' },
    ...(
      ['boolean', 'text', 'whole_number', 'quantity', 'account_id', 'object', 'list'] as const
    ).map((expected) => ({ kind: 'wrong_type' as const, member: 'MEMBER', expected })),
    { kind: 'unknown_value', member: 'MEMBER', value: 'VALUE' },
    { kind: 'unknown_action', object: { kind: 'addon', name: 'NAME' }, value: 'VALUE' },
    { kind: 'unknown_action', object: { kind: 'asset', name: null }, value: 'VALUE' },
    { kind: 'twice', member: 'MEMBER' },
    { kind: 'twice', member: null },
    {
      kind: 'contradiction',
      object: { kind: 'subscription', name: 'NAME' },
      operation: 'Addons/Cancel',
      allowed: ['None', 'Cancel'],
    },
  ];
  const parts = ['MEMBER', 'VALUE', 'NAME', 'None', 'Addon Cancel'];
  for (const problem of problems) {
    const english = textOfProblem(problem);
    const texts = serviceManagerLanguages.map((language) => textOfProblem(problem, language));
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      expect(text).not.toMatch(/[{}]/);
      for (const part of parts) expect(text.includes(part)).toBe(english.includes(part));
    }
  }
});

test('the same account has one id, sent as a text or as a number', () => {
  const idOf = (id: WritableJson) => {
    const body = readServiceManagerBody(writeJson({ ID: id }));
    const account = body.ok ? readServiceAccount(body.value) : body;
    return account.ok ? account.value.id : null;
  };
  expect([idOf('151'), idOf(151), idOf('00151')]).toEqual(['151', '151', '151']);
  for (const bad of ['0', '-1', '1.5', 'x', 0, -1]) expect(idOf(bad)).toBeNull();
});
