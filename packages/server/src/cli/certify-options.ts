import type { Command } from 'commander';
import type { CertifyRefusal } from '../certify/index.ts';
import { CommandFailed, type CommandLine, exitCodes } from './command-line.ts';
import { collect } from './option-texts.ts';

/** What every `aval certify …` takes. */
export type CommonOptions = {
  readonly url: string;
  readonly only?: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
};

export function withCommon(command: Command, description: string): Command {
  return command
    .description(description)
    .requiredOption('--url <url>', 'where the server answers')
    .option('--only <check>', 'run this check alone; may be repeated', collect)
    .option('--strict', 'fail on our choices as well, not on documented rules alone')
    .option('--json', 'print JSON');
}

export function urlOf({ url }: CommonOptions): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw unusable(`${url} is no http URL.`);
}

export function secretOf(
  option: string | undefined,
  name: string,
  { environment }: CommandLine,
): string {
  const secret = option ?? environment['AVAL_KEY'] ?? '';
  if (secret === '') throw unusable(`Name the credential: ${name} or AVAL_KEY.`);
  return secret;
}

/** A header takes nothing else, and what it does not take must not be shown. */
export function visible(secret: string): string {
  if (!/^[\x21-\x7e]+$/.test(secret)) throw unusable('The credential is no visible ASCII text.');
  return secret;
}

export function readMilliseconds(text: string): number {
  const isCount = /^[1-9][0-9]{0,5}$/.test(text);
  if (!isCount) throw unusable(`${text} is no number of milliseconds from 1 to 999999.`);
  return Number(text);
}

export function refusalText(url: string, refusal: CertifyRefusal): string {
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
    case 'certify.not_a_platform':
      return '--application-id must be a GUID and --account a whole number above 0.';
  }
}

export function unusable(message: string): CommandFailed {
  return new CommandFailed(exitCodes.unusable, message);
}
