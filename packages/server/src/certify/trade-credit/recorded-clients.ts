import { type Triple, tripleOf } from './client-world.ts';

/** What an exchange needs of the organization that stands in for a recorded one. */
export type Start = { readonly id: string; readonly state: Triple | 'closed' | 'unknown' };

/** The organizations that the recordings name, as they are when an exchange begins. */
export const recordedClients: readonly Start[] = [
  { id: '8872d4f8-cf33-456e-8084-41bacbc0fb2a', state: tripleOf(10_000, 1_000) },
  { id: '1b9e2c34-5d6f-4a7b-8c9d-0e1f2a3b4c5d', state: tripleOf(500, 450) },
  { id: '3d7a4e56-7f8b-4c9d-8e1f-2a3b4c5d6e7f', state: 'closed' },
  { id: '4e6b5f67-809c-4dae-9f20-3b4c5d6e7f80', state: 'unknown' },
];

/** The rest of what is recorded. */
export const recorded = {
  tenant: 'demo',
  otherTenant: 'second',
  apiKey: 'one-test-key',
  otherKey: 'one-second-key',
  /** The time of the recordings, and of the figures that they begin with. */
  noon: Date.parse('2020-03-01T12:00:00Z'),
  figuresAt: Date.parse('2020-02-29T18:00:00Z'),
  /** The number that the next row of the feed gets. */
  feedEnd: 60n,
} as const;
