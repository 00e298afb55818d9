import type { CompanyId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { Company } from './company.ts';
import type { CompanyNumber, CompanyScheme } from './company-number.ts';
import type { CompanyDraft } from './read-company.ts';

/** Reads of the register. They show the last commit and lock nothing. */
export type CompanyReader = {
  readonly company: (tenantId: TenantId, companyId: CompanyId) => Promise<Company | null>;
  readonly companyOfNumber: (tenantId: TenantId, number: CompanyNumber) => Promise<Company | null>;
  /** A company once for each of its numbers that was asked for, in any order. */
  readonly companiesOfNumbers: (
    tenantId: TenantId,
    scheme: CompanyScheme,
    numbers: readonly string[],
  ) => Promise<readonly Company[]>;
  readonly companies: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Company>>;
};

/**
 * A register outside that a tenant may ask, such as the KVK's. It never throws for what the other
 * side does: `absent` is a tenant that has none, `silent` no answer in time or none that can be read,
 * with a word for why.
 */
export type CompanyProvider = {
  readonly lookUp: (
    tenantId: TenantId,
    number: CompanyNumber,
    timeoutMs: number,
  ) => Promise<ProviderAnswer>;
};

export type ProviderAnswer =
  | { readonly kind: 'found'; readonly company: CompanyDraft }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'silent'; readonly reason: string }
  | { readonly kind: 'absent' };

/** How a tenant wants its register asked. */
export type CompanySettings = {
  /** Older answers of a provider are asked for anew. */
  readonly maxAgeUs: bigint;
  /** How long a look-up may take, all calls together. */
  readonly timeoutUs: bigint;
};
