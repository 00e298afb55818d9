import type { OrganizationId } from '../kernel/ids.ts';

export type ReferenceRefusal =
  | { readonly code: 'parties.reference_invalid'; readonly source: string; readonly kind: string }
  | { readonly code: 'parties.individual_refused' };

export type SettingRefusal =
  | {
      readonly code: 'parties.setting_unknown';
      readonly name: string;
      /** The name that was meant, where one is near. */
      readonly nearest: string | null;
      readonly advice: string;
    }
  | { readonly code: 'parties.setting_invalid'; readonly name: string; readonly expected: string };

/** Why a tenant is not added or changed, in order of precedence. */
export type TenantRefusal =
  | { readonly code: 'parties.tenant_id_invalid' }
  | { readonly code: 'parties.name_invalid' }
  | { readonly code: 'parties.currency_unknown' }
  | { readonly code: 'parties.language_unknown' }
  | SettingRefusal
  | { readonly code: 'parties.tenant_exists' }
  | { readonly code: 'parties.tenant_unknown' }
  | { readonly code: 'parties.version_changed'; readonly version: bigint };

/** Why an organization is not added or changed, in order of precedence. */
export type OrganizationRefusal =
  | { readonly code: 'parties.name_invalid' }
  | { readonly code: 'parties.too_many_references'; readonly most: number }
  | ReferenceRefusal
  | { readonly code: 'parties.organization_unknown' }
  | { readonly code: 'parties.reference_unknown' }
  | {
      readonly code: 'parties.reference_taken';
      readonly source: string;
      readonly kind: string;
      readonly value: string;
    }
  | {
      readonly code: 'parties.references_disagree';
      readonly organizationIds: readonly OrganizationId[];
    }
  | { readonly code: 'parties.version_changed'; readonly version: bigint }
  | { readonly code: 'parties.key_reused' };

/** Why a company is not taken into the register, in order of precedence. */
export type CompanyRefusal =
  | {
      readonly code: 'parties.company_invalid';
      readonly member: string;
      readonly expected: string;
    }
  | { readonly code: 'parties.company_number_missing' }
  | {
      readonly code: 'parties.company_number_taken';
      readonly scheme: string;
      readonly number: string;
    }
  | { readonly code: 'parties.version_changed'; readonly version: bigint };

/** Why a record of how an organization pays is not taken, in order of precedence. */
export type PaymentBehaviourRefusal =
  | {
      readonly code: 'parties.payment_behaviour_invalid';
      readonly member: string;
      readonly expected: string;
    }
  | ReferenceRefusal
  | { readonly code: 'parties.organization_unknown' }
  | {
      readonly code: 'parties.references_disagree';
      readonly organizationIds: readonly OrganizationId[];
    }
  | { readonly code: 'parties.version_changed'; readonly version: bigint }
  | { readonly code: 'parties.payment_behaviour_older'; readonly asOf: string };

export type PartyRefusal =
  | TenantRefusal
  | OrganizationRefusal
  | CompanyRefusal
  | PaymentBehaviourRefusal;
