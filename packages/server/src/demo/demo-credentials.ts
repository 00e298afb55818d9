import {
  type AccessService,
  type CredentialKind,
  credentialKinds,
  type IssuedSecret,
} from '../access/index.ts';
import { assert, present } from '../kernel/assert.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { DemoApplication } from './demo-service.ts';

/** The credentials of the demonstration's own wires, as `credentials.json` holds them. */
export type DemoCredentials = {
  readonly one: { readonly tenant: string; readonly apiKey: string };
  readonly creditdevice: { readonly username: string; readonly password: string };
  readonly creditCheck: { readonly username: string; readonly password: string };
  readonly serviceManager: DemoApplication;
  readonly platform: {
    readonly clientKey: string;
    readonly clientSecret: string;
    readonly username: string;
    readonly password: string;
  };
  readonly api: { readonly key: string };
  /** Of a person who decides reviews, publishes rulesets and approves proposals. */
  readonly console: { readonly email: string; readonly password: string };
};

type Access = Pick<
  AccessService,
  | 'addCredential'
  | 'bearer'
  | 'decisionMaker'
  | 'hook'
  | 'one'
  | 'platformLogin'
  | 'connections'
  | 'addConnection'
  | 'revokeConnection'
>;

const credentialName = 'Demonstration';

/** The ruleset that the examples of document 003 name. */
export const documentRulesetId = 1;

/**
 * Credentials for every wire that works: those that are known already where they are still good,
 * else new ones, which are random.
 */
export async function issueDemoCredentials(
  access: Access,
  tenantId: TenantId,
  known: Partial<DemoCredentials>,
): Promise<Omit<DemoCredentials, 'console' | 'serviceManager'>> {
  const issue = <Kind extends CredentialKind>(kind: Kind) => addSecret(access, tenantId, kind);
  return {
    one: (await goodOne(access, tenantId, known.one)) ?? {
      tenant: tenantId,
      apiKey: (await issue('one')).apiKey,
    },
    creditdevice:
      (await goodDecisionMaker(access, known.creditdevice)) ?? withoutKind(await issue('dmm')),
    creditCheck: (await goodHook(access, known.creditCheck)) ?? withoutKind(await issue('hook')),
    platform: (await goodPlatform(access, known.platform)) ?? withoutKind(await issue('platform')),
    api: (await goodApi(access, known.api)) ?? withoutKind(await issue('api')),
  };
}

const personEmail = 'controller@demo.example';
const personRoles = ['controller', 'approver'];

/**
 * A person for what no key may do. A password is slow to check by design, so one that is known is
 * taken to be the one in use as long as its user is there.
 */
export async function seedDemoPerson(
  access: Pick<AccessService, 'users' | 'addUser' | 'rotatePassword'>,
  tenantId: TenantId,
  known: DemoCredentials['console'] | undefined,
): Promise<DemoCredentials['console']> {
  const { items } = await access.users(tenantId, { after: null, limit: 500 });
  const found = items.find(({ email }) => email === personEmail);
  if (found !== undefined && found.disabledAt === null && known?.email === personEmail)
    return known;
  const input = { email: personEmail, name: 'Demonstration', roles: personRoles, password: null };
  const made =
    found === undefined
      ? await access.addUser(tenantId, input, 'operator:demo')
      : await access.rotatePassword(tenantId, found.userId, null, 'operator:demo');
  assert(made.ok, 'no user for the demonstration');
  const password = present(made.value.password, 'password of the demonstration');
  return { email: personEmail, password };
}

/** Registers the desk's own platform as the one that the tenant's baskets come from. */
export async function connectDemoPlatform(
  access: Access,
  tenantId: TenantId,
  platform: {
    readonly name: string;
    readonly baseUri: string;
    readonly secret: DemoCredentials['platform'];
  },
): Promise<void> {
  // The address may be another one at each start, and a secret stays with its address.
  const { items } = await access.connections(tenantId, { after: null, limit: 500 });
  for (const { connectionId, name, revokedAt } of items) {
    if (name !== platform.name || revokedAt !== null) continue;
    const revoked = await access.revokeConnection(tenantId, connectionId);
    assert(revoked.ok, 'the connection of the demonstration cannot be ended');
  }
  const added = await access.addConnection(tenantId, {
    kind: 'interworks-platform',
    ...platform,
    settings: { mappingConfirmed: 'true' },
  });
  assert(added.ok, 'the demonstration cannot be connected to its own platform');
}

async function addSecret<Kind extends CredentialKind>(
  access: Access,
  tenantId: TenantId,
  kind: Kind,
): Promise<Extract<IssuedSecret, { kind: Kind }>> {
  const issued = await access.addCredential(tenantId, {
    kind,
    name: credentialName,
    scopes: Object.keys(credentialKinds[kind].scopes),
    expiresAt: null,
    installation: null,
    // The example of the document shows one ruleset, whatever others there are by now.
    decisionMaker: kind === 'dmm' ? { rulesets: [documentRulesetId] } : null,
    createdBy: 'operator:demo',
  });
  assert(issued.ok, `no ${kind} credential for the demonstration`);
  return issued.value.secret as Extract<IssuedSecret, { kind: Kind }>;
}

function withoutKind<Secret extends IssuedSecret>({ kind: _, ...secret }: Secret) {
  return secret as Omit<Secret, 'kind'>;
}

async function goodOne(access: Access, tenantId: TenantId, one?: DemoCredentials['one']) {
  const answer = one === undefined ? null : await access.one(one.apiKey, tenantId);
  return answer?.ok === true ? present(one, 'one') : null;
}

async function goodDecisionMaker(access: Access, user?: DemoCredentials['creditdevice']) {
  const answer =
    user === undefined ? null : await access.decisionMaker(user.username, user.password);
  return answer?.ok === true ? present(user, 'user') : null;
}

async function goodHook(access: Access, hook?: DemoCredentials['creditCheck']) {
  const answer = hook === undefined ? null : await access.hook(hook.username, hook.password);
  return answer?.ok === true ? present(hook, 'hook') : null;
}

async function goodPlatform(access: Access, login?: DemoCredentials['platform']) {
  const answer = login === undefined ? null : await access.platformLogin(login);
  return answer?.ok === true ? present(login, 'platform') : null;
}

async function goodApi(access: Access, api?: DemoCredentials['api']) {
  const answer = api === undefined ? null : await access.bearer(api.key);
  return answer?.ok === true ? present(api, 'api') : null;
}
