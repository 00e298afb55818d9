import type { Command } from 'commander';
import { type Administer, type CommonOptions, withCommon } from './administer.ts';
import { CommandFailed, exitCodes } from './command-line.ts';
import { readInput } from './read-input.ts';

type ReadFile = (path: string) => Promise<string>;

/** The register of companies. Through a server the key needs the scope `companies`. */
export function addCompanyCommands(
  program: Command,
  administer: Administer,
  readFile: ReadFile,
): void {
  const companies = program.command('companies').description('the register of companies');

  withCommon(
    companies
      .command('import')
      .description('take companies in from a file: all of it, or nothing')
      .option('--csv <path>', 'a CSV file; - reads the standard input')
      .option('--gleif <path>', 'records of the LEI register as JSON; - reads the standard input'),
  ).action(async (options: ImportOptions) => {
    const { csv, gleif } = options;
    const path = csv ?? gleif;
    if (path === undefined || (csv !== undefined && gleif !== undefined)) {
      throw new CommandFailed(exitCodes.unusable, 'Name one file: --csv <path> or --gleif <path>.');
    }
    const body = await readInput(readFile, path, csv === undefined ? '--gleif' : '--csv');
    const operation = csv === undefined ? 'importLeiRecords' : 'importCompanies';
    await administer.one(options, { operation, body });
  });
}

type ImportOptions = CommonOptions & { readonly csv?: string; readonly gleif?: string };
