import type { Command } from 'commander';
import { readConfig } from '../config/index.ts';
import { CommandFailed, type CommandLine, exitCodes } from './command-line.ts';
import { membersText, tableText } from './print-table.ts';
import type { AdminCall, Administration, LocalAdministration } from './server-entry.ts';

/** What every command of administration takes. */
export type CommonOptions = {
  readonly tenant?: string;
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
};

/** Does one thing, wherever the options say, and prints the answer. */
export type Administer = {
  readonly one: (
    options: CommonOptions,
    call: OneCall,
    show?: (body: object) => string,
  ) => Promise<void>;
  readonly list: (
    options: CommonOptions,
    call: OneCall,
    columns: readonly string[],
  ) => Promise<void>;
};

type OneCall = Omit<AdminCall, 'tenantId'>;

/** The options that every command of administration has. */
export function withCommon(command: Command, { hasTenant = true } = {}): Command {
  if (hasTenant)
    command.option('--tenant <id>', 'the tenant; with --url that of the key, or nothing is done');
  return command
    .option('--url <url>', 'a running server instead of the database (AVAL_URL)')
    .option('--key <key>', 'key for that server, with the scope admin or companies (AVAL_KEY)')
    .option('--json', 'print JSON');
}

/** For a group of commands; those of tenants need no `--tenant`. */
export function createAdminister(
  commandLine: CommandLine,
  { needsTenant }: { readonly needsTenant: boolean },
): Administer {
  const { print } = commandLine;
  const open = (options: CommonOptions, work: (administration: Administration) => Promise<void>) =>
    withAdministration(commandLine, { ...options, needsTenant }, work);
  return {
    one: (options, call, show = membersText) =>
      open(options, async (administration) => {
        const body = await perform(administration, { ...call, tenantId: options.tenant ?? null });
        print(options.json === true ? JSON.stringify(body, null, 2) : show(body));
      }),
    list: (options, call, columns) =>
      open(options, async (administration) => {
        const { tenant = null } = options;
        const items = await readAll(administration, { ...call, tenantId: tenant });
        print(options.json === true ? JSON.stringify(items, null, 2) : tableText(columns, items));
      }),
  };
}

/** Every page of a list, up to a bound that no terminal reaches. */
async function readAll(administration: Administration, call: AdminCall) {
  const items: Readonly<Record<string, unknown>>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const query: Record<string, string> = cursor === null ? {} : { cursor };
    const body = await perform(administration, { ...call, query });
    const { items: more, next = null } = body as {
      readonly items: readonly Readonly<Record<string, unknown>>[];
      readonly next?: string | null;
    };
    items.push(...more);
    if (next === null) break;
    cursor = next;
  }
  return items;
}

const pagesMax = 1_000;

async function perform(administration: Administration, call: AdminCall): Promise<object> {
  const answer = await administration.call(call);
  if (answer.ok) return answer.body as object;
  throw new CommandFailed(exitCodes.refused, `${answer.text} (${answer.code})`);
}

async function withAdministration(
  { entry, environment, fetch }: CommandLine,
  options: CommonOptions & { readonly needsTenant: boolean },
  work: (administration: Administration) => Promise<void>,
): Promise<void> {
  const url = options.url ?? nonEmpty(environment['AVAL_URL']);
  const key = options.key ?? nonEmpty(environment['AVAL_KEY']);
  if (url !== undefined) {
    if (key === undefined) throw unusable('--url needs a key: --key or AVAL_KEY.');
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw unusable(`${url} is no http URL.`);
    const remote = entry.remoteAdministration({ url, key, fetch: reaching(url, fetch) });
    if (options.tenant !== undefined) await assertOwnTenant(remote, options.tenant);
    await work(remote);
    return;
  }
  if (options.key !== undefined) throw unusable('--key goes with --url.');
  if (options.needsTenant && options.tenant === undefined) {
    throw unusable('Name the tenant: --tenant <id>.');
  }
  const administration: LocalAdministration = await entry.openAdministration(
    readConfig(environment),
  );
  try {
    await work(administration);
  } finally {
    await administration.close();
  }
}

/** Through a server the tenant is that of the key: to do it to another one would be a slip. */
async function assertOwnTenant(administration: Administration, tenant: string): Promise<void> {
  const answer = await administration.call({ operation: 'listTenants', tenantId: null });
  if (!answer.ok) {
    throw new CommandFailed(
      answer.code === 'access.forbidden' ? exitCodes.unusable : exitCodes.refused,
      answer.code === 'access.forbidden'
        ? 'This key may not tell whose it is. With --url leave --tenant out: it is that of the key.'
        : `${answer.text} (${answer.code})`,
    );
  }
  const { items } = answer.body as { readonly items: readonly { readonly tenantId: string }[] };
  if (items.some(({ tenantId }) => tenantId === tenant)) return;
  const own = items.map(({ tenantId }) => tenantId).join(', ');
  throw unusable(`The key belongs to the tenant ${own}, not to ${tenant}.`);
}

/** A server that cannot be reached is no defect of ours: it is said in one line. */
function reaching(url: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw unusable(`No server answers at ${url} (${reason}).`);
    }
  };
}

function unusable(message: string): CommandFailed {
  return new CommandFailed(exitCodes.unusable, message);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
