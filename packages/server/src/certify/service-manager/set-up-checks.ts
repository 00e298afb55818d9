import { type ServiceManagerClient, serviceOperations } from '@aval/wire';
import { judge, notApplicable } from '../check.ts';
import { differs } from '../expect-answer.ts';
import type { Difference } from '../report.ts';
import type { ServiceCheck } from './service-check.ts';
import { pathOf, type ServiceWorld } from './service-world.ts';
import { cameText, expectCode, expectDone, expectResult, type Told } from './told.ts';

const observed = { ground: 'observed', source: "the vendor's code" } as const;
const ours = { ground: 'ours', source: 'our choice' } as const;

/** Accounts, Fields and Discover: what a platform asks before anything is bought. */
export const setUpChecks: readonly ServiceCheck[] = [
  {
    name: 'setting-fields',
    ...observed,
    proves: 'Fields/Get tells the setting fields, each with an id of its own and a definition.',
    run: async (world) => {
      const { told, value } = await world.through((client) => client.fields.get(), 'Fields/Get');
      if (value === null) return judge(unreadable(told));
      const ids = new Set(value.map(({ id }) => id));
      const bare = value.find(({ definition }) => definition === null);
      return judge(
        ids.size === value.length
          ? null
          : differs(told, '$.Fields', 'ids that differ', 'some twice'),
        bare === undefined ? null : differs(told, '$.Fields', 'a Definition', `none of ${bare.id}`),
      );
    },
  },
  {
    name: 'settings-are-validated',
    ...observed,
    proves: 'Fields/Validate answers with a list of texts.',
    run: async (world) => {
      const values = { CertifyNoSuchField: 'x' };
      const { told, value } = await world.through((client) => client.fields.validate(values));
      return judge(value === null ? unreadable(told) : null);
    },
  },
  {
    name: 'catalogue-sells-the-product',
    ...observed,
    proves:
      'Fields/ServiceDefinition tells the service with the products and add-ons that were named.',
    run: async (world) => {
      const { told, value } = await world.through((client) => client.fields.serviceDefinition());
      if (value === null) return judge(unreadable(told));
      const { serviceType, productId, planId, assetId, addonIds } = world.names;
      const service = value.find(({ id }) => id === serviceType);
      if (service === undefined) {
        return judge(differs(told, '$.ProductTypes', serviceType, 'no such service'));
      }
      const sold = [...service.products, ...service.addons].map(({ id }) => id);
      const named = [productId, planId, assetId, ...addonIds].filter((id) => id !== null);
      const missing = named.filter((id) => !sold.includes(id));
      const strange = service.addons.filter(
        ({ id, products }) => addonIds.includes(id) && !products.includes(productId),
      );
      return judge(
        ...missing.map((id) => differs(told, '$.ProductTypes', id, 'no such item')),
        ...strange.map(({ id }) =>
          differs(told, '$.ProductTypes', `${id} for ${productId}`, 'not'),
        ),
      );
    },
  },
  {
    name: 'additional-info-is-a-map',
    ...observed,
    proves: 'Fields/AdditionalInfo answers with texts by name.',
    run: (world) => readable(world, (client) => client.fields.additionalInfo()),
  },
  {
    name: 'synchronization-options',
    ground: 'documented',
    source: "the vendor's pages",
    proves: 'Accounts/SyncOptions tells the fields that are asked of a new customer.',
    run: (world) => readable(world, (client) => client.accounts.syncOptions()),
  },
  {
    name: 'nobody-does-not-exist',
    ...observed,
    proves: 'Accounts/Exists of an account that nobody has is Code 0, without a Result.',
    run: async (world) => {
      const account = { id: String(Number.MAX_SAFE_INTEGER) };
      const { told } = await world.through((client) => client.accounts.exists(account));
      const { outcome } = told;
      const id = outcome?.kind === 'done' ? outcome.result : null;
      return judge(expectDone(told), id === null ? null : differs(told, '$.Result', 'none', id));
    },
  },
  {
    name: 'life-of-an-account',
    ...observed,
    needs: ['write', 'new_account'],
    proves:
      'An account that is synchronized exists (Code 1) under the Result of the call, also when it is synchronized again; after Delete it does not exist.',
    run: async (world) => {
      const account = { id: world.names.newAccountId ?? '', name: 'Certification' };
      const call = async (use: (client: ServiceManagerClient) => Promise<unknown>, what: string) =>
        (await world.through(use, what)).told;
      const exists = () => call((client) => client.accounts.exists(account), 'exists');
      const made = await call((client) => client.accounts.synchronize(account), 'synchronize');
      const id = made.outcome?.kind === 'done' ? made.outcome.result : null;
      const again = await call((client) => client.accounts.synchronize(account), 'once more');
      const found = [expectResult(made), expectResult(again, id), expectThere(await exists(), id)];
      const removed = await call((client) => client.accounts.remove(account), 'delete');
      return judge(...found, expectDone(removed), expectCode(await exists(), 0));
    },
  },
  {
    name: 'discovery-tells-the-pre-checks',
    ...ours,
    proves:
      'Discover, without credentials, tells the addresses; the thirteen endpoints are announced with a pre-check.',
    run: async (world) => {
      const { told, value } = await world.through((client) => client.discover(), 'Discover');
      if (value === null) return judge(unreadable(told));
      const announced = value.urls.filter(({ hasPreCheck }) => hasPreCheck).map(({ url }) => url);
      return judge(
        ...serviceOperations.map((operation) => {
          const end = (world.names.paths[operation] ?? pathOf(operation)).toLowerCase();
          const isThere = announced.some((url) => url.toLowerCase().endsWith(end));
          return isThere ? null : differs(told, '$.ManagementSections', operation, 'none');
        }),
      );
    },
  },
  {
    name: 'registration-tells-nothing',
    ...ours,
    proves: 'The check of a registration, which anybody may make, does not tell who is registered.',
    run: async (world) => {
      const { told, value } = await world.through((client) =>
        client.isRegistered(world.applicationId),
      );
      if (value === null) return notApplicable(`there is no registration (${cameText(told)})`);
      return judge(value ? differs(told, '$.IsRegistered', 'false', 'true') : null);
    },
  },
];

function unreadable(told: Told): Difference {
  return differs(told, '$', 'an answer in the form of the wire', cameText(told));
}

async function readable(
  world: ServiceWorld,
  use: (client: ServiceManagerClient) => Promise<unknown>,
) {
  const { told, value } = await world.through(use);
  return judge(value === null ? unreadable(told) : null);
}

/** Code 1 of Accounts/Exists: the only positive code that is no error. */
function expectThere(told: Told, id: string | null): Difference | null {
  const { outcome } = told;
  const isThere = told.status === 200 && outcome?.kind === 'done' && outcome.code === 1;
  if (!isThere) return differs(told, '$.Code', 'status 200 with Code 1', cameText(told));
  return outcome.result === id ? null : differs(told, '$.Result', `${id}`, `${outcome.result}`);
}
