import type { ChangeContext } from '../kernel/context.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { DecisionMakerTerms } from './credential.ts';
import type { Permission } from './permission.ts';

/** Who acts: for one tenant, with a name for the books, and with what it may do. */
export type Principal = {
  readonly kind: 'key' | 'user';
  readonly tenantId: TenantId;
  /** `key:cred_…` or `user:user_…`, as entries and proposals name it. */
  readonly actor: string;
  readonly context: ChangeContext;
  readonly permissions: ReadonlySet<Permission>;
  /** The registered installation that a hook credential speaks for: name of a connection. */
  readonly installation: string | null;
  /** From where the credential may be presented; empty: from anywhere. */
  readonly addresses: readonly string[];
  /** The greatest limit that a key may grant alone, as a decimal text; absent: any. */
  readonly limitMax?: string;
  /** Addresses of the platform that an application may name. */
  readonly baseUris?: readonly string[];
  /** Of a credential of the decision maker alone. */
  readonly decisionMaker?: DecisionMakerTerms;
};

export function isPermitted(principal: Principal, permission: Permission): boolean {
  return principal.permissions.has(permission);
}
