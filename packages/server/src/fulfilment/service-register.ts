import { canonical } from '../kernel/canonical.ts';
import { isCurrency } from '../kernel/currency.ts';
import type { Ids, ServiceId, TenantId } from '../kernel/ids.ts';
import { parseAmount } from '../kernel/money.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly } from '../kernel/unit-of-work.ts';
import type { CommitRows, FulfilmentReader } from './ports.ts';
import type { ServiceRefusal } from './service-refusals.ts';
import {
  type Catalogue,
  type ServiceSettings,
  type StoredService,
  serviceSettingsDefault,
} from './stored-service.ts';

type Said = Pick<StoredService, 'name' | 'catalogue' | 'driver' | 'driverSettings'> & {
  readonly settings: Partial<ServiceSettings>;
};

type Answer = Promise<Result<StoredService, ServiceRefusal>>;

/** What providers declare of their services. */
export type ServiceRegister = {
  readonly declare: (tenantId: TenantId, said: Said & { readonly serviceType: string }) => Answer;
  /** What is left out stays as it is. The type never changes: platforms name the service by it. */
  readonly change: (
    tenantId: TenantId,
    serviceId: ServiceId,
    said: Partial<Said>,
    expectedVersion: bigint | null,
  ) => Answer;
};

export type ServiceRegisterDeps = {
  readonly reader: Pick<FulfilmentReader, 'service' | 'serviceById'>;
  readonly commit: CommitRows;
  readonly ids: Ids;
  /** Told of every change, so that nobody here goes by what was kept of the service. */
  readonly onChanged: (service: Pick<StoredService, 'tenantId' | 'serviceType'>) => void;
};

export function createServiceRegister(deps: ServiceRegisterDeps): ServiceRegister {
  const { reader, commit, ids } = deps;
  return {
    declare: async (tenantId, { serviceType, settings, ...said }) => {
      const at = wrongPlaceOf(said.catalogue);
      if (at !== null) return refuse({ code: 'fulfilment.catalogue_invalid', at });
      const service: StoredService = {
        ...said,
        tenantId,
        serviceId: ids.next('svc'),
        serviceType,
        settings: { ...serviceSettingsDefault, ...settings },
        version: 1n,
      };
      const outcome = await commit(rowsOnly(tenantId, [newServiceRow(service)]));
      if (outcome.kind === 'done') return accept(service);
      return refuse({ code: 'fulfilment.service_exists', serviceType });
    },
    change: async (tenantId, serviceId, { settings, ...said }, expectedVersion) => {
      const before = await reader.serviceById(tenantId, serviceId);
      if (before === null) return refuse({ code: 'fulfilment.service_unknown' });
      const { version } = before;
      if (expectedVersion !== null && expectedVersion !== version) {
        return refuse({ code: 'fulfilment.service_changed', version });
      }
      const after: StoredService = {
        ...before,
        ...said,
        settings: { ...before.settings, ...settings },
        version: version + 1n,
      };
      const at = wrongPlaceOf(after.catalogue);
      if (at !== null) return refuse({ code: 'fulfilment.catalogue_invalid', at });
      const row: RowChange = {
        op: 'update',
        table: 'service',
        set: valuesOf(after),
        where: { tenant_id: tenantId, service_id: serviceId, version },
      };
      const outcome = await commit(rowsOnly(tenantId, [row]));
      deps.onChanged(after);
      return outcome.kind === 'done'
        ? accept(after)
        : refuse({ code: 'fulfilment.service_changed', version: version + 1n });
    },
  };
}

function newServiceRow(service: StoredService): RowChange {
  const { tenantId, serviceId, serviceType } = service;
  return {
    op: 'insert',
    table: 'service',
    values: {
      tenant_id: tenantId,
      service_id: serviceId,
      service_type: serviceType,
      created_at_us: { blank: 'instant' },
      ...valuesOf(service),
    },
  };
}

function valuesOf({ name, catalogue, driver, driverSettings, settings, version }: StoredService) {
  return {
    name,
    catalogue: JSON.stringify(catalogue),
    driver,
    driver_settings: canonical(driverSettings),
    settings: canonical(settings),
    version,
  };
}

/** The first place of a catalogue that means nothing: a name twice, an unknown one, no amount. */
function wrongPlaceOf({ attributes, products, addons }: Catalogue): string | null {
  const attributeIds = new Set(attributes.map(({ id }) => id));
  if (attributeIds.size < attributes.length) return 'attributes';
  const productIds = new Set(products.map(({ productId }) => productId));
  const all = [...products, ...addons];
  if (new Set(all.map(({ productId }) => productId)).size < all.length) return 'products';
  for (const [index, { price, chosen }] of all.entries()) {
    const at =
      index < products.length ? `products[${index}]` : `addons[${index - products.length}]`;
    if (!Object.keys(chosen).every((id) => attributeIds.has(id))) return `${at}.chosen`;
    if (price !== null && !isPrice(price)) return `${at}.price`;
  }
  for (const [index, { upgradeTo, minQuantity, maxQuantity }] of products.entries()) {
    if (!upgradeTo.every((id) => productIds.has(id))) return `products[${index}].upgradeTo`;
    if (minQuantity !== null && maxQuantity !== null && minQuantity > maxQuantity) {
      return `products[${index}].minQuantity`;
    }
  }
  const odd = addons.findIndex(({ fits }) => !fits.every((id) => productIds.has(id)));
  return odd === -1 ? null : `addons[${odd}].fits`;
}

function isPrice({ gross, cost, currency }: NonNullable<Catalogue['products'][number]['price']>) {
  if (!isCurrency(currency)) return false;
  return [gross, cost].every((text) => {
    const amount = parseAmount(text, currency);
    return amount !== null && amount.amountMinor >= 0n;
  });
}
