import type { Role } from './permission.ts';

/** Why nobody is recognized. `access.unauthenticated` never says what was wrong. */
export type AuthenticationRefusal =
  | { readonly code: 'access.unauthenticated' }
  | { readonly code: 'access.tenant_required' }
  | { readonly code: 'access.tenant_mismatch' };

export type SignInRefusal =
  | { readonly code: 'access.too_many_attempts'; readonly retryAfterSeconds: number }
  | { readonly code: 'access.busy'; readonly retryAfterSeconds: number }
  | { readonly code: 'access.wrong_password' };

/** Why credentials, users and connections are not changed, in order of precedence. */
export type AdministrationRefusal =
  | { readonly code: 'access.name_invalid' }
  | { readonly code: 'access.kind_unknown'; readonly known: readonly string[] }
  | {
      readonly code: 'access.scope_unknown';
      readonly scope: string;
      readonly known: readonly string[];
    }
  | { readonly code: 'access.scope_missing'; readonly known: readonly string[] }
  | {
      readonly code: 'access.role_unknown';
      readonly role: string;
      readonly known: readonly string[];
    }
  | { readonly code: 'access.role_missing'; readonly known: readonly string[] }
  | { readonly code: 'access.person_needed'; readonly roles: readonly Role[] }
  | { readonly code: 'access.email_invalid' }
  | { readonly code: 'access.busy'; readonly retryAfterSeconds: number }
  | { readonly code: 'access.password_too_weak'; readonly least: number; readonly most: number }
  | { readonly code: 'access.address_invalid' }
  | { readonly code: 'access.secret_invalid'; readonly members: readonly string[] }
  | { readonly code: 'access.setting_invalid'; readonly name: string }
  | { readonly code: 'access.installation_unknown'; readonly installation: string }
  | { readonly code: 'access.expiry_past' }
  | { readonly code: 'access.overlap_invalid'; readonly mostSeconds: number }
  | { readonly code: 'access.credential_unknown' }
  | { readonly code: 'access.credential_exists' }
  | { readonly code: 'access.credential_over' }
  | { readonly code: 'access.credential_fixed' }
  | { readonly code: 'access.user_unknown' }
  | { readonly code: 'access.user_exists' }
  | { readonly code: 'access.connection_unknown' }
  | { readonly code: 'access.connection_exists' }
  | { readonly code: 'access.connection_over' }
  | { readonly code: 'access.changed_meanwhile' };

export type AccessRefusal = AuthenticationRefusal | SignInRefusal | AdministrationRefusal;
