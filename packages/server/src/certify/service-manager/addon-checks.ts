import type { ServiceAddon, ServiceOperation } from '@aval/wire';
import { judge, notApplicable } from '../check.ts';
import { differs } from '../expect-answer.ts';
import type { Difference, Verdict } from '../report.ts';
import type { Changes, OwnObject } from './own-objects.ts';
import type { ServiceCheck } from './service-check.ts';
import type { ServiceWorld } from './service-world.ts';
import { expectDone, expectRefused, expectResult, type Told } from './told.ts';

const documented = { ground: 'documented', source: 'document 004' } as const;
const needs = ['write', 'addon'] as const;

/** What document 004 says of add-ons: its implementation checklists among it. */
export const addonChecks: readonly ServiceCheck[] = [
  {
    name: 'created-with-its-addons',
    ...documented,
    needs,
    proves: 'A subscription created with an add-on has it: its total can be changed.',
    run: (world) =>
      onOwn(
        world,
        async (own) => [
          expectNamed(world, own, await change(world, own, 'Addons/Update', [wish(world, 2)])),
        ],
        { addons: [wish(world, 1)] },
      ),
  },
  {
    name: 'addon-create-names-the-subscription',
    ...documented,
    needs,
    proves:
      'Addon Create (parent None, what is ordered Provision) has Code 0 and the external id of the subscription as Result.',
    run: (world) =>
      onOwn(world, async (own) => {
        const checked = await change(world, own, 'Addons/Create', [wish(world, 1)], true);
        const done = await change(world, own, 'Addons/Create', [wish(world, 1)]);
        return [expectDone(checked), expectNamed(world, own, done)];
      }),
  },
  {
    name: 'addons-beside-stay',
    ...documented,
    needs: ['write', 'two_addons'],
    proves:
      'Add-ons of a call that have None are left as they are: they can be changed and cancelled.',
    run: (world) =>
      onOwn(world, async (own) => {
        const second = (changes: Partial<ServiceAddon>) => wish(world, 1, { ...changes }, 1);
        const untouched = { actionType: 'None' } as const;
        const steps: readonly (readonly [ServiceOperation, readonly Partial<ServiceAddon>[]])[] = [
          ['Addons/Create', [wish(world, 1)]],
          ['Addons/Create', [wish(world, 1, untouched), second({})]],
          ['Addons/Update', [wish(world, 3), second(untouched)]],
          ['Addons/Update', [wish(world, 3, untouched), second({ quantity: 2 })]],
          ['Addons/Cancel', [wish(world, 3, untouched), second(cancelled)]],
          ['Addons/Update', [wish(world, 4), second({ ...untouched, quantity: 0 })]],
        ];
        const found: (Difference | null)[] = [];
        for (const [operation, addons] of steps) {
          found.push(expectDone(await change(world, own, operation, addons)));
        }
        return found;
      }),
  },
  {
    name: 'addon-totals',
    ...documented,
    needs,
    proves: 'Addon Update takes totals, up and down: the same total again is no error.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found = [
          expectDone(await change(world, own, 'Addons/Create', [wish(world, 2)])),
          expectDone(await change(world, own, 'Addons/Update', [wish(world, 5)], true)),
        ];
        for (const total of [5, 5, 1, 5]) {
          const told = await change(world, own, 'Addons/Update', [wish(world, total)]);
          found.push(expectNamed(world, own, told));
        }
        return found;
      }),
  },
  {
    name: 'addons-are-cancelled',
    ...documented,
    needs,
    proves: 'Addon Cancel (what is cancelled has Cancel) is answered as Addon Create is.',
    run: (world) =>
      onOwn(world, async (own) => [
        expectDone(await change(world, own, 'Addons/Create', [wish(world, 2)])),
        expectDone(await change(world, own, 'Addons/Cancel', [wish(world, 0, cancelled)], true)),
        expectNamed(
          world,
          own,
          await change(world, own, 'Addons/Cancel', [wish(world, 0, cancelled)]),
        ),
      ]),
  },
  {
    name: 'external-id-serves-afterwards',
    ...documented,
    needs: ['write'],
    proves: 'The Result of a Create is the id of all later calls, without any other.',
    run: (world) =>
      onOwn(world, async (own) => {
        const { subscriptionId: _platforms, ...definition } = own.definition;
        const update = { ...definition, quantity: definition.quantity + 1 };
        return [
          expectDone(await world.ask('Subscriptions/Update', update)),
          expectDone(await world.ask('Subscriptions/Update', update, { checkOnly: false })),
        ];
      }),
  },
  {
    name: 'repeated-addon-calls',
    ground: 'ours',
    source: 'our choice',
    needs,
    proves: 'Addon Create and Addon Cancel again, as they were, are answered as the first time.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found: (Difference | null)[] = [];
        for (const [operation, addon] of [
          ['Addons/Create', wish(world, 2)],
          ['Addons/Create', wish(world, 2)],
          ['Addons/Cancel', wish(world, 0, cancelled)],
          ['Addons/Cancel', wish(world, 0, cancelled)],
        ] as const) {
          found.push(expectNamed(world, own, await change(world, own, operation, [addon])));
        }
        return found;
      }),
  },
  {
    name: 'addons-come-back',
    ground: 'ours',
    source: 'our choice',
    needs,
    proves:
      'Nothing is answered from memory: an add-on that is created, cancelled and created again is there.',
    run: (world) =>
      onOwn(world, async (own) => {
        const created = () => change(world, own, 'Addons/Create', [wish(world, 2)]);
        const found = [
          expectDone(await created()),
          expectDone(await change(world, own, 'Addons/Cancel', [wish(world, 0, cancelled)])),
        ];
        const gone = await change(world, own, 'Addons/Update', [wish(world, 3)], true);
        const back = await created();
        const there = await change(world, own, 'Addons/Update', [wish(world, 3)], true);
        return [...found, expectRefused(gone), expectDone(back), expectDone(there)];
      }),
  },
];

const cancelled = { actionType: 'Cancel', quantity: 0 } as const;

function wish(
  { names }: ServiceWorld,
  quantity: number,
  changes: Partial<ServiceAddon> = {},
  at = 0,
): Partial<ServiceAddon> {
  const productId = names.addonIds[at] ?? '';
  return { productId, name: productId, actionType: 'Provision', quantity, ...changes };
}

function change(
  world: ServiceWorld,
  { definition }: OwnObject,
  operation: ServiceOperation,
  addons: readonly Partial<ServiceAddon>[],
  checkOnly = false,
): Promise<Told> {
  const call = { ...definition, actionType: 'None', addons } as const;
  return world.ask(operation, call, { checkOnly });
}

/** The Result of an add-on call: documents disagree on what it names, so it was agreed. */
function expectNamed(world: ServiceWorld, own: OwnObject, told: Told): Difference | null {
  if (world.names.addonResult === 'subscription') return expectResult(told, own.externalId);
  const found = expectResult(told);
  if (found !== null) return found;
  const isOther = told.outcome?.kind === 'done' && told.outcome.result !== own.externalId;
  return isOther ? null : differs(told, '$.Result', 'the id of the add-on', own.externalId);
}

/** Looks at a subscription of its own. */
export async function onOwn(
  world: ServiceWorld,
  look: (own: OwnObject) => Promise<readonly (Difference | null)[]>,
  changes: Changes = {},
): Promise<Verdict> {
  const own = await world.own.subscription(changes);
  return typeof own === 'string' ? notApplicable(own) : judge(...(await look(own)));
}
