/** How an attribute counts when the parts of a subscription are put together. */
export type AttributeKind = 'feature' | 'amount' | 'other';

/** A service that a provider offers. */
export type Service = {
  readonly serviceType: string;
  readonly name: string;
  /** By attribute id; an attribute that is not named here is `other`. */
  readonly attributeKinds: Readonly<Record<string, AttributeKind>>;
  readonly products: readonly Product[];
  readonly addons: readonly AddonProduct[];
};

export type Product = {
  readonly productId: string;
  /** The platform's own id of the product, where it was mapped. */
  readonly platformId: string | null;
  readonly name: string;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
  /** Another product that a customer must have. */
  readonly requires: string | null;
  readonly onePerCustomer: boolean;
  /** Products to which a subscription may go up; the way back is a downgrade. */
  readonly upgradeTo: readonly string[];
  /** How long after the purchase it may be cancelled; null: always. */
  readonly cancelWindowDays: number | null;
};

export type AddonProduct = {
  readonly productId: string;
  readonly platformId: string | null;
  readonly name: string;
  /** The products to which it can be added. */
  readonly fits: readonly string[];
};

/** By our own id first, then by the platform's: documents disagree on which one is sent. */
export function findProduct(service: Service, id: string | null): Product | null {
  return find(service.products, id);
}

export function findAddonProduct(service: Service, id: string | null): AddonProduct | null {
  return find(service.addons, id);
}

function find<Item extends { readonly productId: string; readonly platformId: string | null }>(
  items: readonly Item[],
  id: string | null,
): Item | null {
  if (id === null) return null;
  return (
    items.find(({ productId }) => productId === id) ??
    items.find(({ platformId }) => platformId === id) ??
    null
  );
}
