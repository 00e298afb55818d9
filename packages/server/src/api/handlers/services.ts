import type { NativeOperations } from '@aval/wire';
import type { Catalogue, ServiceSettings } from '../../fulfilment/index.ts';
import type { ServiceId } from '../../kernel/ids.ts';
import { type Handlers, ok } from '../answer.ts';
import { notFound, serviceProblem } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireService, toWireServiceSummary } from '../to-wire-service.ts';

type ServiceOperations = Pick<
  NativeOperations,
  'listServices' | 'getService' | 'declareService' | 'changeService'
>;

export function createServiceHandlers({
  serviceRegister,
  fulfilmentReader,
}: Pick<ApiServices, 'serviceRegister' | 'fulfilmentReader'>): Handlers<ServiceOperations> {
  return {
    listServices: async ({ principal: { tenantId } }) => {
      const services = await fulfilmentReader.services(tenantId);
      return ok({ items: services.map(toWireServiceSummary) });
    },

    getService: async ({ principal: { tenantId }, params }) => {
      const service = await fulfilmentReader.serviceById(tenantId, params.serviceId as ServiceId);
      if (service === null) return notFound();
      return ok(toWireService(service), { version: service.version });
    },

    declareService: async ({ principal: { tenantId }, body }) => {
      const { serviceType, ...said } = body;
      const declared = await serviceRegister.declare(tenantId, {
        ...{ serviceType, driver: 'record', driverSettings: {} },
        ...saidOf(said),
        settings: settingsOf(said) ?? {},
      });
      if (!declared.ok) return serviceProblem(declared.refusal);
      const { version } = declared.value;
      return { status: 201, body: toWireService(declared.value), version };
    },

    changeService: async ({ principal: { tenantId }, params, body, expected }) => {
      const settings = settingsOf(body);
      const changed = await serviceRegister.change(
        tenantId,
        params.serviceId as ServiceId,
        { ...saidOf(body), ...(settings === undefined ? {} : { settings }) },
        typeof expected === 'bigint' ? expected : null,
      );
      if (!changed.ok) return serviceProblem(changed.refusal);
      return ok(toWireService(changed.value), { version: changed.value.version });
    },
  };
}

type Said = {
  readonly name: string;
  readonly catalogue: unknown;
  readonly driver?: 'record' | 'http' | 'module';
  readonly driverSettings?: Readonly<Record<string, string>>;
  readonly settings?: object;
};

/** The schema has checked it: it is of the room's own shape. */
function saidOf({ name, catalogue, driver, driverSettings }: Said) {
  return {
    name,
    catalogue: catalogue as Catalogue,
    ...(driver === undefined ? {} : { driver }),
    ...(driverSettings === undefined ? {} : { driverSettings }),
  };
}

function settingsOf({ settings }: Said): Partial<ServiceSettings> | undefined {
  return settings as Partial<ServiceSettings> | undefined;
}
