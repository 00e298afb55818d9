import {
  type ActionType,
  actionTypes,
  allowedActionTypes,
  type ServiceDefinitionInput,
  type ServiceOperation,
  serviceManagerCodes,
  serviceOperations,
  writeJson,
} from '@aval/wire';
import { judge } from '../check.ts';
import { differs } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import { nobodys } from './pre-check-checks.ts';
import type { ServiceCheck } from './service-check.ts';
import { bodyOf, pathOf, type ServiceWorld } from './service-world.ts';
import { cameText, expectCode, type Told } from './told.ts';

const ours = { ground: 'ours', source: 'our choice' } as const;
const { actionContradicts, memberOfWrongType, objectUnknown } = serviceManagerCodes;

/** ActionTypes beside the operation, which alone says what to do: pre-checks only. */
export const actionChecks: readonly ServiceCheck[] = [
  {
    name: 'actions-agree-with-the-operation',
    ...ours,
    proves:
      'Of each operation, an ActionType that contradicts it is Code -1004, on the parent and on an add-on.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      for (const operation of serviceOperations) {
        for (const call of contradictionsOf(world, operation)) {
          found.push(expectCode(await askOdd(world, operation, call), actionContradicts));
        }
      }
      return judge(...found);
    },
  },
  {
    name: 'contradictions-name-the-object',
    ...ours,
    proves: 'The text of a contradiction names the subscription or the add-on that it is about.',
    run: async (world) => {
      const named: (Difference | null)[] = [];
      const about = nobodys(world);
      const parent = { ...about, actionType: 'Cancel', addons: [] } as const;
      named.push(expectNames(await world.ask('Addons/Create', parent), about.id ?? ''));
      const productId = world.names.addonIds[0] ?? 'certify-addon';
      const addons = [{ productId, actionType: 'Cancel', quantity: 0 } as const];
      const call = { ...about, actionType: 'None', addons } as const;
      named.push(expectNames(await world.ask('Addons/Create', call), productId));
      return judge(...named);
    },
  },
  {
    name: 'unknown-actions',
    ...ours,
    proves: 'An ActionType that nobody knows is Code -1002, on the parent and on an add-on.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      const path = pathOf('Addons/Create');
      for (const value of ['Explode', 99, '']) {
        const addons = [{ ProductID: 'certify-addon', ActionType: value, Quantity: 1 }];
        const body = { ...bodyOf(nobodys(world)), Addons: [] };
        for (const odd of [
          { ...body, ActionType: value },
          { ...body, Addons: addons },
        ]) {
          const what = `ActionType ${JSON.stringify(value)}`;
          const told = await world.send({ path, body: writeJson(odd), what });
          found.push(expectCode(told, memberOfWrongType));
        }
      }
      return judge(...found);
    },
  },
  {
    name: 'nobodys-object-is-unknown',
    ...ours,
    proves:
      'A call about a subscription or an asset that nobody has is Code -1011 with status 200, in the same words for any id.',
    run: async (world) => {
      const found: (Difference | null)[] = [];
      let texts: ReadonlyMap<string, string> = new Map();
      for (const operation of serviceOperations) {
        const [group = '', action] = operation.split('/');
        if (action === 'Create' && group !== 'Addons') continue;
        const told = await world.ask(operation, { ...nobodys(world), ...kindOf(operation) });
        found.push(expectCode(told, objectUnknown));
        const { outcome } = told;
        const text = outcome?.kind === 'refused' ? outcome.message : '';
        const before = texts.get(group) ?? text;
        found.push(before === text ? null : differs(told, '$.Message', before, text));
        texts = new Map([...texts, [group, text]]);
      }
      return judge(...found);
    },
  },
];

/** One wrong value for the parent, and one for an add-on. */
function contradictionsOf(
  world: ServiceWorld,
  operation: ServiceOperation,
): readonly ServiceDefinitionInput[] {
  const { parent, addons } = allowedActionTypes[operation];
  const about = { ...nobodys(world), ...kindOf(operation), addons: [] };
  const odd = oddOf(addons);
  return [
    { ...about, actionType: oddOf(parent) },
    { ...about, addons: [{ productId: 'certify-addon', actionType: odd, quantity: 1 }] },
  ];
}

function oddOf(allowed: readonly ActionType[]): ActionType {
  return actionTypes.find((type) => type !== 'None' && !allowed.includes(type)) ?? 'None';
}

/** A change of plan has a product to go to. */
function kindOf(operation: ServiceOperation): Partial<ServiceDefinitionInput> {
  return operation.startsWith('Assets/') ? { derivative: 'LICENSE' } : {};
}

function askOdd(
  world: ServiceWorld,
  operation: ServiceOperation,
  definition: ServiceDefinitionInput,
): Promise<Told> {
  return world.ask(operation, definition);
}

function expectNames(told: Told, name: string): Difference | null {
  const isNamed = told.outcome?.kind === 'refused' && told.outcome.message.includes(name);
  return isNamed ? null : differs(told, '$.Message', `a text with ${name}`, cameText(told));
}
