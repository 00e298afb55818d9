import { expect } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { type Instant, parseInstant } from '../../src/kernel/clock.ts';
import { type FakeProvider, signingSecret, startFakeProvider } from '../outbound/fake-provider.ts';
import { demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { fixtureNoon, type OpenDesk, openDeskOn } from '../protocols/open-desk.ts';
import { type Call, callerOf } from '../protocols/service-manager-caller.ts';
import { fixtureService, seedServiceManager } from '../protocols/service-manager-seed.ts';
import { engines, type TestEngine } from '../storage/engines.ts';

/** A desk whose service has a provider with a system of its own, and a person who looks after it. */
export type DeskWithProvider = {
  readonly desk: Omit<OpenDesk, 'clock'>;
  readonly provider: FakeProvider;
  readonly call: Call;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is in the test.
  readonly api: (path: string, body?: object) => Promise<{ status: number; body: any }>;
  /** Moves the clock and carries out what is due. */
  readonly later: (at: string) => Promise<void>;
  /** The steps of an object, the oldest first. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly stepsOf: (id: string) => Promise<readonly any[]>;
  /** Gives a step up, the oldest by default. */
  readonly giveUp: (
    id: string,
    options?: { readonly reason?: string; readonly index?: number },
  ) => ReturnType<DeskWithProvider['api']>;
  /** Closes it; the books must be right. */
  readonly close: () => Promise<void>;
};

/** On the embedded database, where no other is named. */
export async function openDeskWithProvider(
  engine: TestEngine = present(engines[0], 'engine'),
): Promise<DeskWithProvider> {
  const provider = await startFakeProvider();
  const store = await engine.open();
  store.clock.set(at(fixtureNoon));
  const desk = await openDeskOn({ ...store.storage(), close: async () => {} }, store.clock);
  await seedFixture(desk);
  await seedServiceManager(desk);
  const { serviceId } = await fixtureService(desk);
  const driver = { driver: 'http', driverSettings: { connection: 'mail' } } as const;
  ok(await desk.services.change(demo, serviceId, driver, null));
  ok(
    await desk.access.addConnection(demo, {
      ...{ kind: 'provider-system', name: 'mail', baseUri: provider.baseUri },
      ...{ secret: { signingSecret }, settings: {} },
    }),
  );
  const anna = { email: 'anna@example.com', password: 'the long password of anna' };
  const input = { ...anna, name: 'Anna', roles: ['controller'] };
  ok(await desk.access.addUser(demo, input as never, operatorActor));
  const { token } = ok(await desk.access.signIn({ ...anna, source: '127.0.0.1' }));

  const api: DeskWithProvider['api'] = async (path, body) => {
    const answer = await fetch(`${desk.url}/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const stepsOf: DeskWithProvider['stepsOf'] = async (id) =>
    (await api(`provider-steps?externalId=${id}`)).body.items.reverse();
  return {
    ...{ desk, provider, api, stepsOf, call: callerOf(desk) },
    later: async (then) => {
      store.clock.set(at(then));
      await desk.sweep();
    },
    giveUp: async (id, { reason = 'The provider has no such plan', index = 0 } = {}) => {
      const { stepId, version } = (await stepsOf(id)).at(index);
      return api(`provider-steps/${stepId}/give-up`, { version, reason });
    },
    close: async () => {
      expect((await desk.storage.verify()).difference).toBeNull();
      await desk.close();
      await store.close();
      await provider.close();
    },
  };
}

function at(text: string): Instant {
  return present(parseInstant(text), `instant ${text}`);
}
