import type { Command } from 'commander';
import { type Administer, type CommonOptions, withCommon } from './administer.ts';
import { collect, secretText } from './option-texts.ts';
import { membersText } from './print-table.ts';

/**
 * People. A password is always made here: one that is typed as an option could be read by everybody
 * on the machine.
 */
export function addUserCommands(program: Command, administer: Administer): void {
  const user = program.command('user').description('people who sign in');

  withCommon(user.command('add').description('add a user; prints a password once'))
    .requiredOption('--email <address>', 'the address to sign in with')
    .requiredOption('--name <name>', 'the name')
    .requiredOption(
      '--role <role>',
      'viewer, clerk, controller, approver, admin or auditor',
      collect,
    )
    .action((options: AddOptions) => {
      const { email, name, role: roles } = options;
      const call = { operation: 'addUser', body: { email, name, roles } } as const;
      return administer.one(options, call, passwordText);
    });

  withCommon(user.command('list').description('list users')).action((options: CommonOptions) => {
    const columns = ['userId', 'email', 'name', 'roles', 'disabledAt'];
    return administer.list(options, { operation: 'listUsers' }, columns);
  });

  withCommon(user.command('roles <id>').description('set the roles of a user'))
    .requiredOption('--role <role>', 'a role; may be repeated', collect)
    .action((userId: string, options: CommonOptions & { readonly role: readonly string[] }) => {
      const body = { roles: options.role };
      return administer.one(options, { operation: 'changeUserRoles', params: { userId }, body });
    });

  withCommon(user.command('rotate <id>').description('make a new password; prints it once')).action(
    (userId: string, options: CommonOptions) => {
      const call = { operation: 'rotateUserPassword', params: { userId }, body: {} } as const;
      return administer.one(options, call, passwordText);
    },
  );

  withCommon(user.command('revoke <id>').description('disable a user')).action(
    (userId: string, options: CommonOptions) =>
      administer.one(options, { operation: 'revokeUser', params: { userId } }),
  );
}

type AddOptions = CommonOptions & {
  readonly email: string;
  readonly name: string;
  readonly role: readonly string[];
};

function passwordText(body: object): string {
  const { user, password } = body as { readonly user: object; readonly password: string };
  return secretText(membersText(user), membersText({ password }));
}
