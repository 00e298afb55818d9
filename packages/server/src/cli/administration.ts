import type { Command } from 'commander';
import { createAdminister } from './administer.ts';
import type { CommandLine } from './command-line.ts';
import { addCompanyCommands } from './company-commands.ts';
import { addConnectionCommands } from './connection-commands.ts';
import { addCredentialCommands } from './credential-commands.ts';
import { addTenantCommands } from './tenant-commands.ts';
import { addUserCommands } from './user-commands.ts';

/** `aval tenant|credential|user|connection|companies …`: on the database, or with `--url` through a server. */
export function addAdministration(program: Command, commandLine: CommandLine): void {
  const administer = createAdminister(commandLine, { needsTenant: true });
  addTenantCommands(program, createAdminister(commandLine, { needsTenant: false }));
  addCredentialCommands(program, administer);
  addUserCommands(program, administer);
  addConnectionCommands(program, administer, commandLine.readFile);
  addCompanyCommands(program, administer, commandLine.readFile);
}
