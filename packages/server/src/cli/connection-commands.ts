import type { Command } from 'commander';
import { type Administer, type CommonOptions, withCommon } from './administer.ts';
import { CommandFailed, exitCodes } from './command-line.ts';
import { collect, readPairs } from './option-texts.ts';
import { tableText } from './print-table.ts';
import { readInput } from './read-input.ts';

type ReadFile = (path: string) => Promise<string>;

/** Systems that the desk calls. Secrets come from a file, so that no list of processes shows them. */
export function addConnectionCommands(
  program: Command,
  administer: Administer,
  readFile: ReadFile,
): void {
  const connection = program.command('connection').description('systems that the desk calls');
  const file = 'a file with the secret as a JSON object; - reads the standard input';

  withCommon(connection.command('add').description('register a system'))
    .requiredOption('--kind <kind>', 'interworks-platform, kvk or provider-system')
    .requiredOption('--name <name>', 'how it is called here')
    .requiredOption('--base-uri <url>', 'where it answers')
    .requiredOption('--secret-file <path>', file)
    .option('--set <name=value>', 'a setting of the connection; may be repeated', collect)
    .action(async (options: AddOptions) => {
      const { kind, name, baseUri, set = [] } = options;
      const secret = await readSecret(readFile, options.secretFile);
      const body = { kind, name, baseUri, secret, settings: readPairs(set) };
      await administer.one(options, { operation: 'addConnection', body });
    });

  withCommon(connection.command('list').description('list connections')).action(
    (options: CommonOptions) => {
      const columns = ['connectionId', 'kind', 'name', 'baseUri', 'revokedAt'];
      return administer.list(options, { operation: 'listConnections' }, columns);
    },
  );

  withCommon(connection.command('rotate <id>').description('give another secret or settings'))
    .option('--secret-file <path>', file)
    .option('--set <name=value>', 'a setting of the connection; may be repeated', collect)
    .action(async (connectionId: string, options: RotateOptions) => {
      const { secretFile, set } = options;
      const body = {
        ...(secretFile === undefined ? {} : { secret: await readSecret(readFile, secretFile) }),
        ...(set === undefined ? {} : { settings: readPairs(set) }),
      };
      await administer.one(options, {
        operation: 'rotateConnection',
        params: { connectionId },
        body,
      });
    });

  withCommon(
    connection
      .command('check <id>')
      .description('ask for one order and one account, show what the mapping finds'),
  )
    .requiredOption('--order <id>', 'an order or basket that is there')
    .requiredOption('--account <id>', 'the account that it belongs to')
    .option('--confirm', 'what is shown is right: orders of this connection may be judged')
    .action((connectionId: string, options: CheckOptions) => {
      const { order: orderId, account: accountId, confirm = false } = options;
      const body = { orderId, accountId, confirm };
      const call = { operation: 'checkConnection', params: { connectionId }, body } as const;
      return administer.one(options, call, checkText);
    });

  withCommon(
    connection.command('revoke <id>').description('end a connection, forget its secret'),
  ).action((connectionId: string, options: CommonOptions) =>
    administer.one(options, { operation: 'revokeConnection', params: { connectionId } }),
  );
}

type AddOptions = CommonOptions & {
  readonly kind: string;
  readonly name: string;
  readonly baseUri: string;
  readonly secretFile: string;
  readonly set?: readonly string[];
};

type RotateOptions = CommonOptions & {
  readonly secretFile?: string;
  readonly set?: readonly string[];
};

type CheckOptions = CommonOptions & {
  readonly order: string;
  readonly account: string;
  readonly confirm?: boolean;
};

type Checked = {
  readonly connection: { readonly settings: Readonly<Record<string, string>> };
  readonly isUsable: boolean;
  readonly missing: readonly string[];
  readonly answers: readonly {
    readonly of: string;
    readonly answer: string;
    readonly fields: readonly Readonly<Record<string, unknown>>[];
  }[];
};

/** Throws `CommandFailed` with the same text where the mapping cannot be used. */
function checkText(body: object): string {
  const { connection, isUsable, missing, answers } = body as Checked;
  const parts = answers.map(({ of, answer, fields }) =>
    fields.length === 0
      ? `${of}: ${answer}`
      : `${of}: ${answer}\n${tableText(['field', 'path', 'value', 'trouble'], fields)}`,
  );
  const isConfirmed = connection.settings['mappingConfirmed'] === 'true';
  const end = isUsable
    ? `The mapping is usable and ${isConfirmed ? 'confirmed' : 'not confirmed (--confirm)'}.`
    : 'The mapping is not usable.';
  const gaps = missing.length === 0 ? [] : [`Not found: ${missing.join(', ')}.`];
  const text = [...parts, [end, ...gaps].join('\n')].join('\n\n');
  if (!isUsable) throw new CommandFailed(exitCodes.refused, text);
  return text;
}

async function readSecret(readFile: ReadFile, path: string): Promise<object> {
  const text = await readInput(readFile, path, '--secret-file');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The message of a syntax error would show a part of the secret.
    throw new CommandFailed(exitCodes.unusable, `${path} cannot be read: it is no JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandFailed(exitCodes.unusable, `${path} does not hold a JSON object.`);
  }
  return value;
}
