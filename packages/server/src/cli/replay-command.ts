import type { Command } from 'commander';
import { readConfig } from '../config/index.ts';
import { type Instant, parseCalendarDate, parseInstant } from '../kernel/clock.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import { CommandFailed, type CommandLine, type ExitCode, exitCodes } from './command-line.ts';
import { membersText } from './print-table.ts';

/** `aval replay`: the decisions of a tenant, judged again. */
export function addReplay(
  program: Command,
  { entry, environment, print }: CommandLine,
  end: (code: ExitCode) => void,
): void {
  program
    .command('replay')
    .description('judge decisions again by their rulesets, and name the first difference')
    .requiredOption('--tenant <id>', 'whose decisions')
    .option('--since <moment>', 'back to 2026-03-31 or 2026-03-31T12:00:00Z; all unless given')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const query = { tenantId: readTenant(options.tenant), since: readSince(options.since) };
      const report = await entry.replay(readConfig(environment), query);
      if (report === null) {
        throw new CommandFailed(exitCodes.unusable, `There is no tenant ${query.tenantId}.`);
      }
      const { difference, ...seen } = report;
      if (options.json === true) {
        print(JSON.stringify({ agrees: difference === null, ...seen, difference }, null, 2));
      } else if (difference === null) {
        print(`Every decision comes out as it was.\n${membersText(seen)}`);
      } else {
        const members = membersText(Object.fromEntries(Object.entries(difference)), '  ');
        print(`A decision comes out otherwise. The first difference:\n${members}`);
      }
      if (difference !== null) end(exitCodes.refused);
    });
}

type Options = { readonly tenant: string; readonly since?: string; readonly json?: boolean };

function readTenant(text: string): TenantId {
  const tenantId = parseTenantId(text);
  if (tenantId !== null) return tenantId;
  throw new CommandFailed(exitCodes.unusable, `${text} is no id of a tenant.`);
}

function readSince(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const since = parseInstant(parseCalendarDate(text) === null ? text : `${text}T00:00:00Z`);
  if (since !== null) return since;
  throw new CommandFailed(exitCodes.unusable, `${text} is no moment such as 2026-03-31.`);
}
