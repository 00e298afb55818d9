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
  certifyTradeCredit,
  isPassed,
} from '../certify/index.ts';
import type { Result } from '../kernel/result.ts';
import { certifyText } from './certify-text.ts';
import { createFetchTransport } from './certify-transport.ts';
import { CommandFailed, type CommandLine, type ExitCode, exitCodes } from './command-line.ts';
import { collect } from './option-texts.ts';

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
}

type CommonOptions = {
  readonly url: string;
  readonly only?: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
};

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

function withCommon(command: Command, description: string): Command {
  return command
    .description(description)
    .requiredOption('--url <url>', 'where the server answers')
    .option('--only <check>', 'run this check alone; may be repeated', collect)
    .option('--strict', 'fail on our choices as well, not on documented rules alone')
    .option('--json', 'print JSON');
}

function choice(flags: string, description: string, words: readonly string[], fallback: string) {
  return new Option(flags, description).choices(words).default(fallback);
}

function urlOf({ url }: CommonOptions): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw unusable(`${url} is no http URL.`);
}

function secretOf(option: string | undefined, name: string, { environment }: CommandLine): string {
  const secret = option ?? environment['AVAL_KEY'] ?? '';
  if (secret === '') throw unusable(`Name the credential: ${name} or AVAL_KEY.`);
  return secret;
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

/** A header takes nothing else, and what it does not take must not be shown. */
function visible(secret: string): string {
  if (!/^[\x21-\x7e]+$/.test(secret)) throw unusable('The credential is no visible ASCII text.');
  return secret;
}

function basketOf({ account, basket, expect }: CreditCheckCommandOptions) {
  if (account === undefined && basket === undefined) return null;
  if (account === undefined || basket === undefined) {
    throw unusable('--account and --basket go together.');
  }
  return { accountId: account, basketId: basket, expected: expect };
}

function readMilliseconds(text: string): number {
  const isCount = /^[1-9][0-9]{0,5}$/.test(text);
  if (!isCount) throw unusable(`${text} is no number of milliseconds from 1 to 999999.`);
  return Number(text);
}

function refusalText(url: string, refusal: CertifyRefusal): string {
  switch (refusal.code) {
    case 'certify.no_server':
      return `No server answers at ${url} (${refusal.failure}).`;
    case 'certify.not_an_organization':
      return 'The organization must be an id such as org:8872d4f8-cf33-456e-8084-41bacbc0fb2a.';
    case 'certify.organization_in_use':
      return (
        `${refusal.clientId} has a trade credit, which the checks would end. ` +
        'Name an organization without one, or DELETE it first.'
      );
    case 'certify.no_such_check':
      return `There is no check ${refusal.name}.`;
    case 'certify.not_a_basket':
      return '--account must be a whole number and --basket a GUID.';
  }
}

/** Milliseconds since 1970 by a clock that is never set back. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

function unusable(message: string): CommandFailed {
  return new CommandFailed(exitCodes.unusable, message);
}
