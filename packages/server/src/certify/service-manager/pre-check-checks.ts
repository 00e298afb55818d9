import { type ServiceDefinitionInput, serviceOperations, writeJson } from '@aval/wire';
import { judge, notApplicable } from '../check.ts';
import { differs } from '../expect-answer.ts';
import type { Difference, Verdict } from '../report.ts';
import type { ServiceCheck } from './service-check.ts';
import { bodyOf, pathOf, type ServiceWorld } from './service-world.ts';
import {
  cameText,
  expectDone,
  expectLike,
  expectRefused,
  expectResult,
  type Told,
} from './told.ts';

const documented = { ground: 'documented', source: 'document 001' } as const;

/** Without this nothing else can be looked at. */
export const envelopeAnswered: ServiceCheck = {
  name: 'pre-check-is-answered',
  ...documented,
  proves:
    'A pre-check of Subscription Create with these credentials is answered with a whole Code.',
  run: async (world) => {
    const told = await world.ask('Subscriptions/Create', world.fresh());
    const isEnvelope = told.status === 200 && told.outcome !== null;
    return judge(isEnvelope ? null : differs(told, '$.Code', 'a whole number', cameText(told)));
  },
};

/** What document 001 says of the pre-check. */
export const preCheckChecks: readonly ServiceCheck[] = [
  {
    name: 'pre-check-without-objection',
    ...documented,
    proves: 'Where no business rule is broken, the pre-check is answered with Code 0.',
    run: async (world) => judge(expectDone(await world.ask('Subscriptions/Create', world.fresh()))),
  },
  {
    name: 'pre-check-as-printed',
    ...documented,
    proves: 'The headers of the document are borne as printed, the malformed Accept among them.',
    run: async (world) => {
      const body = writeJson(bodyOf(world.fresh()));
      const path = pathOf('Subscriptions/Create');
      return judge(expectDone(await world.send({ path, body, what: 'headers as printed' })));
    },
  },
  {
    name: 'pre-checks-of-thirteen-endpoints',
    ground: 'observed',
    source: "document 001, the vendor's code",
    proves: 'Each of the thirteen endpoints answers a pre-check with status 200 and a whole Code.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const operation of serviceOperations) {
        const told = await world.ask(operation, nobodys(world));
        const isEnvelope = told.status === 200 && told.outcome !== null;
        found.push(isEnvelope ? null : differs(told, '$.Code', 'a whole number', cameText(told)));
      }
      return judge(...found);
    },
  },
  {
    name: 'pre-check-changes-nothing',
    ...documented,
    proves:
      'After a pre-check of Create nothing is there: it is answered as before, and so are questions about what it would have made.',
    run: async (world) => {
      const definition = world.fresh();
      const update = { ...definition, quantity: definition.quantity + 1 };
      const before = await world.ask('Subscriptions/Update', update);
      const first = await world.ask('Subscriptions/Create', definition);
      const id = first.outcome?.kind === 'done' ? first.outcome.result : null;
      const told = await world.ask('Subscriptions/Update', update);
      const again = await world.ask('Subscriptions/Create', definition);
      return judge(
        id === null ? null : differs(first, '$.Result', 'no id, because nothing was made', id),
        expectLike(told, before),
        expectLike(again, first),
      );
    },
  },
  {
    name: 'pre-check-leaves-the-state',
    ...documented,
    needs: ['write'],
    proves:
      'What was only checked is free for the real call: a Create with other content is done, and what a checked Cancel would have ended can be suspended.',
    run: async (world) => {
      const definition = world.fresh();
      const checked = expectDone(await world.ask('Subscriptions/Create', definition));
      const own = await world.own.subscription({
        subscriptionId: definition.subscriptionId ?? null,
        quantity: definition.quantity + 1,
      });
      if (typeof own === 'string') return judge(checked, noStart(own));
      const ending = { ...own.definition, actionType: 'Cancel' } as const;
      const cancelled = expectDone(await world.ask('Subscriptions/Cancel', ending));
      const suspending = { ...own.definition, actionType: 'Suspend' } as const;
      const real = { checkOnly: false };
      return judge(
        checked,
        cancelled,
        expectDone(await world.ask('Subscriptions/Suspend', suspending, real)),
      );
    },
  },
  {
    name: 'check-only-in-either-spelling',
    ...documented,
    needs: ['write'],
    proves:
      'The document writes CheckOnly and checkonly: either is a pre-check, and makes nothing.',
    run: async (world) => {
      const definition = world.fresh();
      const { CheckOnly: _left, ...rest } = bodyOf(definition);
      const body = writeJson({ ...rest, checkonly: true });
      const path = pathOf('Subscriptions/Create');
      const told = await world.send({ path, body, what: 'checkonly in lower case' });
      const id = told.outcome?.kind === 'done' ? told.outcome.result : null;
      const own = await world.own.subscription({
        subscriptionId: definition.subscriptionId ?? null,
        quantity: definition.quantity + 1,
      });
      return judge(
        expectDone(told),
        id === null ? null : differs(told, '$.Result', 'no id, because nothing was made', id),
        typeof own === 'string' ? noStart(own) : null,
      );
    },
  },
  {
    name: 'check-only-false-provisions',
    ...documented,
    needs: ['write'],
    proves: 'After a pre-check without error the same call with CheckOnly false is done.',
    run: async (world) => {
      const definition = world.fresh();
      const checked = await world.ask('Subscriptions/Create', definition);
      const done = await world.ask('Subscriptions/Create', definition, { checkOnly: false });
      return judge(expectDone(checked), expectResult(done));
    },
  },
  {
    name: 'broken-rule-is-an-error',
    ...documented,
    needs: ['refused'],
    proves: 'A broken business rule is a negative Code.',
    run: async (world) => judge(expectRefused(await askRefused(world))),
  },
  {
    name: 'customers-read-the-text',
    ...documented,
    needs: ['refused'],
    proves: 'A text for customers has a Code from -80000 to -89999, so that they are shown it.',
    run: async (world) => {
      const told = await askRefused(world);
      const { outcome } = told;
      if (outcome?.kind !== 'refused') return notApplicable('no rule was broken');
      const isShown = outcome.audience === 'end_user';
      const range = 'a Code from -80000 to -89999';
      return judge(isShown ? null : differs(told, '$.Code', range, `${outcome.code}`));
    },
  },
  {
    name: 'texts-in-the-language-asked',
    ...documented,
    needs: ['refused', 'languages'],
    proves: 'Accept-Language chooses the text of an error, and nothing but the text.',
    run: inEachLanguage,
  },
];

