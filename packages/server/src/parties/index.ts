/** The face of the parties room: tenants, organizations and the ids that others gave them. */
export {
  fromImportRecord,
  type ImportResult,
  importColumns,
  importRowsMax,
} from './import-organizations.ts';
export type { NewOrganization } from './new-organization.ts';
export type { Organization } from './organization.ts';
export { createPartyService, type PartyService } from './party-service.ts';
export type { CommitRows, PartyReader, StoredTenant } from './ports.ts';
export type { Reference, ReferenceInput, ReferenceKey } from './reference.ts';
export { partyRefusalTexts } from './refusal-texts.ts';
export type { OrganizationRefusal, PartyRefusal, TenantRefusal } from './refusals.ts';
export { type SettingName, settingTable } from './setting-table.ts';
export type { Language, Tenant } from './tenant.ts';
export type { NewTenant, TenantChanges } from './tenant-service.ts';
export { settingTextsOf, type TenantSettings } from './tenant-settings.ts';
