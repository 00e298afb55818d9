import type { OpenedConnection } from './connection.ts';

/** What an operator knows to be there: an order (or basket) and the account that it belongs to. */
export type CheckSample = { readonly orderId: string; readonly accountId: string };

/** A fact that the desk needs, and what a connection's mapping finds of it. */
export type CheckedField = {
  readonly field: string;
  /** Where it was found: member names joined by points. */
  readonly path: string | null;
  readonly value: string | null;
  /** What is wrong with it: it is nowhere, or what is there cannot be read. */
  readonly trouble: 'absent' | 'unusable' | null;
};

/** One answer of the other side: `found`, or a word for why there is none. */
export type CheckedAnswer = {
  readonly of: string;
  readonly answer: string;
  readonly fields: readonly CheckedField[];
};

export type ConnectionCheck = {
  readonly answers: readonly CheckedAnswer[];
  /** Everything that no decision can do without was found. */
  readonly isUsable: boolean;
  /** What was not, by its name. */
  readonly missing: readonly string[];
};

/** Asks the system behind a connection for one thing of each kind. Never throws for what it does. */
export type CheckConnection = (
  connection: OpenedConnection,
  sample: CheckSample,
) => Promise<ConnectionCheck>;