/** A call about a subscription that nobody has: whatever it is taken for, nothing is there. */
export function nobodys(world: ServiceWorld): ServiceDefinitionInput {
  return { ...world.fresh(), id: world.newUuid(), subscriptionId: null, actionType: 'None' };
}

/** A difference that says why a check could not begin. */
export function noStart(reason: string): Difference {
  return { call: 'real call', path: '$.Code', reason };
}

export function askRefused(world: ServiceWorld, language = 'en'): Promise<Told> {
  return world.ask(
    'Subscriptions/Create',
    { ...world.fresh(), ...world.names.refused },
    { language },
  );
}

async function inEachLanguage(world: ServiceWorld): Promise<Verdict> {
  const found: (Difference | null)[] = [];
  const texts = new Map<string, string>();
  let code: number | null = null;
  for (const language of world.names.languages) {
    const told = await askRefused(world, language);
    if (told.outcome?.kind !== 'refused') return notApplicable('no rule was broken');
    const { message } = told.outcome;
    code ??= told.outcome.code;
    const isSame = told.outcome.code === code;
    found.push(isSame ? null : differs(told, '$.Code', `${code}`, `${told.outcome.code}`));
    const other = [...texts].find(([, text]) => text === message)?.[0];
    const wanted = `a text in ${language}`;
    found.push(other === undefined ? null : differs(told, '$.Message', wanted, `that of ${other}`));
    found.push(expectLike(await askRefused(world, language), told));
    texts.set(language, message);
  }
  return judge(...found);
}
