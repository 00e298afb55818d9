import type { Clock } from '../kernel/clock.ts';
import type { Ids } from '../kernel/ids.ts';
import { type Authenticator, createAuthenticator } from './authenticator.ts';
import { type ConnectionService, createConnectionService } from './connection-service.ts';
import { type CredentialService, createCredentialService } from './credential-service.ts';
import { createPasswordQueue } from './password-queue.ts';
import type { AccessReader, CommitRows, Keyring, PasswordHash, Random } from './ports.ts';
import { createSignInService, type SignInService } from './sign-in-service.ts';
import { createUserService, type UserService } from './user-service.ts';

export type AccessDeps = {
  readonly reader: AccessReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly keyring: Keyring;
  readonly passwords: PasswordHash;
};

export type AccessService = Authenticator &
  CredentialService &
  UserService &
  SignInService &
  ConnectionService;

/** Who may: credentials of programs, users with roles, and the systems that we sign in to. */
export function createAccessService(deps: AccessDeps): AccessService {
  const queue = createPasswordQueue();
  const { authenticator, forgetCredential, forgetSession, forgetSessions } =
    createAuthenticator(deps);
  return {
    ...authenticator,
    ...createCredentialService({ ...deps, forget: forgetCredential }),
    ...createUserService({ ...deps, queue, forgetSessions }),
    ...createSignInService({ ...deps, queue, forgetSession }),
    ...createConnectionService(deps),
  };
}
