/** The face of the parties room: tenants, organizations with the ids that others gave them, companies. */
export type { Company, CompanyActivity, CompanyFacts, CompanySource } from './company.ts';
export { companyColumns, fromCompanyRecord } from './company-columns.ts';
export { ageInMonths, mainActivityOf } from './company-facts.ts';
export {
  type CompanyNumber,
  type CompanyScheme,
  isCompanyScheme,
  numberText,
} from './company-number.ts';
export type {
  CompanyProvider,
  CompanyReader,
  CompanySettings,
  ProviderAnswer,
} from './company-ports.ts';
export { type CompanyService, createCompanyService } from './company-service.ts';
export { companyRowsMax, type ImportedCompany } from './import-companies.ts';
export {
  fromImportRecord,
  type ImportResult,
  importColumns,
  importRowsMax,
} from './import-organizations.ts';
export {
  type PaymentImportResult,
  paymentColumns,
  paymentReferenceColumns,
} from './import-payment-behaviour.ts';
export type { CompanyAnswer } from './look-up-company.ts';
export type { NewOrganization } from './new-organization.ts';
export type { Organization } from './organization.ts';
export { createPartyService, type PartyService } from './party-service.ts';
export type {
  PaymentBehaviour,
  PaymentClass,
  PaymentFigures,
} from './payment-behaviour.ts';
export type { PaymentBehaviourReader } from './payment-behaviour-ports.ts';
export { followedPaymentBehaviour } from './payment-behaviour-rows.ts';
export {
  createPaymentBehaviourService,
  type PaymentBehaviourService,
} from './payment-behaviour-service.ts';
export type { CommitRows, PartyReader, StoredTenant } from './ports.ts';
export type { CompanyDraft } from './read-company.ts';
export {
  type Reference,
  type ReferenceInput,
  type ReferenceKey,
  readReference,
} from './reference.ts';
export { partyRefusalTexts } from './refusal-texts.ts';
export type {
  CompanyRefusal,
  OrganizationRefusal,
  PartyRefusal,
  PaymentBehaviourRefusal,
  TenantRefusal,
} from './refusals.ts';
export { type SettingName, settingTable } from './setting-table.ts';
export type { Language, Tenant } from './tenant.ts';
export type { NewTenant, TenantChanges } from './tenant-service.ts';
export { settingTextsOf, type TenantSettings } from './tenant-settings.ts';
