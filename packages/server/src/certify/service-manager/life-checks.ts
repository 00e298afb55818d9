import { type ServiceOperation, serviceManagerCodes } from '@aval/wire';
import { judge, notApplicable } from '../check.ts';
import type { Difference } from '../report.ts';
import { onOwn } from './addon-checks.ts';
import type { OwnObject } from './own-objects.ts';
import { askRefused } from './pre-check-checks.ts';
import type { ServiceCheck } from './service-check.ts';
import type { ServiceWorld } from './service-world.ts';
import { expectCode, expectDone, expectRefused, expectResult, type Told } from './told.ts';

const documented = { ground: 'documented', source: 'document 001', needs: ['write'] } as const;
const ours = { ground: 'ours', source: 'our choice', needs: ['write'] } as const;
const real = { checkOnly: false } as const;

/** What becomes of a subscription over its life: real calls only. */
export const lifeChecks: readonly ServiceCheck[] = [
  {
    name: 'life-of-a-subscription',
    ...documented,
    proves: 'Update, Suspend, Activate and Cancel are done, each after a pre-check without error.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found: (Difference | null)[] = [];
        for (const operation of steps) {
          found.push(expectDone(await step(world, own, operation, true)));
          found.push(expectDone(await step(world, own, operation)));
        }
        return found;
      }),
  },
  {
    name: 'plan-changes',
    ...documented,
    needs: ['write', 'plan'],
    proves: 'Upgrade/Downgrade to the product that was named is done.',
    run: (world) =>
      onOwn(world, async (own) => {
        const up = {
          ...own.definition,
          productId: world.names.planId,
          actionType: 'Upgrade',
        } as const;
        return [
          expectDone(await world.ask('Subscriptions/UpgradeDowngrade', up)),
          expectDone(await world.ask('Subscriptions/UpgradeDowngrade', up, real)),
        ];
      }),
  },
  {
    name: 'life-of-an-asset',
    ...documented,
    needs: ['write', 'asset'],
    proves: 'Asset Create, Update and Cancel are done, and Create gives an id.',
    run: async (world) => {
      const own = await world.own.asset();
      if (typeof own === 'string') return judge({ call: 'Assets/Create', path: '$', reason: own });
      const update = { ...own.definition, quantity: own.definition.quantity + 1 };
      const cancel = { ...update, actionType: 'Cancel' } as const;
      return judge(
        expectDone(await world.ask('Assets/Update', update)),
        expectDone(await world.ask('Assets/Update', update, real)),
        expectDone(await world.ask('Assets/Cancel', cancel)),
        expectDone(await world.ask('Assets/Cancel', cancel, real)),
      );
    },
  },
  {
    name: 'results-name-the-object',
    ...ours,
    proves: 'Every real call of a subscription has its external id as Result.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found: (Difference | null)[] = [];
        for (const operation of steps) {
          found.push(expectResult(await step(world, own, operation), own.externalId));
        }
        return found;
      }),
  },
  {
    name: 'create-is-done-once',
    ...ours,
    proves: 'A Create that is repeated has the same Result, five times over and also at once.',
    run: (world) =>
      onOwn(world, async ({ externalId, definition }) => {
        const create = { ...definition, id: null };
        const told: Told[] = [];
        for (let time = 0; time < 5; time += 1) {
          told.push(await world.ask('Subscriptions/Create', create, real));
        }
        const atOnce = Array.from({ length: 5 }, () =>
          world.ask('Subscriptions/Create', create, real),
        );
        told.push(...(await Promise.all(atOnce)));
        return told.map((one) => expectResult(one, externalId));
      }),
  },
  {
    name: 'create-with-other-content',
    ...ours,
    proves: 'A Create of what is there already, with another total, is Code -1040.',
    run: (world) =>
      onOwn(world, async ({ definition }) => {
        const other = { ...definition, id: null, quantity: definition.quantity + 1 };
        const told = await world.ask('Subscriptions/Create', other, real);
        return [expectCode(told, serviceManagerCodes.otherContent)];
      }),
  },
  {
    name: 'totals-may-return',
    ...ours,
    proves: 'Totals that go up, back and up again, and repeats of each, are all done.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found: (Difference | null)[] = [];
        const { quantity } = own.definition;
        for (const total of [3, 3, 0, 0, 3].map((more) => quantity + more)) {
          const update = { ...own.definition, quantity: total };
          const told = await world.ask('Subscriptions/Update', update, real);
          found.push(expectResult(told, own.externalId));
        }
        return found;
      }),
  },
  {
    name: 'states-may-return',
    ...ours,
    proves: 'Suspend, Activate, Suspend and repeats of each are all done.',
    run: (world) =>
      onOwn(world, async (own) => {
        const found: (Difference | null)[] = [];
        for (const action of ['Suspend', 'Suspend', 'Activate', 'Activate', 'Suspend'] as const) {
          const told = await step(world, own, `Subscriptions/${action}`);
          found.push(expectResult(told, own.externalId));
        }
        return found;
      }),
  },
  {
    name: 'late-repeat',
    ...ours,
    proves: 'A call that arrives again with its track id, after a newer one, is Code 0.',
    run: (world) =>
      onOwn(world, async (own) => {
        const [first, second] = [world.newUuid(), world.newUuid()];
        const found: (Difference | null)[] = [];
        for (const [action, trackId] of [
          ['Suspend', first],
          ['Activate', second],
          ['Suspend', first],
        ] as const) {
          const definition = { ...own.definition, actionType: action };
          const told = await world.ask(`Subscriptions/${action}`, definition, { ...real, trackId });
          found.push(expectResult(told, own.externalId));
        }
        return found;
      }),
  },
  {
    name: 'cancelled-stays-cancelled',
    ...ours,
    proves:
      'After a Cancel, and also after the late repeat of the Create, the subscription cannot be suspended or changed; the Cancel itself may be repeated.',
    run: (world) =>
      onOwn(world, async (own) => {
        const create = { ...own.definition, id: null };
        return [
          expectResult(await step(world, own, 'Subscriptions/Cancel'), own.externalId),
          expectResult(await step(world, own, 'Subscriptions/Cancel'), own.externalId),
          expectResult(await world.ask('Subscriptions/Create', create, real), own.externalId),
          expectRefused(await step(world, own, 'Subscriptions/Suspend')),
          expectRefused(await step(world, own, 'Subscriptions/Update')),
        ];
      }),
  },
  {
    name: 'rules-hold-for-the-real-call',
    ...ours,
    needs: ['write', 'refused'],
    proves: 'What a pre-check refuses, the real call refuses with the same Code.',
    run: async (world) => {
      const checked = await askRefused(world);
      if (checked.outcome?.kind !== 'refused') return notApplicable('no rule was broken');
      const definition = { ...world.fresh(), ...world.names.refused };
      const told = await world.ask('Subscriptions/Create', definition, real);
      return judge(expectCode(told, checked.outcome.code));
    },
  },
];

const steps = [
  'Subscriptions/Update',
  'Subscriptions/Suspend',
  'Subscriptions/Activate',
  'Subscriptions/Cancel',
] as const satisfies readonly ServiceOperation[];

/** One more licence, or what the operation is named after. */
function step(
  world: ServiceWorld,
  { definition }: OwnObject,
  operation: (typeof steps)[number],
  checkOnly = false,
): Promise<Told> {
  const action = operation.slice('Subscriptions/'.length) as 'Update' | 'Suspend';
  const actionType = action === 'Update' ? 'Provision' : action;
  const quantity = definition.quantity + 1;
  return world.ask(operation, { ...definition, quantity, actionType }, { checkOnly });
}
