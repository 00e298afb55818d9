import { type Check, judge, notApplicable } from '../check.ts';
import { differs, expectStatus, expectSuccess, statusText } from '../expect-answer.ts';
import { type BasketWorld, expectAnswer, readAnswer } from './basket-world.ts';

const documented = { ground: 'documented', source: 'document 000' } as const;

/** Without this nothing else can be looked at. */
export const booleanAnswered: Check<BasketWorld> = {
  name: 'answer-is-a-boolean',
  ...documented,
  proves: 'AccountId and BasketId are taken, and the answer is a boolean.',
  run: async (world) => {
    const answer = await world.ask(world.any);
    const refused = expectSuccess(answer);
    if (refused !== null) return judge(refused);
    const isBoolean = readAnswer(world, answer) !== null;
    return judge(
      isBoolean ? null : differs(answer, '$', 'a boolean', answer.text.slice(0, 60) || 'no body'),
    );
  },
};

/** What document 000 says of the answer. */
export const documentChecks: readonly Check<BasketWorld>[] = [
  {
    name: 'affirmative-is-true',
    ...documented,
    proves: 'True when the order can be executed.',
    run: (world) => expectKnown(world, 'yes'),
  },
  {
    name: 'negative-is-false',
    ...documented,
    proves: 'False when the order cannot be executed.',
    run: (world) => expectKnown(world, 'no'),
  },
  {
    name: 'basket-ids-are-guids',
    ...documented,
    proves: 'Any GUID is taken as a BasketId; one that no platform has is not told to be executed.',
    run: async (world) => {
      const answer = await world.ask(world.unknown);
      const isNo = readAnswer(world, answer) === false;
      const given = answer.status === null ? statusText(answer) : answer.text.slice(0, 60);
      return judge(expectSuccess(answer), isNo ? null : differs(answer, '$', 'false', given));
    },
  },
];

async function expectKnown(world: BasketWorld, wanted: 'yes' | 'no') {
  if (world.known?.expected !== wanted) {
    return notApplicable(`it needs --account and --basket of an order that gets a ${wanted}`);
  }
  const answer = await world.ask(world.known);
  return judge(expectStatus(answer, 200), ...expectAnswer(world, answer, 200, wanted === 'yes'));
}
