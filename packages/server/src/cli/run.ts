import { Command, CommanderError } from 'commander';
import { readConfig, showConfig } from '../config/index.ts';
import { addAdministration } from './administration.ts';
import { addCertifyCommands } from './certify-commands.ts';
import { type CommandLine, type ExitCode, exitCodes } from './command-line.ts';
import { endOf } from './failure.ts';
import { membersText, tableText } from './print-table.ts';
import { addReplay } from './replay-command.ts';
import type { ServerEntry } from './server-entry.ts';
import { differenceText } from './verify-text.ts';

/** Runs one command and tells how it ended. Everything that it says goes through `commandLine`. */
export async function run(args: readonly string[], commandLine: CommandLine): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = createProgram(commandLine, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has told the terminal already.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.unusable;
    }
    const end = endOf(error);
    commandLine.printError(`aval: ${end.message}`);
    return end.exitCode;
  }
}

function createProgram(commandLine: CommandLine, end: (code: ExitCode) => void): Command {
  const { entry, environment, print, printError } = commandLine;
  const program = new Command('aval')
    .description('The credit desk behind B2B checkouts.')
    .version(versionText(entry.version), '--version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: trimmed(print), writeErr: trimmed(printError) })
    .showHelpAfterError('(aval --help lists the commands)');

  program
    .command('demo')
    .description('start the server with demonstration data, in a folder of its own')
    .action(() => entry.demo(readConfig({ ...quietly, ...environment }), { print }));
  program
    .command('serve')
    .description('start the server, configured by the environment (aval config)')
    .action(() => entry.serve(readConfig(environment), { print }));
  program
    .command('verify')
    .description('prove the books: recompute every line, and name the first difference')
    .option('--json', 'print JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const report = await entry.verify(readConfig(environment));
      const { difference, ...seen } = report;
      if (json === true) print(jsonText({ agrees: difference === null, ...report }));
      else
        print(
          difference === null
            ? `The books agree.\n${membersText(seen)}`
            : differenceText(difference),
        );
      if (difference !== null) end(exitCodes.refused);
    });
  addReplay(program, commandLine, end);
  program
    .command('config')
    .description('print the settings in force, without secrets')
    .option('--json', 'print JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      const shown = showConfig(readConfig(environment), environment);
      const columns = ['environment', 'value', 'from'];
      print(json === true ? jsonText(shown) : tableText(columns, shown));
    });
  program
    .command('version')
    .description('print the version')
    .option('--json', 'print JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      print(json === true ? jsonText(entry.version) : versionText(entry.version));
    });
  addAdministration(program, commandLine);
  addCertifyCommands(program, commandLine, end);
  return program;
}

function versionText({ version, commit }: ServerEntry['version']): string {
  return commit === null ? version : `${version} (${commit})`;
}

/** A demonstration is watched by a person, who sees more without a line for each request. */
const quietly = { AVAL_LOG_LEVEL: 'warn' };

function trimmed(write: (text: string) => void) {
  return (text: string) => write(text.replace(/\n$/, ''));
}

/** Whole numbers of the books are texts: they may be larger than a float carries. */
export function jsonText(value: unknown): string {
  return JSON.stringify(
    value,
    (_name, member) => (typeof member === 'bigint' ? member.toString() : member),
    2,
  );
}
