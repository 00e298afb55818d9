import type {
  CreditCheckAnswer,
  JudgeBasket,
  JudgePlainBasket,
  PlainBasket,
} from '../assessment/index.ts';
import { Defect } from '../kernel/assert.ts';
import type { AnswerBeside } from '../storage/index.ts';

/**
 * Has baskets judged beside the connection that writes, where books, rules and hold are one thread's
 * work. A basket with a ruleset is judged in this thread: a tenant's own rules never hold up the one
 * that writes for all.
 */
export function judgeBeside(ask: AnswerBeside, here: JudgeBasket): JudgeBasket {
  const told = createTold();
  return (asked) => {
    if (asked.chosen !== null) return here(asked);
    const { settings } = asked;
    const { serial, isNew } = told.serialOf(settings);
    const answer = ask(questionOf(asked, serial, isNew)) as Promise<CreditCheckAnswer>;
    // Perhaps it never got there.
    if (isNew) answer.catch(() => told.forget(settings));
    return answer;
  };
}

/** The other end, beside the connection. */
export function answerBaskets(judge: JudgePlainBasket): AnswerBeside {
  const known: { readonly serial: number; readonly settings: Settings }[] = [];
  return (message) => {
    const question = message as Question;
    const [serial, toldNow] = question;
    const place = serial % placesMax;
    if (toldNow !== null) known[place] = { serial, settings: toldNow };
    const found = known[place];
    if (found?.serial !== serial) {
      return Promise.reject(new Defect('a basket whose settings were not told'));
    }
    return judge(basketOf(question, found.settings));
  };
}

type Settings = PlainBasket['settings'];
type Request = PlainBasket['request'];
type Facts = PlainBasket['facts'];

/**
 * A list: a message tells the names of an object's members with every object, and they would be most of
 * it. Settings are told once for each version of them, and named by their serial number.
 */
type Question = readonly [
  serial: number,
  settings: Settings | null,
  tenantId: Request['tenantId'],
  installation: string,
  accountId: string,
  basketId: string,
  context: Request['origin']['context'],
  actor: string,
  deadlineAt: Request['deadlineAt'],
  isAfterwards: boolean,
  order: Facts['order'],
  account: Facts['account'],
  billing: Facts['billing'],
  carrier: string,
];

function questionOf(
  { request, settings, facts }: PlainBasket,
  serial: number,
  isNew: boolean,
): Question {
  return [
    serial,
    isNew ? settings : null,
    request.tenantId,
    request.installation,
    request.accountId,
    request.basketId,
    request.origin.context,
    request.origin.actor,
    request.deadlineAt,
    request.isAfterwards === true,
    facts.order,
    facts.account,
    facts.billing,
    facts.carrier,
  ];
}

function basketOf(question: Question, settings: Settings): PlainBasket {
  return {
    request: {
      tenantId: question[2],
      installation: question[3],
      accountId: question[4],
      basketId: question[5],
      origin: { context: question[6], actor: question[7] },
      deadlineAt: question[8],
      isAfterwards: question[9],
    },
    settings,
    facts: {
      order: question[10],
      account: question[11],
      billing: question[12],
      carrier: question[13],
    },
  };
}

const placesMax = 256;

/** Which settings the other end has: those that were told last at their place. */
function createTold() {
  const serials = new WeakMap<Settings, number>();
  const latest: number[] = [];
  let next = 0;
  return {
    serialOf: (settings: Settings) => {
      const known = serials.get(settings);
      if (known !== undefined && latest[known % placesMax] === known) {
        return { serial: known, isNew: false };
      }
      const serial = next;
      next += 1;
      latest[serial % placesMax] = serial;
      serials.set(settings, serial);
      return { serial, isNew: true };
    },
    forget: (settings: Settings) => serials.delete(settings),
  };
}
