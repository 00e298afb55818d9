import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { SettingTexts } from './setting-form.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** One separate owner of data. Every row, key and credential belongs to exactly one. */
export type Tenant = {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly currency: Currency;
  readonly language: Language;
  /** The settings in force, read; one frozen object for each version of the tenant. */
  readonly settings: TenantSettings;
  /** The settings that are not at their default, as they were written. */
  readonly changed: SettingTexts;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

export const languages = ['en', 'nl', 'de', 'pl', 'el'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}
