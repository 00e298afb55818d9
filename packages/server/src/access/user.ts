import type { Instant } from '../kernel/clock.ts';
import type { TenantId, UserId } from '../kernel/ids.ts';
import type { Role } from './permission.ts';
import type { StoredUser } from './ports.ts';

/** A person who signs in with a password. */
export type User = {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

export function fromStoredUser(stored: StoredUser): User {
  return {
    tenantId: stored.tenantId,
    userId: stored.userId,
    email: stored.email,
    name: stored.name,
    roles: JSON.parse(stored.roles) as readonly Role[],
    version: stored.version,
    createdAt: stored.createdAt,
    disabledAt: stored.disabledAt,
  };
}
