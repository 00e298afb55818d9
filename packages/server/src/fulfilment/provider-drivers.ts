import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { ProviderDriver } from './provider-step.ts';
import type { DriverSetting, ServiceOf } from './provider-step-ports.ts';

export type ProviderDriverDeps = {
  /** As it is set now; null for a service that is gone. */
  readonly settingOf: (tenantId: TenantId, serviceId: ServiceId) => Promise<DriverSetting | null>;
  /** To a registered connection of the tenant, by its name. */
  readonly http: (tenantId: TenantId, connection: string) => ProviderDriver;
  /** To a module that the server's operator has named. */
  readonly module: (name: string) => ProviderDriver;
};

/** Our books are the provider's: there is nothing more to do. */
export const recordOnly: ProviderDriver = {
  carryOut: () => Promise.resolve({ kind: 'done' }),
};

/** Which connection a service's steps go to where its settings name none. */
export const connectionNameDefault = 'default';

/** The way to the provider of a service: by its driver, and what that driver's settings name. */
export function createProviderDrivers({ settingOf, http, module }: ProviderDriverDeps) {
  return async ({ tenantId, serviceId }: ServiceOf): Promise<ProviderDriver> => {
    const setting = await settingOf(tenantId, serviceId);
    if (setting === null) return failing('There is no such service.');
    const { driver, driverSettings } = setting;
    switch (driver) {
      case 'record':
        return recordOnly;
      case 'http':
        return http(tenantId, driverSettings['connection'] ?? connectionNameDefault);
      case 'module': {
        const name = driverSettings['module'];
        return name === undefined ? failing('The service names no module.') : module(name);
      }
    }
  };
}

/** Somebody has to set something right first: what waits is kept. */
function failing(reason: string): ProviderDriver {
  return { carryOut: () => Promise.resolve({ kind: 'failed', reason, isFinal: false }) };
}
