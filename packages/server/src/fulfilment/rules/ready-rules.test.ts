import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyRuleFacts, someRuleFacts } from '../../../test/builders/rule-facts.ts';
import { brokenExamples, exampleRules, ruleLanguages } from '../example-rules.ts';
import { fulfilmentOperations } from '../operation.ts';
import { checkRules } from './check-rules.ts';
import { evaluateRules, valuesOfFacts } from './evaluate-rules.ts';
import { fillMessage, textOfMessage } from './message-text.ts';
import { readyRules } from './ready-rules.ts';
import { factOfInput } from './rule-values.ts';

const ready = fulfilmentOperations.flatMap((operation) => {
  const rules = readyRules(operation);
  return rules === null ? [] : [{ operation, ...rules }];
});

test('each of the five examples stands in the table of every operation that it belongs to', () => {
  expect(ready.map(({ operation }) => operation)).toEqual([
    'subscription.create',
    'subscription.update',
    'subscription.cancel',
  ]);
  const keys = ready.flatMap(({ content }) => Object.keys(content.messages));
  expect([...new Set(keys)].sort()).toEqual(exampleRules.map(({ key }) => key).sort());
});

test.each(ready)(
  'the ready rules of $operation pass the gate in every language, with nothing to note',
  ({ content, cases }) => {
    for (const language of ruleLanguages) {
      expect(checkRules(content, cases, language)).toEqual({ problems: [], notes: [] });
    }
  },
);

test('as tables the examples say of any call what they say as predicates, in every language', () => {
  const contents = new Map(ready.map(({ operation, content }) => [operation, content]));
  let broken = 0;
  fc.assert(
    fc.property(anyRuleFacts, fc.constantFrom(...ruleLanguages), (facts, asked) => {
      const content = contents.get(facts.operation);
      const expected = brokenExamples(facts, asked);
      broken += expected.length;
      const answer =
        content === undefined
          ? { ok: true as const, broken: [] }
          : evaluateRules(content, valuesOfFacts(content, facts));
      const said = answer.ok
        ? answer.broken.map(({ code, message }) => {
            const of = content?.messages[message];
            const text = of && textOfMessage(of, { asked, byDefault: 'en' });
            return [
              code,
              of?.audience,
              fillMessage(text ?? '', (name) => factOfInput(facts, name)),
            ];
          })
        : answer;
      expect(said).toEqual(expected.map(({ code, audience, text }) => [code, audience, text]));
    }),
    { numRuns: 5_000 },
  );
  expect(broken).toBeGreaterThan(300);
});

test('a bound that is missing stops nobody, however many are asked for', () => {
  const content = readyRules('subscription.update')?.content;
  const facts = someRuleFacts({ operation: 'subscription.update', quantityAfter: 1_000_000 });
  if (content === undefined) throw new Error('no ready rules');
  const answer = evaluateRules(content, valuesOfFacts(content, facts));
  expect(answer).toMatchObject({ ok: true, broken: [] });
});
