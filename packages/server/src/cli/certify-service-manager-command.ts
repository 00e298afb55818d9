import { serviceManagerOperations } from '@aval/wire';
import { type Command, Option } from 'commander';
import type { ServiceManagerOptions } from '../certify/index.ts';
import {
  type CommonOptions,
  readMilliseconds,
  secretOf,
  unusable,
  urlOf,
  visible,
  withCommon,
} from './certify-options.ts';
import type { CommandLine } from './command-line.ts';
import { collect, readPairs } from './option-texts.ts';

/** The options of `aval certify service-manager`. */
export type ServiceManagerCommandOptions = CommonOptions & {
  readonly applicationId: string;
  readonly applicationKey?: string;
  readonly setting?: readonly string[];
  readonly token?: string;
  readonly serviceType: string;
  readonly product: string;
  readonly quantity: string;
  readonly account: string;
  readonly attribute?: readonly string[];
  readonly addon?: readonly string[];
  readonly plan?: string;
  readonly asset?: string;
  readonly refused?: string;
  readonly language?: readonly string[];
  readonly newAccount?: string;
  readonly addonResult: 'subscription' | 'addon';
  readonly path?: readonly string[];
  readonly baseUri?: string;
  readonly write?: boolean;
  readonly deadline: string;
};

export function withServiceManagerOptions(command: Command): Command {
  return withCommon(command, 'the service manager wire, from the side of a platform')
    .requiredOption('--application-id <guid>', 'the application that the platform is known by')
    .option('--application-key <key>', 'its key, not encoded (AVAL_KEY)')
    .option('--setting <field=value>', 'a setting field, with every call; may be repeated', collect)
    .option('--token <token>', "for the platform's API, with every call")
    .requiredOption('--service-type <id>', 'the service that is sold')
    .requiredOption('--product <id>', 'a product that the customer may buy')
    .requiredOption('--account <id>', 'AccountID of a customer')
    .option('--quantity <count>', 'a total that no rule refuses; larger ones are asked too', '2')
    .option('--attribute <id=value>', 'chosen for the product; may be repeated', collect)
    .option('--addon <id>', 'an add-on of the product; once or twice', collect)
    .option('--plan <id>', 'a product that the first one may go up to')
    .option('--asset <id>', 'a product that is sold as an asset')
    .option('--refused <product:count>', 'what a rule refuses, with a text for customers')
    .option('--language <code>', 'in which there are texts; may be repeated', collect)
    .option('--new-account <id>', 'AccountID that may be synchronized and deleted')
    .addOption(
      new Option('--addon-result <what>', 'what the Result of an add-on call names')
        .choices(['subscription', 'addon'])
        .default('subscription'),
    )
    .option('--path <operation=path>', 'where an operation answers; may be repeated', collect)
    .option('--base-uri <url>', 'address of the platform, sent with every call')
    .option('--write', 'send real calls: makes subscriptions of that customer, and cancels them')
    .option('--deadline <ms>', 'how long an answer may take', '2000');
}

/** The options as they were given, checked for their form. */
export function readServiceManagerOptions(
  options: ServiceManagerCommandOptions,
  commandLine: CommandLine,
): Omit<ServiceManagerOptions, 'transport' | 'now' | 'newUuid'> {
  const addonIds = options.addon ?? [];
  if (addonIds.length > 2) throw unusable('--addon is taken once or twice.');
  const key = secretOf(options.applicationKey, '--application-key', commandLine);
  return {
    ...{ url: urlOf(options), applicationId: options.applicationId },
    ...{ applicationKey: visible(key), isWriting: options.write === true },
    settings: readSettings(options.setting ?? []),
    token: readToken(options.token),
    ...{ only: options.only ?? null, deadlineMs: readMilliseconds(options.deadline) },
    names: {
      ...{ serviceType: options.serviceType, productId: options.product },
      ...{ accountId: options.account, quantity: readCount(options.quantity), addonIds },
      attributes: readPairs(options.attribute ?? []),
      planId: options.plan ?? null,
      assetId: options.asset ?? null,
      refused: readRefused(options.refused),
      languages: (options.language ?? []).map(readLanguage),
      newAccountId: readAccount(options.newAccount),
      addonResult: options.addonResult,
      paths: readPaths(options.path ?? []),
      baseUri: options.baseUri === undefined ? null : visible(options.baseUri),
    },
  };
}

/** They become headers: nothing else may stand in them. */
function readSettings(pairs: readonly string[]): Readonly<Record<string, string>> {
  const settings = readPairs(pairs);
  const odd = Object.entries(settings).find(
    ([id, value]) => !/^[A-Za-z0-9_-]{1,60}$/.test(id) || !/^[\x20-\x7e]*$/.test(value),
  );
  if (odd !== undefined) throw unusable(`The setting ${odd[0]} fits no header.`);
  return settings;
}

/** Operations as the typed client names them: the group, a slash, the action. */
function readPaths(pairs: readonly string[]): ServiceManagerOptions['names']['paths'] {
  for (const [operation, path] of Object.entries(readPairs(pairs))) {
    if (!Object.hasOwn(serviceManagerOperations, operation)) {
      throw unusable(`${operation} is no operation such as Subscriptions/Create.`);
    }
    if (!/^\/[\w./-]*$/.test(path)) throw unusable(`${path} is no path below the base.`);
  }
  return readPairs(pairs);
}

function readToken(token = ''): string | null {
  return token === '' ? null : visible(token);
}

function readCount(text: string): number {
  if (!/^[1-9][0-9]{0,6}$/.test(text)) throw unusable(`${text} is no count from 1 to 9999999.`);
  return Number(text);
}

function readRefused(text: string | undefined) {
  if (text === undefined) return null;
  const at = text.lastIndexOf(':');
  if (at < 1) throw unusable(`${text} is not of the form product:count.`);
  return { productId: text.slice(0, at), quantity: readCount(text.slice(at + 1)) };
}

function readLanguage(text: string): string {
  if (!/^[a-z]{2}$/.test(text)) throw unusable(`${text} is no language of two letters.`);
  return text;
}

function readAccount(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw unusable(`${text} is no AccountID.`);
  return text;
}
