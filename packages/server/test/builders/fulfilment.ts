import { createHash } from 'node:crypto';
import type {
  Addon,
  AddonProduct,
  Asset,
  DesiredAddon,
  DesiredCall,
  DesiredState,
  ExternalId,
  PlanContext,
  Product,
  Service,
  Subscription,
} from '../../src/fulfilment/index.ts';
import { hashOfDesired } from '../../src/fulfilment/index.ts';
import type { Hash } from '../../src/kernel/hash.ts';
import { noon } from './credit.ts';

export const hash: Hash = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};

export const externalId = (text: string): ExternalId => text as ExternalId;

export function aProduct(change: Partial<Product> = {}): Product {
  return {
    productId: 'STD',
    platformId: null,
    name: 'Standard',
    minQuantity: null,
    maxQuantity: null,
    requires: null,
    onePerCustomer: false,
    upgradeTo: ['EDU'],
    cancelWindowDays: null,
    ...change,
  };
}

export function anAddonProduct(productId: string, fits = ['STD', 'EDU']): AddonProduct {
  return { productId, platformId: null, name: productId, fits };
}

/** Two products, up from STD to EDU, and four add-ons; C fits STD alone, D nothing. */
export function aService(change: Partial<Service> = {}): Service {
  return {
    serviceType: 'VendorX',
    name: 'Vendor X',
    attributeKinds: { backup: 'feature', storage: 'amount', plan: 'other' },
    products: [aProduct(), aProduct({ productId: 'EDU', name: 'Education', upgradeTo: [] })],
    addons: [
      anAddonProduct('A'),
      anAddonProduct('B'),
      anAddonProduct('C', ['STD']),
      anAddonProduct('D', []),
    ],
    ...change,
  };
}

export function anAddon(change: Partial<Addon> = {}): Addon {
  const { productId = 'B' } = change;
  return {
    externalId: externalId(`addon-${productId.toLowerCase()}`),
    productId,
    state: 'active',
    quantity: 1,
    attributes: {},
    ...change,
  };
}

export function aSubscription(change: Partial<Subscription> = {}): Subscription {
  return {
    externalId: externalId('sub-1'),
    platformId: '5b0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d',
    accountId: '151',
    serviceType: 'VendorX',
    productId: 'STD',
    state: 'active',
    isTrial: false,
    quantity: 5,
    attributes: {},
    addons: [anAddon()],
    orderedAt: noon,
    renewedAt: null,
    cancelWindowDays: null,
    createdAs: 'created',
    ...change,
  };
}

export function anAsset(change: Partial<Asset> = {}): Asset {
  return {
    externalId: externalId('asset-1'),
    platformId: null,
    accountId: '151',
    serviceType: 'VendorX',
    productId: 'STD',
    state: 'active',
    quantity: 1,
    attributes: {},
    orderedAt: noon,
    createdAs: 'created',
    ...change,
  };
}

export function aWish(change: Partial<DesiredAddon> = {}): DesiredAddon {
  return {
    externalId: null,
    productId: 'A',
    action: 'provision',
    quantity: 2,
    attributes: null,
    ...change,
  };
}

export function aDesired(change: Partial<DesiredState> = {}): DesiredState {
  return {
    productId: 'STD',
    action: null,
    quantity: 5,
    attributes: null,
    addons: [],
    ...change,
  };
}

export function aCall(desired: Partial<DesiredState> = {}, isTrial = false): DesiredCall {
  const whole = aDesired(desired);
  return {
    desired: whole,
    desiredHash: hashOfDesired(whole, hash),
    platformId: '5b0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d',
    accountId: '151',
    isTrial,
  };
}

/** New ids are counted, so that a test sees whether one was made. */
export function aContext(service: Service = aService()): PlanContext & { made: () => number } {
  let count = 0;
  return {
    service,
    now: noon,
    newId: () => {
      count += 1;
      return externalId(`new-${count}`);
    },
    made: () => count,
  };
}
