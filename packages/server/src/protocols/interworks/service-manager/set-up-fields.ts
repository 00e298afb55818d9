import type { CustomField, ServiceManagerDiscovery, SettingField } from '@aval/wire';
import { registrationOption } from './link-account.ts';
import { keyField, tenantField } from './recognize.ts';

/** What an administrator of the platform enters once; it comes back with every call. */
export const settingFields: readonly SettingField[] = [
  {
    id: tenantField,
    value: null,
    definition: {
      sortOrder: 1,
      name: 'Desk tenant',
      description: '',
      kind: 'Text',
      maxLength: 50,
      isRequired: true,
    },
  },
  {
    id: keyField,
    value: null,
    definition: {
      sortOrder: 2,
      name: 'Desk key',
      description: '',
      kind: 'PasswordText',
      maxLength: 128,
      isRequired: true,
    },
  },
];

/** What a customer is asked for at the first purchase. */
export const syncOptions: readonly CustomField[] = [
  {
    id: registrationOption,
    sortOrder: 0,
    name: 'Company registration number',
    description: '',
    kind: 'SimpleValue',
    dataType: 'Text',
    isRequired: false,
    predefinedValues: [],
    isReadOnly: false,
    isAvailableToStorefront: true,
  },
];

export function discoveryAt(baseUrl: string): ServiceManagerDiscovery {
  return {
    code: 'desk',
    name: 'Aval',
    description: 'Service manager with business rules and credit checks',
    isResellerSupportEnabled: false,
    baseUrl,
    version: '1.0',
    isRegistrationEnabled: false,
    registrationUrl: null,
  };
}
