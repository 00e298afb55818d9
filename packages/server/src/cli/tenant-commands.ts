import type { Command } from 'commander';
import { type Administer, type CommonOptions, withCommon } from './administer.ts';
import { collect, readPairs } from './option-texts.ts';

const setting = [
  '--set <name=value>',
  'a setting of the tenant; may be repeated',
  collect,
] as const;

/** Tenants are the operator's: through a server, an administrator sees and changes the own one. */
export function addTenantCommands(program: Command, administer: Administer): void {
  const tenant = program.command('tenant').description('tenants and their settings');
  const noTenant = { hasTenant: false };

  withCommon(tenant.command('add <id>').description('add a tenant'), noTenant)
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--currency <code>', 'its currency, which is fixed then')
    .option('--language <code>', 'en, nl, de, pl or el', 'en')
    .option(...setting)
    .action((tenantId: string, options: AddOptions) => {
      const { name, currency, language, set = [] } = options;
      const body = { tenantId, name, currency, language, settings: readPairs(set) };
      return administer.one(options, { operation: 'addTenant', body });
    });

  withCommon(tenant.command('list').description('list tenants'), noTenant).action(
    (options: CommonOptions) => {
      const columns = [
        'tenantId',
        'name',
        'currency',
        'language',
        'version',
        'changed',
        'disabledAt',
      ];
      return administer.list(options, { operation: 'listTenants' }, columns);
    },
  );

  withCommon(tenant.command('set <id>').description('change name or settings'), noTenant)
    .option('--name <name>', 'another name')
    .option(...setting)
    .option('--reset <name>', 'a setting that goes back to its default; may be repeated', collect)
    .action((tenantId: string, options: SetOptions) => {
      const { name, set = [], reset = [] } = options;
      const defaults = Object.fromEntries(reset.map((each) => [each, null]));
      const body = {
        ...(name === undefined ? {} : { name }),
        settings: { ...readPairs(set), ...defaults },
      };
      return administer.one(options, { operation: 'changeTenant', params: { tenantId }, body });
    });

  const revoke = 'disable a tenant: nobody signs in to it';
  withCommon(tenant.command('revoke <id>').description(revoke), noTenant).action(
    (tenantId: string, options: CommonOptions) =>
      administer.one(options, { operation: 'revokeTenant', params: { tenantId } }),
  );
}

type AddOptions = CommonOptions & {
  readonly name: string;
  readonly currency: string;
  readonly language: string;
  readonly set?: readonly string[];
};

type SetOptions = CommonOptions & {
  readonly name?: string;
  readonly set?: readonly string[];
  readonly reset?: readonly string[];
};
