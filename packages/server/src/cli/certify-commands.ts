import { randomUUID } from 'node:crypto';
import {
  type CreditCheckAnswerShape,
  type CreditCheckCallShape,
  type CreditCheckCredentials,
  creditCheckAnswerShapes,
} from '@aval/wire';
import { type Command, Option } from 'commander';
import {
  type CertifyRefusal,
  type CertifyReport,
  certifyCreditCheck,
  certifyServiceManager,
  certifyTradeCredit,
  isPassed,
} from '../certify/index.ts';
import type { Result } from '../kernel/result.ts';
import {
  type CommonOptions,
  readMilliseconds,
  refusalText,
  secretOf,
  unusable,
  urlOf,
  visible,
  withCommon,
} from './certify-options.ts';
import {
  readServiceManagerOptions,
  type ServiceManagerCommandOptions,
  withServiceManagerOptions,
} from './certify-service-manager-command.ts';
import { certifyText } from './certify-text.ts';
import { createFetchTransport } from './certify-transport.ts';
import { type CommandLine, type ExitCode, exitCodes } from './command-line.ts';

/** `aval certify …`: holds a server, ours or a vendor's, to what its wire documents. */
export function addCertifyCommands(
  program: Command,
  commandLine: CommandLine,
  end: (code: ExitCode) => void,
): void {
  const certify = program
    .command('certify')
    .description('hold a running server to what its wire documents, and to our choices');
  const transport = createFetchTransport(commandLine.fetch);
  const common = { transport, now, newUuid: randomUUID };
  const show = (options: CommonOptions, certified: Result<CertifyReport, CertifyRefusal>) => {
    if (!certified.ok) throw unusable(refusalText(options.url, certified.refusal));
    const isStrict = options.strict === true;
    const report = certified.value;
    const passed = isPassed(report, { isStrict });
    commandLine.print(
      options.json === true
        ? JSON.stringify({ passed, strict: isStrict, ...report }, null, 2)
        : certifyText(report, { passed, isStrict }),
    );
    if (!passed) end(exitCodes.refused);
  };

  withCommon(certify.command('trade-credit'), 'ONE trade credit, from the side of an ERP')
    .requiredOption('--tenant <tenant>', 'value of one-tenant')
    .option('--api-key <key>', 'value of ApiAuth (AVAL_KEY)')
    .option('--organization <id>', 'one without trade credit; else a new one is made by a PUT')
    .option('--timeout <ms>', 'how long one call may take', '10000')
    .action(async (options: TradeCreditCommandOptions) => {
      const { tenant, organization = null, only = null } = options;
      const certified = await certifyTradeCredit({
        ...common,
        ...{ url: urlOf(options), tenant, organization, only },
        apiKey: secretOf(options.apiKey, '--api-key', commandLine),
        timeoutMs: readMilliseconds(options.timeout),
      });
      show(options, certified);
    });

  withCommon(certify.command('credit-check'), 'the credit check hook, from the side of a checkout')
    .addOption(choice('--credential <kind>', 'how the caller is known', kinds, 'basic'))
    .option('--username <name>', 'of HTTP Basic')
    .option('--header <name>', 'the fixed header', 'X-Credit-Check-Key')
    .option('--password <secret>', 'the password, token, value or key (AVAL_KEY)')
    .option('--account <id>', 'AccountId of a real basket; a yes may take a hold')
    .option('--basket <guid>', 'BasketId of that basket')
    .addOption(choice('--expect <answer>', 'what that basket must get', ['yes', 'no'], 'yes'))
    .addOption(choice('--shape <shape>', 'how documented questions are put', shapes, 'query'))
    .addOption(choice('--answer <shape>', 'the answer agreed', creditCheckAnswerShapes, 'bare'))
    .option('--deadline <ms>', 'how long an answer may take', '2000')
    .action(async (options: CreditCheckCommandOptions) => {
      const certified = await certifyCreditCheck({
        ...common,
        ...{ url: urlOf(options), known: basketOf(options) },
        credentials: credentialsOf(options, commandLine),
        ...{ callShape: options.shape, answerShape: options.answer, only: options.only ?? null },
        deadlineMs: readMilliseconds(options.deadline),
      });
      show(options, certified);
    });

  withServiceManagerOptions(certify.command('service-manager')).action(
    async (options: ServiceManagerCommandOptions) => {
      const given = readServiceManagerOptions(options, commandLine);
      show(options, await certifyServiceManager({ ...common, ...given }));
    },
  );
}

type TradeCreditCommandOptions = CommonOptions & {
  readonly tenant: string;
  readonly apiKey?: string;
  readonly organization?: string;
  readonly timeout: string;
};

type CreditCheckCommandOptions = CommonOptions & {
  readonly credential: CreditCheckCredentials['kind'];
  readonly username?: string;
  readonly header: string;
  readonly password?: string;
  readonly account?: string;
  readonly basket?: string;
  readonly expect: 'yes' | 'no';
  readonly shape: CreditCheckCallShape;
  readonly answer: CreditCheckAnswerShape;
  readonly deadline: string;
};

const kinds: readonly CreditCheckCredentials['kind'][] = ['basic', 'bearer', 'header', 'path-key'];
const shapes: readonly CreditCheckCallShape[] = ['query', 'json', 'form', 'path'];

function choice(flags: string, description: string, words: readonly string[], fallback: string) {
  return new Option(flags, description).choices(words).default(fallback);
}

function credentialsOf(
  { credential: kind, username = '', header: name, password }: CreditCheckCommandOptions,
  commandLine: CommandLine,
): CreditCheckCredentials {
  const secret = secretOf(password, '--password', commandLine);
  switch (kind) {
    case 'basic':
      if (username === '') throw unusable('HTTP Basic needs --username.');
      return { kind, username, password: secret };
    case 'bearer':
      return { kind, token: visible(secret) };
    case 'header':
      if (!/^[A-Za-z0-9-]{1,60}$/.test(name)) throw unusable(`${name} is no name of a header.`);
      return { kind, name, value: visible(secret) };
    case 'path-key':
      return { kind, key: secret };
  }
}

function basketOf({ account, basket, expect }: CreditCheckCommandOptions) {
  if (account === undefined && basket === undefined) return null;
  if (account === undefined || basket === undefined) {
    throw unusable('--account and --basket go together.');
  }
  return { accountId: account, basketId: basket, expected: expect };
}

/** Milliseconds since 1970 by a clock that is never set back. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
