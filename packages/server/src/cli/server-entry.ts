import type { Config } from '../config/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { AdminCall, Administration } from '../main.ts';

export type { AdminCall, Administration };

/** What was looked at, and the first difference; null where the books agree. */
export type VerifyReport = {
  readonly tenants: number;
  readonly lines: number;
  readonly entries: number;
  readonly holds: number;
  readonly captures: number;
  readonly difference: object | null;
};

export type ReplayQuery = { readonly tenantId: TenantId; readonly since: Instant | null };

/** What was judged again, and the first decision that came out otherwise; null where none did. */
export type ReplayReport = {
  readonly decisions: number;
  readonly replayed: number;
  readonly difference: object | null;
};

/** What the commands start. `main.ts` is the real one; tests hand in others. */
export type ServerEntry = {
  /** Runs the server until it is told to stop. */
  readonly serve: (config: Config, io: ServerIo) => Promise<void>;
  /** The same with demonstration data, which is made where there is none. */
  readonly demo: (config: Config, io: ServerIo) => Promise<void>;
  /** Proves the books of the database, beside a running server too. */
  readonly verify: (config: Config) => Promise<VerifyReport>;
  /** Judges the decisions of a tenant again, beside a running server too. */
  readonly replay: (config: Config, query: ReplayQuery) => Promise<ReplayReport | null>;
  /** Administration on the database itself; refused while a server holds it. */
  readonly openAdministration: (config: Config) => Promise<LocalAdministration>;
  readonly remoteAdministration: (options: {
    readonly url: string;
    readonly key: string;
    readonly fetch: typeof globalThis.fetch;
  }) => Administration;
  readonly version: { readonly version: string; readonly commit: string | null };
};

export type LocalAdministration = Administration & { readonly close: () => Promise<void> };

/** What a server may say to the terminal that it was started in. */
export type ServerIo = { readonly print: (line: string) => void };
