import type { Clock, Instant } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { decisionMakerTermsDefault, settingsOf } from './credential.ts';
import { type CredentialKind, credentialKinds, permissionsOfScopes } from './credential-kind.ts';
import {
  publicIdOfHookKey,
  publicIdOfOpaque,
  publicIdOfOwnHookKey,
  splitBearer,
  userPart,
} from './issued-secret.ts';
import { matchSecret } from './match-secret.ts';
import { permissionsOfRoles, type Role } from './permission.ts';
import { platformTokenSeconds, readPlatformToken, signPlatformToken } from './platform-token.ts';
import type {
  AccessReader,
  Keyring,
  Random,
  StoredCredential,
  StoredSession,
  StoredUser,
} from './ports.ts';
import type { Principal } from './principal.ts';
import type { AuthenticationRefusal } from './refusals.ts';
import { hashToken, isSessionToken } from './session-token.ts';

type Answer = Promise<Result<Principal, AuthenticationRefusal>>;

export type Authenticator = {
  /** Own API: an `aval_…` key, or the `avals_…` token of a sign-in. */
  readonly bearer: (token: string) => Answer;
  /**
   * ONE: the key decides the tenant, and the `one-tenant` header must name it. Refuses in this
   * order: unauthenticated, tenant_required, tenant_mismatch.
   */
  readonly one: (apiAuth: string | null, oneTenant: string | null) => Answer;
  readonly hook: (username: string, password: string) => Answer;
  /** Decision maker: user and password. */
  readonly decisionMaker: (username: string, password: string) => Answer;
  /**
   * Service manager: the id of an application, and what its key may be, because the header carries it
   * as it is or in base64.
   */
  readonly application: (applicationId: string, keys: readonly string[]) => Answer;
  /** Service manager: the key of the setting fields. */
  readonly desk: (key: string) => Answer;
  /** The hook's other credentials: a bearer token, or the key of a path. */
  readonly hookKey: (kind: 'hook-bearer' | 'hook-path', key: string) => Answer;
  /** The hook's fixed header, looked for among all headers of a request. */
  readonly hookHeader: (headers: Iterable<readonly [name: string, value: string]>) => Answer;
  /** The platform's token endpoint; says which of the two, client or API user, was wrong. */
  readonly platformLogin: (login: PlatformLogin) => Promise<PlatformAnswer>;
  /** The platform's calls: an access token of its token endpoint. */
  readonly platform: (token: string) => Answer;
};

export type PlatformLogin = {
  readonly clientKey: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
};

export type PlatformAnswer = Result<
  { readonly accessToken: string; readonly expiresInSeconds: number },
  { readonly code: 'access.wrong_client' } | { readonly code: 'access.wrong_user' }
>;

type AuthenticatorDeps = {
  readonly reader: AccessReader;
  readonly keyring: Keyring;
  readonly random: Random;
  readonly clock: Clock;
};

/** Most characters of a secret that is looked at; the `ApiAuth` header may have 256. */
const presentedMax = 512;

type Known = { readonly stored: StoredCredential; readonly principal: Principal };
type SignedIn = {
  readonly session: StoredSession;
  readonly user: StoredUser;
  readonly principal: Principal;
};

/**
 * Recognizes who asks. Rows are remembered for five seconds, secrets never: each presented one is
 * hashed and compared anew, which costs some microseconds. `forget` makes a change felt at once.
 */
