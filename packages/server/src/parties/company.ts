import type { CalendarDate, Instant } from '../kernel/clock.ts';
import type { CompanyId, TenantId } from '../kernel/ids.ts';
import type { CompanyNumber, CompanyScheme } from './company-number.ts';

/** What a company does, by the code list of its register. */
export type CompanyActivity = {
  /** Digits alone, as the Dutch register writes them: `01131`. */
  readonly code: string;
  readonly text: string | null;
  readonly isMain: boolean;
  /** Which edition of the list the code is from, where that is known. */
  readonly edition: 'SBI2008' | 'SBI2025' | null;
};

/** Where the facts come from: the tenant's own data, the LEI register, or the KVK. */
export type CompanySource = 'import' | 'gleif' | 'kvk';

/** What is known of a company. Null: not known, which is never the same as no. */
export type CompanyFacts = {
  readonly name: string;
  /** Street and house number, or a post box. */
  readonly address: string | null;
  readonly zipcode: string | null;
  readonly city: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** See `readLegalForm`. */
  readonly legalForm: string | null;
  readonly active: boolean | null;
  readonly foundedOn: CalendarDate | null;
  readonly activities: readonly CompanyActivity[];
  /** Of a branch: the KvK number of the company that it belongs to. */
  readonly partOf: string | null;
};

/** A company, or a branch of one, in a tenant's register. */
export type Company = CompanyFacts & {
  readonly tenantId: TenantId;
  readonly companyId: CompanyId;
  /** The number that it is called by; `numbers` has it too. */
  readonly scheme: CompanyScheme;
  readonly number: string;
  readonly numbers: readonly CompanyNumber[];
  readonly source: CompanySource;
  /** When the source said so. */
  readonly asOf: Instant;
  readonly version: bigint;
};
