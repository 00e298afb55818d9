import { anAddonProduct, aProduct, aService } from '../builders/fulfilment.ts';

/** What the small service manager of these tests sells; `EDU` wants three licences or more. */
export const sold = aService({
  products: [
    aProduct({ maxQuantity: 1000 }),
    aProduct({ productId: 'EDU', minQuantity: 3, upgradeTo: [] }),
  ],
  addons: [anAddonProduct('A'), anAddonProduct('B')],
});

/** What it asks of platforms and tells of itself, in the words of the recordings. */
export const registrationNumber = {
  id: 'registrationNumber',
  sortOrder: 0,
  name: 'Company registration number',
  description: '',
  kind: 'SimpleValue',
  dataType: 'Text',
  isRequired: false,
  predefinedValues: [],
  isReadOnly: false,
  isAvailableToStorefront: true,
} as const;

export const settingFields = (
  [
    ['DeskTenant', 'Desk tenant', 'Text'],
    ['DeskKey', 'Desk key', 'PasswordText'],
  ] as const
).map(([id, name, kind], at) => ({
  id,
  value: null,
  definition: {
    ...{ sortOrder: at + 1, name, description: '', kind, maxLength: 50, isRequired: true },
  },
}));

export const discovery = {
  code: 'desk',
  name: 'A right service manager',
  description: 'Of the tests',
  isResellerSupportEnabled: false,
  version: '1',
  isRegistrationEnabled: false,
  registrationUrl: null,
} as const;

function listed(productId: string) {
  return {
    ...{ id: productId, code: productId, name: productId, attributes: [], prices: [] },
    ...({ chargeType: 'RecurringPrepaid', unitBillingCycles: ['Monthly'] } as const),
  };
}

export const productType = {
  id: sold.serviceType,
  name: sold.name,
  description: '',
  allowMultipleSubscriptions: true,
  quantityLimit: 0,
  isQuantityLimitLocked: false,
  scope: 'Both',
  derivative: 'SUBSCRIPTION',
  attributes: [],
  products: sold.products.map(({ productId }) => ({ ...listed(productId), relatedProducts: [] })),
  addons: sold.addons.map(({ productId, fits }) => ({ ...listed(productId), products: fits })),
} as const;