export function createAuthenticator(deps: AuthenticatorDeps) {
  const { reader, keyring, clock } = deps;
  const credentials = createFreshCache<Known>(clock, { outlivesFaults: true });
  const sessions = createFreshCache<SignedIn>(clock);

  const known = (kind: CredentialKind, publicId: string) =>
    credentials.get(`${kind}/${publicId}`, async () => {
      const stored = await reader.credentialByPublicId(kind, publicId);
      return stored === null ? null : { stored, principal: principalOfKey(kind, stored) };
    });

  const key = async (kind: CredentialKind, publicId: string, secret: string): Answer => {
    if (publicId.length + secret.length > presentedMax) return unauthenticated;
    const found = await known(kind, publicId);
    if (found === null) return unauthenticated;
    const parts = matchSecret(keyring, found.stored, [secret], clock.now());
    return parts === 1 ? accept(found.principal) : unauthenticated;
  };

  const session = async (token: string): Answer => {
    const tokenHash = hashToken(keyring, token);
    const found = await sessions.get(tokenHash, async () => {
      const row = await reader.sessionByTokenHash(tokenHash);
      return row === null ? null : { ...row, principal: principalOfUser(row.user) };
    });
    if (found === null || !isLiving(found.session, found.user, clock.now())) {
      return unauthenticated;
    }
    return accept(found.principal);
  };

  const authenticator: Authenticator = {
    bearer: async (token) => {
      if (token.length > presentedMax) return unauthenticated;
      if (isSessionToken(token)) return session(token);
      const split = splitBearer(token);
      return split === null ? unauthenticated : key('api', split.publicId, split.secret);
    },
    one: async (apiAuth, oneTenant) => {
      if (apiAuth === null || apiAuth === '' || apiAuth.length > 256) return unauthenticated;
      const answer = await key('one', publicIdOfOpaque(apiAuth, keyring), apiAuth);
      if (!answer.ok) return answer;
      if (oneTenant === null || oneTenant === '') return refuse({ code: 'access.tenant_required' });
      if (oneTenant === answer.value.tenantId) return answer;
      return refuse({ code: 'access.tenant_mismatch' });
    },
    hook: (username, password) => key('hook', username, password),
    decisionMaker: (username, password) => key('dmm', username, password),
    application: async (applicationId, keys) => {
      // Of a wrong key all forms are compared: the time tells nothing but what the answer tells.
      for (const one of keys) {
        const answer = await key('service-manager', applicationId, one);
        if (answer.ok) return answer;
      }
      return unauthenticated;
    },
    desk: async (presented) => {
      if (presented.length > presentedMax) return unauthenticated;
      return key('desk', publicIdOfHookKey(presented, keyring), presented);
    },
    hookKey: async (kind, presented) => {
      if (presented.length > presentedMax) return unauthenticated;
      return key(kind, publicIdOfHookKey(presented, keyring), presented);
    },
    hookHeader: async (headers) => {
      for (const [name, value] of headers) {
        const publicId = publicIdOfOwnHookKey(value);
        if (publicId === null) continue;
        const found = await known('hook-header', publicId);
        const isItsHeader =
          found !== null && settingsOf(found.stored).header === name.toLowerCase();
        return isItsHeader ? key('hook-header', publicId, value) : unauthenticated;
      }
      return unauthenticated;
    },
    platformLogin: async ({ clientKey, clientSecret, username, password }) => {
      const texts = [clientKey, clientSecret, username, password];
      const isTooLong = texts.some((text) => text.length > presentedMax);
      const found = isTooLong ? null : await known('platform', clientKey);
      if (found === null) return refuse({ code: 'access.wrong_client' });
      const presented = [clientSecret, userPart(username, password)];
      const now = clock.now();
      const parts = matchSecret(keyring, found.stored, presented, now);
      if (parts === 0) return refuse({ code: 'access.wrong_client' });
      if (parts === 1) return refuse({ code: 'access.wrong_user' });
      const accessToken = signPlatformToken(deps, clientKey, now);
      return accept({ accessToken, expiresInSeconds: platformTokenSeconds });
    },
    platform: async (token) => {
      if (token.length > presentedMax) return unauthenticated;
      const clientKey = readPlatformToken(keyring, token, clock.now());
      if (clientKey === null) return key('platform', publicIdOfOpaque(token, keyring), token);
      const found = await known('platform', clientKey);
      if (found === null || isOver(found.stored, clock.now())) return unauthenticated;
      return accept(found.principal);
    },
  };
  return {
    authenticator,
    forgetCredential: (kind: string, publicId: string) => credentials.forget(`${kind}/${publicId}`),
    forgetSession: sessions.forget,
    forgetSessions: sessions.forgetAll,
  };
}

const unauthenticated = refuse({ code: 'access.unauthenticated' } as const);

function principalOfKey(kind: CredentialKind, stored: StoredCredential): Principal {
  const scopes = JSON.parse(stored.scopes) as readonly string[];
  const { installation = null, addresses = [], decisionMaker, baseUris } = settingsOf(stored);
  return Object.freeze({
    kind: 'key',
    tenantId: stored.tenantId,
    actor: `key:${stored.credentialId}`,
    context: credentialKinds[kind].context,
    permissions: permissionsOfScopes(kind, scopes),
    ...limitOf(stored),
    installation,
    addresses,
    ...(baseUris === undefined ? {} : { baseUris }),
    ...(kind === 'dmm' ? { decisionMaker: decisionMaker ?? decisionMakerTermsDefault } : {}),
  });
}

function limitOf(stored: StoredCredential): Pick<Principal, 'limitMax'> {
  const { limitMax } = settingsOf(stored);
  return limitMax === undefined ? {} : { limitMax };
}

function principalOfUser(user: StoredUser): Principal {
  return Object.freeze({
    kind: 'user',
    tenantId: user.tenantId,
    actor: `user:${user.userId}`,
    context: 'BACKOFFICE',
    permissions: permissionsOfRoles(JSON.parse(user.roles) as readonly Role[]),
    installation: null,
    addresses: [],
  });
}

function isOver({ revokedAt, expiresAt }: StoredCredential, now: Instant): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now);
}

/** A change of the user's roles or password ends its sessions, as a change of its version. */
function isLiving(session: StoredSession, user: StoredUser, now: Instant): boolean {
  const { revokedAt, expiresAt, userVersion } = session;
  if (revokedAt !== null || expiresAt <= now) return false;
  return user.disabledAt === null && userVersion === user.version;
}
