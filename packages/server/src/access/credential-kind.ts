import type { ChangeContext } from '../kernel/context.ts';
import { type Permission, reads } from './permission.ts';

/** What a kind of credential is for: the context of its changes, and what each scope permits. */
type CredentialKindFacts = {
  readonly doc: string;
  readonly context: ChangeContext;
  readonly scopes: Readonly<Record<string, readonly Permission[]>>;
};

/**
 * The kinds of keys. No scope of any kind permits `proposal.decide` or `review.decide`: an approval is
 * a person's. A new wire adds its kind here and its way to present one in `authenticator.ts`.
 */
export const credentialKinds = {
  api: {
    doc: 'own API: Authorization: Bearer aval_…',
    context: 'INTEGRATIONS',
    scopes: {
      read: reads,
      organizations: ['organization.read', 'organization.write'],
      companies: ['company.read', 'company.write'],
      lines: ['line.read', 'line.write', 'line.stop'],
      holds: ['hold.read', 'hold.write'],
      rates: ['rate.read', 'rate.write'],
      rulesets: ['ruleset.read', 'ruleset.write'],
      services: ['service.read', 'service.write', 'business_rule.read', 'business_rule.write'],
      'provider-steps': ['provider_step.read', 'provider_step.write'],
      admin: ['admin.read', 'admin.write'],
    },
  },
  one: {
    doc: 'ONE trade credit: the ApiAuth header',
    context: 'INTEGRATIONS',
    scopes: { read: ['trade_credit.read'], write: ['trade_credit.write'] },
  },
  hook: {
    doc: 'credit check hook: HTTP Basic',
    context: 'APPLICATION',
    scopes: { ask: ['credit_check.ask'] },
  },
  'hook-bearer': {
    doc: 'credit check hook: a bearer token',
    context: 'APPLICATION',
    scopes: { ask: ['credit_check.ask'] },
  },
  'hook-header': {
    doc: 'credit check hook: a header with a fixed name and value',
    context: 'APPLICATION',
    scopes: { ask: ['credit_check.ask'] },
  },
  'hook-path': {
    doc: 'credit check hook: a key in the path, where the tenant allows it (`hook.pathKey`)',
    context: 'APPLICATION',
    scopes: { ask: ['credit_check.ask'] },
  },
  dmm: {
    doc: 'decision maker: HTTP Basic; the scope `status` is for GET /api/status alone',
    context: 'APPLICATION',
    scopes: { ask: ['decision_maker.ask'], status: [] },
  },
  'service-manager': {
    doc: 'service manager: application id and key of a platform, one for each that calls',
    context: 'APPLICATION',
    scopes: { call: ['fulfilment.ask'] },
  },
  desk: {
    doc: 'service manager: the key that an administrator of a platform enters in its setting fields',
    context: 'APPLICATION',
    scopes: { identify: [] },
  },
  platform: {
    doc: 'demonstration platform: client and API user of its token endpoint',
    context: 'INTEGRATIONS',
    scopes: { read: ['platform.read'] },
  },
} as const satisfies Readonly<Record<string, CredentialKindFacts>>;

export type CredentialKind = keyof typeof credentialKinds;

export function isCredentialKind(text: string): text is CredentialKind {
  return Object.hasOwn(credentialKinds, text);
}

/** Whether a key of this kind speaks for an installation of the platform: one that it presents. */
export function hasInstallation(kind: CredentialKind): boolean {
  const scopes: Readonly<Record<string, readonly Permission[]>> = credentialKinds[kind].scopes;
  const permitted = Object.values(scopes).flat();
  return permitted.includes('credit_check.ask') || permitted.includes('fulfilment.ask');
}

export function scopesOf(kind: CredentialKind): readonly string[] {
  return Object.keys(credentialKinds[kind].scopes);
}

export function permissionsOfScopes(
  kind: CredentialKind,
  scopes: readonly string[],
): ReadonlySet<Permission> {
  const table: Readonly<Record<string, readonly Permission[]>> = credentialKinds[kind].scopes;
  return new Set(scopes.flatMap((scope) => table[scope] ?? []));
}
