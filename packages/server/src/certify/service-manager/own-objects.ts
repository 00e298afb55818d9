import type { ServiceDefinitionInput } from '@aval/wire';
import type { ServiceWorld } from './service-world.ts';
import { cameText, type Told } from './told.ts';

/** A subscription or an asset that the checks made, as it is called from its Create on. */
export type OwnObject = {
  readonly externalId: string;
  readonly definition: ServiceDefinitionInput & { readonly quantity: number };
};

/** What real calls have made: everything that was answered with an id is ended again. */
export type OwnObjects = {
  /** A new subscription; a text says why there is none. */
  readonly subscription: (changes?: Changes) => Promise<OwnObject | string>;
  readonly asset: () => Promise<OwnObject | string>;
  /** Watches answers for ids of what was made or ended. */
  readonly see: (told: Told) => void;
  /** Cancels what there is. */
  readonly retire: () => Promise<void>;
  /** What could not be cancelled. */
  readonly left: () => readonly string[];
};

/** Of a new subscription. */
export type Changes = Partial<ServiceDefinitionInput> & { readonly quantity?: number };
type Kind = 'Subscriptions' | 'Assets';

export function createOwnObjects(
  world: Pick<ServiceWorld, 'ask' | 'fresh' | 'names' | 'isWriting'>,
): OwnObjects {
  const living = new Map<string, Kind>();
  const left: string[] = [];

  const create = async (kind: Kind, changes: Changes): Promise<OwnObject | string> => {
    const fresh = world.fresh();
    const definition = { ...fresh, ...changes, quantity: changes.quantity ?? fresh.quantity };
    const told = await world.ask(`${kind}/Create`, definition, { checkOnly: false });
    const { outcome } = told;
    if (outcome?.kind !== 'done' || outcome.code !== 0 || outcome.result === null) {
      return `its start could not be made (${kind}/Create: ${cameText(told)})`;
    }
    const { result } = outcome;
    return { externalId: result, definition: { ...definition, id: result } };
  };

  return {
    subscription: (changes = {}) => create('Subscriptions', changes),
    asset: () => create('Assets', { productId: world.names.assetId, derivative: 'LICENSE' }),
    see: ({ operation, outcome, call }) => {
      // What a pre-check answers with was not made by a real call, and must not be ended by one.
      if (operation === null || outcome?.kind !== 'done' || call.endsWith('(pre-check)')) return;
      const [group = '', action] = operation.split('/');
      if (outcome.result === null || (group !== 'Subscriptions' && group !== 'Assets')) return;
      if (action === 'Create') living.set(outcome.result, group);
      if (action === 'Cancel') living.delete(outcome.result);
    },
    retire: async () => {
      if (!world.isWriting) return;
      for (const [id, kind] of living) {
        living.delete(id);
        const { subscriptionId: _new, ...rest } = world.fresh();
        const definition = { ...rest, id, actionType: 'Cancel' } as const;
        const told = await world.ask(`${kind}/Cancel`, definition, { checkOnly: false });
        if (told.outcome?.kind !== 'done') left.push(`${kind}/${id}`);
      }
    },
    left: () => left,
  };
}
