import type {
  CreditCheckAnswer,
  JudgeBasket,
  JudgePlainBasket,
  PlainBasket,
} from '../assessment/index.ts';
import { present } from '../kernel/assert.ts';
import type { AnswerBeside } from '../storage/index.ts';

/**
 * Has baskets judged beside the connection that writes, where books, rules and hold are one thread's
 * work. A basket with a ruleset is judged in this thread: a tenant's own rules never hold up the one
 * that writes for all.
 */
export function judgeBeside(ask: AnswerBeside, here: JudgeBasket): JudgeBasket {
  const places = createPlaces<Settings>();
  return async (asked) => {
    if (asked.chosen !== null) return here(asked);
    const { request, settings, facts } = asked;
    const { place, isNew } = places.of(settings);
    const question: Question = { request, facts, place, settings: isNew ? settings : null };
    try {
      return (await ask(question)) as CreditCheckAnswer;
    } catch (error) {
      // Perhaps it never got there.
      if (isNew) places.forget(settings);
      throw error;
    }
  };
}

/** The other end, beside the connection. */
export function answerBaskets(judge: JudgePlainBasket): AnswerBeside {
  const known: Settings[] = [];
  return (question) => {
    const { request, facts, place, settings } = question as Question;
    if (settings !== null) known[place] = settings;
    return judge({ request, facts, settings: present(known[place], 'settings of a basket') });
  };
}

type Settings = PlainBasket['settings'];

/** Settings are told once for each version of them: copying them costs more than all the rest. */
type Question = Omit<PlainBasket, 'settings'> & {
  readonly place: number;
  /** Null where they stand at that place already. */
  readonly settings: Settings | null;
};

const placesMax = 256;

/** A place for each value, told by identity; the oldest gives its place up to a new one. */
function createPlaces<Value extends object>() {
  const values: Value[] = [];
  const places = new WeakMap<Value, number>();
  let next = 0;
  const of = (value: Value) => {
    const known = places.get(value);
    if (known !== undefined && values[known] === value) return { place: known, isNew: false };
    const place = next;
    next = (next + 1) % placesMax;
    values[place] = value;
    places.set(value, place);
    return { place, isNew: true };
  };
  return { of, forget: (value: Value) => places.delete(value) };
}
