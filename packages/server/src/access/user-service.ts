import type { Ids, TenantId, UserId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, type RowValues, rowsOnly } from '../kernel/unit-of-work.ts';
import { isKeyActor } from './actor.ts';
import { passwordLengths, readEmail, readPassword } from './password.ts';
import type { PasswordQueue } from './password-queue.ts';
import {
  isRole,
  type Permission,
  permissionsOfRoles,
  type Role,
  roles,
  rolesOfPersons,
} from './permission.ts';
import type { AccessReader, CommitRows, PasswordHash, Random, StoredUser } from './ports.ts';
import { randomSecret } from './random-text.ts';
import { readName } from './readable-name.ts';
import type { AdministrationRefusal } from './refusals.ts';
import { fromStoredUser, type User } from './user.ts';

type Answer<Value> = Promise<Result<Value, AdministrationRefusal>>;

/** A user with a password that we made, which nobody can see again; null where it was chosen. */
export type UserWithPassword = { readonly user: User; readonly password: string | null };

export type UserService = {
  readonly users: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<User>>;
  readonly addUser: (tenantId: TenantId, input: NewUser, actor: string) => Answer<UserWithPassword>;
  /** Ends the user's sessions, as the two below do. */
  readonly changeRoles: (
    tenantId: TenantId,
    userId: UserId,
    roles: readonly string[],
    actor: string,
  ) => Answer<User>;
  readonly rotatePassword: (
    tenantId: TenantId,
    userId: UserId,
    password: string | null,
    actor: string,
  ) => Answer<UserWithPassword>;
  readonly disableUser: (tenantId: TenantId, userId: UserId) => Answer<User>;
  /** Whether there is such a user, not disabled, who may do this. */
  readonly mayUser: (
    tenantId: TenantId,
    userId: UserId,
    permission: Permission,
  ) => Promise<boolean>;
};

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Null: we make one. */
  readonly password: string | null;
};

type UserDeps = {
  readonly reader: AccessReader;
  readonly commit: CommitRows;
  readonly ids: Ids;
  readonly random: Random;
  readonly passwords: PasswordHash;
  readonly queue: PasswordQueue;
  /** Sessions that this process remembers end at once. */
  readonly forgetSessions: () => void;
};

export function createUserService(deps: UserDeps): UserService {
  const { reader, commit, ids, random, passwords, queue, forgetSessions } = deps;

  const found = async (tenantId: TenantId, userId: UserId): Answer<User> => {
    const stored = await reader.user(tenantId, userId);
    return stored === null
      ? refuse({ code: 'access.user_unknown' })
      : accept(fromStoredUser(stored));
  };

  const change = async (stored: StoredUser, set: RowValues): Answer<User> => {
    const { tenantId, userId, version } = stored;
    const row: RowChange = {
      op: 'update',
      table: 'app_user',
      set: { ...set, version: version + 1n },
      where: { tenant_id: tenantId, user_id: userId, version },
    };
    const outcome = await commit(rowsOnly(tenantId, [row]));
    forgetSessions();
    if (outcome.kind === 'refused') return refuse({ code: 'access.changed_meanwhile' });
    return found(tenantId, userId);
  };

  return {
    users: async (tenantId, page) => {
      const { items, next } = await reader.users(tenantId, page);
      return { items: items.map(fromStoredUser), next };
    },
    addUser: async (tenantId, input, actor) => {
      const read = readNewUser(input, actor);
      if (!read.ok) return read;
      const password = read.value.password ?? randomSecret(random);
      const passwordHash = await queue.run(actor, () => passwords.hash(password));
      if (!passwordHash.ok) return passwordHash;
      const userId = ids.next('user');
      const row: RowChange = {
        op: 'insert',
        table: 'app_user',
        values: {
          tenant_id: tenantId,
          user_id: userId,
          email: read.value.email,
          email_key: read.value.emailKey,
          name: read.value.name,
          roles: JSON.stringify(read.value.roles),
          password_hash: passwordHash.value,
          version: 1n,
          created_at_us: { blank: 'instant' },
          disabled_at_us: null,
        },
      };
      const outcome = await commit(rowsOnly(tenantId, [row]));
      if (outcome.kind === 'refused') return refuse({ code: 'access.user_exists' });
      const user = await found(tenantId, userId);
      if (!user.ok) return user;
      return accept({ user: user.value, password: input.password === null ? password : null });
    },
    changeRoles: async (tenantId, userId, names, actor) => {
      const read = readRoles(names, actor);
      if (!read.ok) return read;
      const stored = await reader.user(tenantId, userId);
      if (stored === null) return refuse({ code: 'access.user_unknown' });
      // Else a key could take the role away, the password over, and wait for the role to come back.
      const allowed = readRoles(fromStoredUser(stored).roles, actor);
      if (!allowed.ok) return allowed;
      return change(stored, { roles: JSON.stringify(read.value) });
    },
    rotatePassword: async (tenantId, userId, chosen, actor) => {
      const password = chosen === null ? randomSecret(random) : readPassword(chosen);
      if (password === null)
        return refuse({ code: 'access.password_too_weak', ...passwordLengths });
      const stored = await reader.user(tenantId, userId);
      if (stored === null) return refuse({ code: 'access.user_unknown' });
      const allowed = readRoles(fromStoredUser(stored).roles, actor);
      if (!allowed.ok) return allowed;
      const passwordHash = await queue.run(actor, () => passwords.hash(password));
      if (!passwordHash.ok) return passwordHash;
      const user = await change(stored, { password_hash: passwordHash.value });
      if (!user.ok) return user;
      return accept({ user: user.value, password: chosen === null ? password : null });
    },
    disableUser: async (tenantId, userId) => {
      const stored = await reader.user(tenantId, userId);
      if (stored === null) return refuse({ code: 'access.user_unknown' });
      if (stored.disabledAt !== null) return accept(fromStoredUser(stored));
      return change(stored, { disabled_at_us: { blank: 'instant' } });
    },
    mayUser: async (tenantId, userId, permission) => {
      const stored = await reader.user(tenantId, userId);
      if (stored === null || stored.disabledAt !== null) return false;
      return permissionsOfRoles(fromStoredUser(stored).roles).has(permission);
    },
  };
}

function readNewUser(input: NewUser, actor: string) {
  const name = readName(input.name);
  if (name === null) return refuse({ code: 'access.name_invalid' } as const);
  const names = readRoles(input.roles, actor);
  if (!names.ok) return names;
  const address = readEmail(input.email);
  if (address === null) return refuse({ code: 'access.email_invalid' } as const);
  const password = input.password === null ? null : readPassword(input.password);
  if (input.password !== null && password === null) {
    return refuse({ code: 'access.password_too_weak', ...passwordLengths } as const);
  }
  const { email, key: emailKey } = address;
  return accept({ name, roles: names.value, email, emailKey, password });
}

function readRoles(
  names: readonly string[],
  actor: string,
): Result<readonly Role[], AdministrationRefusal> {
  const known = Object.keys(roles);
  if (names.length === 0) return refuse({ code: 'access.role_missing', known });
  const read: Role[] = [];
  for (const role of new Set(names)) {
    if (!isRole(role)) return refuse({ code: 'access.role_unknown', role, known });
    read.push(role);
  }
  if (isKeyActor(actor) && read.some((role) => rolesOfPersons.includes(role))) {
    return refuse({ code: 'access.person_needed', roles: rolesOfPersons });
  }
  return accept(read);
}
