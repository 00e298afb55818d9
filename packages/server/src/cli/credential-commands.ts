import type { Command } from 'commander';
import { type Administer, type CommonOptions, withCommon } from './administer.ts';
import { collect, readSeconds, secretText } from './option-texts.ts';
import { membersText } from './print-table.ts';

/** Keys for programs. */
export function addCredentialCommands(program: Command, administer: Administer): void {
  const credential = program.command('credential').description('keys for programs');

  withCommon(credential.command('add').description('make a credential; prints its secret once'))
    .requiredOption(
      '--kind <kind>',
      'api, one, dmm, hook, hook-bearer, hook-header, hook-path, service-manager, desk or platform',
    )
    .requiredOption('--name <name>', 'what it is for')
    .option('--scope <scope>', 'what it may do; may be repeated', collect)
    .option('--expires <instant>', 'when it ends, such as 2027-01-01T00:00:00Z')
    .option('--installation <name>', 'the connection that a hook credential speaks for')
    .option('--header <name>', 'the header that carries the secret, for hook-header')
    .option('--limit-max <amount>', 'for one: a limit above it waits for a second person')
    .option('--address <range>', 'from where, such as 203.0.113.0/24; may be repeated', collect)
    .option('--base-uri <url>', 'for service-manager: an address of its platform', collect)
    .option('--amount <rule>', 'for dmm: required, optional or unused')
    .option('--ruleset <id>', 'for dmm: a ruleset that it may name; may be repeated', collect)
    .option('--per-second <count>', 'for dmm: requests in a second, without it no limit')
    .action((options: AddOptions) => {
      const { kind, name, scope: scopes = [], expires: expiresAt, installation } = options;
      const { header, address: addresses } = options;
      const body = {
        kind,
        name,
        scopes,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(installation === undefined ? {} : { installation }),
        ...(header === undefined ? {} : { header }),
        ...(options.limitMax === undefined ? {} : { limitMax: options.limitMax }),
        ...(addresses === undefined ? {} : { addresses }),
        ...(options.baseUri === undefined ? {} : { baseUris: options.baseUri }),
        ...decisionMakerOf(options),
      };
      return administer.one(options, { operation: 'addCredential', body }, issuedText);
    });

  withCommon(credential.command('list').description('list credentials')).action(
    (options: CommonOptions) => {
      const columns = [
        'credentialId',
        'kind',
        'name',
        'publicId',
        'scopes',
        'installation',
        'expiresAt',
        'revokedAt',
      ];
      return administer.list(options, { operation: 'listCredentials' }, columns);
    },
  );

  withCommon(credential.command('rotate <id>').description('make a new secret; prints it once'))
    .option('--overlap <time>', 'how long the secret before stays valid, such as 12h or 7d', '7d')
    .action((credentialId: string, options: CommonOptions & { readonly overlap: string }) => {
      const body = { overlapSeconds: readSeconds(options.overlap) };
      const call = { operation: 'rotateCredential', params: { credentialId }, body } as const;
      return administer.one(options, call, issuedText);
    });

  withCommon(credential.command('revoke <id>').description('end a credential for good')).action(
    (credentialId: string, options: CommonOptions) =>
      administer.one(options, { operation: 'revokeCredential', params: { credentialId } }),
  );
}

type AddOptions = CommonOptions & {
  readonly kind: string;
  readonly name: string;
  readonly scope?: readonly string[];
  readonly expires?: string;
  readonly installation?: string;
  readonly header?: string;
  readonly limitMax?: string;
  readonly address?: readonly string[];
  readonly baseUri?: readonly string[];
  readonly amount?: string;
  readonly ruleset?: readonly string[];
  readonly perSecond?: string;
};

/** Numbers as they are: the operation says what is wrong with one that is none. */
function decisionMakerOf({ amount, ruleset, perSecond }: AddOptions) {
  const terms = {
    ...(amount === undefined ? {} : { amount }),
    ...(ruleset === undefined ? {} : { rulesets: ruleset.map(Number) }),
    ...(perSecond === undefined ? {} : { perSecond: Number(perSecond) }),
  };
  return Object.keys(terms).length === 0 ? {} : { decisionMaker: terms };
}

function issuedText(body: object): string {
  const { credential, secret } = body as { readonly credential: object; readonly secret: object };
  return secretText(membersText(credential), membersText(secret));
}
