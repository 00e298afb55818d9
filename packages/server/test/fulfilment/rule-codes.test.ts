import { nativeOperations, providerCodeRanges, serviceManagerCodes } from '@aval/wire';
import { expect, test } from 'vitest';
import { exampleRules } from '../../src/fulfilment/example-rules.ts';
import { audienceOfCode, fulfilmentOperations } from '../../src/fulfilment/index.ts';
import { audienceOfRuleCode, ownCodeRanges } from '../../src/fulfilment/rules/rule-codes.ts';
import { tryRules } from '../../src/fulfilment/rules/try-rules.ts';
import { someRules } from '../builders/business-rules.ts';

const registered = Object.values(serviceManagerCodes) as number[];

test('providers choose their codes where the wire says that they may', () => {
  expect(ownCodeRanges).toEqual([providerCodeRanges.end_user, providerCodeRanges.back_office]);
});

test('every code that a rule may have has one audience, and those outside their ranges are registered', () => {
  let own = 0;
  let shared = 0;
  for (let code = -95_000; code <= 5; code += 1) {
    const audience = audienceOfRuleCode(code);
    if (audience === null) continue;
    expect(audience).toBe(audienceOfCode(code));
    const isOwn = ownCodeRanges.some(({ from, to }) => code >= from && code <= to);
    if (isOwn) own += 1;
    else {
      shared += 1;
      expect(registered).toContain(code);
    }
  }
  expect([own, shared]).toEqual([8_999 + 70_000, 8]);
  for (const { code, audience } of exampleRules) expect(audienceOfRuleCode(code)).toBe(audience);
});

test('a set that has no answer is refused with the code of data that is not available', () => {
  const { tried } = tryRules(
    { content: someRules(), cases: [] },
    {},
    { asked: 'en', byDefault: 'en' },
  );
  expect(tried?.answer?.code).toBe(serviceManagerCodes.dataNotAvailable);
});

test('the API has a set for each operation of the room, and for nothing else', () => {
  const { operation } = nativeOperations.getBusinessRules.params.properties;
  const pattern = 'pattern' in operation ? String(operation.pattern) : '';
  const names = [...pattern.slice(4, -2).matchAll(/[a-z_\\.]+/g)].map(([name]) =>
    name.replace('\\.', '.'),
  );
  expect(names.sort()).toEqual([...fulfilmentOperations].sort());
});
