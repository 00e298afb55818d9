import { readFileSync } from 'node:fs';
import type { Service, Subscription } from '../../src/fulfilment/index.ts';
import { parseInstant } from '../../src/kernel/clock.ts';
import {
  anAddon,
  anAddonProduct,
  aProduct,
  aSubscription,
  externalId,
} from '../builders/fulfilment.ts';

type CatalogueRow = {
  readonly productId: string;
  readonly name: string;
  readonly fits?: string[];
  readonly minQuantity?: number;
  readonly maxQuantity?: number;
  readonly requires?: string | null;
  readonly onePerCustomer?: boolean;
  readonly upgradeTo?: readonly string[];
};

const fixture: {
  readonly catalogue: readonly CatalogueRow[];
  readonly clock: string;
  readonly subscriptions: readonly {
    readonly id: string;
    readonly platformId: string;
    readonly account: string;
    readonly productId: string;
    readonly quantity: number;
    readonly orderedAt: string;
    readonly cancelWindowDays: number;
    readonly addons: readonly { readonly id: string; readonly productId: string }[];
  }[];
} = JSON.parse(
  readFileSync(new URL('../../../wire/exchanges/fixture.json', import.meta.url), 'utf8'),
);

export const goldenNow = instantOf(fixture.clock);

/** The service that the recorded exchanges speak of. */
export const goldenService: Service = {
  serviceType: 'VendorX',
  name: 'Vendor X',
  attributeKinds: { plan: 'other' },
  products: fixture.catalogue
    .filter(({ fits }) => fits === undefined)
    .map((row) =>
      aProduct({
        productId: row.productId,
        name: row.name,
        minQuantity: row.minQuantity ?? null,
        maxQuantity: row.maxQuantity ?? null,
        requires: row.requires ?? null,
        onePerCustomer: row.onePerCustomer ?? false,
        upgradeTo: row.upgradeTo ?? [],
      }),
    ),
  addons: fixture.catalogue
    .filter(({ fits }) => fits !== undefined)
    .map(({ productId, fits }) => anAddonProduct(productId, fits)),
};

export const goldenSubscriptions: readonly Subscription[] = fixture.subscriptions.map((row) =>
  aSubscription({
    externalId: externalId(row.id),
    platformId: row.platformId,
    accountId: row.account,
    productId: row.productId,
    quantity: row.quantity,
    orderedAt: instantOf(row.orderedAt),
    cancelWindowDays: row.cancelWindowDays,
    addons: row.addons.map(({ id, productId }) =>
      anAddon({ externalId: externalId(id), productId }),
    ),
  }),
);

function instantOf(text: string) {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`no instant: ${text}`);
  return instant;
}
