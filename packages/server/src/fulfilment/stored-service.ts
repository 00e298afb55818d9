import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { CreditSetting } from './ask-credit.ts';
import type { RuleLanguage } from './example-rules.ts';
import type { AddonProduct, AttributeKind, Product, Service } from './service.ts';

/**
 * Who carries out what a call comes to: nobody (`record`), a system of the provider's that is called
 * (`http`), or a module of the provider's beside the server (`module`).
 */
export type DriverKind = 'record' | 'http' | 'module';

/** A service as its provider has declared it. */
export type StoredService = {
  readonly tenantId: TenantId;
  readonly serviceId: ServiceId;
  /** What calls name it by; one per tenant. */
  readonly serviceType: string;
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly driver: DriverKind;
  /** No secrets: those belong to a connection. */
  readonly driverSettings: Readonly<Record<string, string>>;
  readonly settings: ServiceSettings;
  readonly version: bigint;
};

export type ServiceSettings = {
  readonly isLinkedToCredit: boolean;
  readonly credit: CreditSetting;
  /** Whether a pre-check that passed keeps the room on the line until the real call. */
  readonly preCheckHold: 'soft' | 'none';
  /** What the answer to an add-on call names. Documents disagree; see the wire. */
  readonly addonResult: 'subscription' | 'addon';
  /** New value without a price: refused, or let through without asking for credit. */
  readonly unpriced: 'refuse' | 'pass';
  /** Of texts, where the caller names none that is known; null: the tenant's. */
  readonly language: RuleLanguage | null;
};

export const serviceSettingsDefault: ServiceSettings = Object.freeze({
  isLinkedToCredit: false,
  credit: 'auto',
  preCheckHold: 'soft',
  addonResult: 'subscription',
  unpriced: 'refuse',
  language: null,
});

/** What is sold, and what platforms are told of it. */
export type Catalogue = {
  readonly description: string;
  readonly allowMultipleSubscriptions: boolean;
  readonly quantityLimit: number;
  readonly isQuantityLimitLocked: boolean;
  readonly scope: 'Customer' | 'Reseller' | 'Both';
  readonly derivative: 'NULL' | 'SUBSCRIPTION' | 'RESERVATION' | 'LICENSE' | 'RESERVEDINSTANCE';
  readonly attributes: readonly CatalogueAttribute[];
  readonly products: readonly (Product & Listing)[];
  readonly addons: readonly (AddonProduct & Listing)[];
};

export type CatalogueAttribute = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** How it counts in the resources of a subscription. */
  readonly counts: AttributeKind;
  readonly kind: 'Text' | 'Numeric' | 'Boolean' | 'PredefinedChooseOne';
  readonly isRequired: boolean;
  readonly isLinkedToQuantity: boolean;
  readonly values: readonly {
    readonly id: string;
    readonly name: string;
    readonly isDefault: boolean;
  }[];
};

/** What a product or an add-on costs for one unit and month, and what it stands for. */
export type Listing = {
  /** Decimal texts; null: it has no price. */
  readonly price: {
    readonly gross: string;
    readonly cost: string;
    readonly currency: string;
  } | null;
  /** Values of attributes, by attribute id. */
  readonly chosen: Readonly<Record<string, string>>;
};

/** The service as the rules of the room see it. */
export function toService({ serviceType, name, catalogue }: StoredService): Service {
  const { attributes, products, addons } = catalogue;
  const attributeKinds = Object.fromEntries(attributes.map(({ id, counts }) => [id, counts]));
  return { serviceType, name, attributeKinds, products, addons };
}
