import { type Clock, type Instant, minute, plus } from '../kernel/clock.ts';
import type { Ids } from '../kernel/ids.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import { presentedPassword, readEmail } from './password.ts';
import type { PasswordQueue } from './password-queue.ts';
import type {
  AccessReader,
  CommitRows,
  Keyring,
  PasswordHash,
  Random,
  StoredUser,
} from './ports.ts';
import type { SignInRefusal } from './refusals.ts';
import { hashToken, makeSessionToken } from './session-token.ts';
import { fromStoredUser, type User } from './user.ts';

export type SignInService = {
  /**
   * Exchanges a password for a bearer token of half an hour. Refuses in this order:
   * too_many_attempts, busy, wrong_password; the last says the same of an unknown address, a
   * disabled user and a wrong password, after the same work.
   */
  readonly signIn: (attempt: SignIn) => Promise<Result<SignedIn, SignInRefusal>>;
  /** Ends the session of a token; a token that is over or unknown is no error. */
  readonly signOut: (token: string) => Promise<void>;
};

export type SignIn = {
  readonly email: string;
  readonly password: string;
  /** Whence it comes: the network address. */
  readonly source: string;
};

export type SignedIn = {
  readonly token: string;
  readonly expiresAt: Instant;
  readonly user: User;
};

const sessionUs = 30n * minute;

type SignInDeps = {
  readonly reader: AccessReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly keyring: Keyring;
  readonly passwords: PasswordHash;
  readonly queue: PasswordQueue;
  readonly forgetSession: (tokenHash: string) => void;
};

export function createSignInService(deps: SignInDeps): SignInService {
  const { reader, commit, clock, ids, random, keyring, passwords, queue, forgetSession } = deps;
  const limit = createAttemptLimit(clock);

  const newSession = async (user: StoredUser): Promise<Result<SignedIn, SignInRefusal>> => {
    const token = makeSessionToken(random);
    const expiresAt = plus(clock.now(), sessionUs);
    const row: RowChange = {
      op: 'insert',
      table: 'user_session',
      values: {
        tenant_id: user.tenantId,
        session_id: ids.next('sess'),
        user_id: user.userId,
        user_version: user.version,
        token_hash: hashToken(keyring, token),
        created_at_us: { blank: 'instant' },
        expires_at_us: expiresAt,
        revoked_at_us: null,
      },
    };
    const outcome = await commit(rowsOnly(user.tenantId, [row]));
    if (outcome.kind === 'refused') return wrongPassword;
    return accept({ token, expiresAt, user: fromStoredUser(user) });
  };

  return {
    signIn: async ({ email, password, source }) => {
      const account = readEmail(email)?.key ?? '';
      const wait = limit.begin(source, account);
      if (wait !== null) {
        return refuse({ code: 'access.too_many_attempts', retryAfterSeconds: wait });
      }
      const user = await reader.userByEmailKey(account);
      const presented = presentedPassword(password);
      const compared = await queue.run(source, () =>
        passwords.isRight(presented, user?.passwordHash ?? null),
      );
      if (!compared.ok) return compared;
      if (!compared.value || user === null || user.disabledAt !== null) return wrongPassword;
      limit.forgive(source, account);
      return newSession(user);
    },
    signOut: async (token) => {
      const tokenHash = hashToken(keyring, token);
      const found = await reader.sessionByTokenHash(tokenHash);
      if (found === null || found.session.revokedAt !== null) return;
      const { tenantId, sessionId } = found.session;
      const row: RowChange = {
        op: 'update',
        table: 'user_session',
        set: { revoked_at_us: { blank: 'instant' } },
        where: { tenant_id: tenantId, session_id: sessionId },
      };
      await commit(rowsOnly(tenantId, [row]));
      forgetSession(tokenHash);
    },
  };
}

const wrongPassword = refuse({ code: 'access.wrong_password' } as const);
