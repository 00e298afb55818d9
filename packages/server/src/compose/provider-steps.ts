import type { AccessService } from '../access/index.ts';
import { createGiveBack } from '../assessment/index.ts';
import {
  createProviderDrivers,
  createProviderStepService,
  type GiveBack,
  type StepCount,
  type StepNews,
  type StepStatus,
  stepPolicy,
} from '../fulfilment/index.ts';
import type { HttpServer, Log } from '../http/index.ts';
import { second } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import { createProviderModules, createProviderSystem } from '../outbound/index.ts';
import { createCheckSettings } from './check-settings.ts';
import { platformTime } from './connections.ts';
import type { Desk } from './desk.ts';

/** What providers' own systems are told, beside the requests. */
export type ProviderSteps = {
  /** Begins what is due, and counts what waits; does not wait for providers. */
  readonly begin: (mayGoOn: () => boolean) => Promise<void>;
  /** When everything that was begun has ended. */
  readonly idle: () => Promise<void>;
  /** Ends the calls that are under way; call it before the database is closed. */
  readonly close: () => Promise<void>;
};

export function composeProviderSteps(
  desk: Desk,
  options: {
    readonly log: Log;
    readonly metrics: HttpServer['metrics'];
    readonly modules: ReadonlyMap<string, string>;
  },
): ProviderSteps {
  const { storage, readers, access, ports } = desk;
  const { clock } = ports;
  const { log, metrics, modules } = options;
  const system = createProviderSystem({
    connectionOf: (tenantId, name) => providerConnectionOf(access, tenantId, name),
    clock,
  });
  const steps = createProviderStepService({
    reader: readers.providerSteps,
    commit: storage.commit,
    objects: readers.fulfilment,
    giveBack: composeGiveBack(desk),
    driverOf: createProviderDrivers({
      settingOf: readers.fulfilment.serviceById,
      http: system.driver,
      module: createProviderModules(modules, {
        onFailure: (name, error) =>
          log.error({ module: name, error: String(error) }, "a provider's module failed"),
      }),
    }),
    clock,
    nowMs: platformTime.nowMs,
    jitter: () => Buffer.from(ports.random(4)).readUInt32BE() / 2 ** 32,
    policy: stepPolicy,
    notify: (news) => tell(log, news),
  });

  let counts: readonly StepCount[] = [];
  const count = async () => {
    counts = await readers.providerSteps.stepCounts();
  };
  const countOf = (...statuses: readonly StepStatus[]) =>
    counts.reduce((sum, { status, count }) => sum + (statuses.includes(status) ? count : 0), 0);
  const ageOf = (...statuses: readonly StepStatus[]) => {
    const ages = counts
      .filter(({ status }) => statuses.includes(status))
      .map(({ oldestCreatedAt }) => Number((clock.now() - oldestCreatedAt) / second));
    return Math.max(0, ...ages);
  };
  const open = ['waiting', 'under_way', 'failed'] as const;
  const help = (what: string) => `Steps of providers' systems that ${what}.`;
  metrics.addGauge('aval_provider_steps_open', help('are still tried'), () => countOf(...open));
  metrics.addGauge('aval_provider_steps_failing', help('failed and are tried again'), () =>
    countOf('failed'),
  );
  metrics.addGauge('aval_provider_steps_parked', help('wait for a person'), () =>
    countOf('parked'),
  );
  metrics.addGauge('aval_provider_steps_open_oldest_seconds', 'Age of the oldest open step.', () =>
    ageOf(...open),
  );
  metrics.addGauge(
    'aval_provider_steps_parked_oldest_seconds',
    'Age of the oldest step that waits for a person.',
    () => ageOf('parked'),
  );

  return {
    begin: async (mayGoOn) => {
      await steps.begin(mayGoOn);
      await count();
    },
    idle: async () => {
      await steps.idle();
      await count();
    },
    close: async () => {
      await system.close();
      await steps.idle();
    },
  };
}

/** The way back for what was captured for something that never came to be. */
export function composeGiveBack({ storage, parties }: Desk): GiveBack {
  return createGiveBack({
    ledger: { commit: storage.commit },
    credit: storage.credit,
    settings: { settingsOf: createCheckSettings(parties) },
  });
}

async function providerConnectionOf(access: AccessService, tenantId: TenantId, name: string) {
  const found = await access.openConnection(tenantId, 'provider-system', name);
  if (found === null) return null;
  const { connectionId, version, baseUri, secret } = found;
  return { connectionId, version, baseUri, signingSecret: secret['signingSecret'] ?? '' };
}

function tell(log: Log, news: StepNews): void {
  if (news.kind === 'parked') {
    const { tenantId, stepId, serviceId } = news.step;
    log.warn({ tenantId, serviceId, stepId, reason: news.reason }, 'a step was parked');
    return;
  }
  const { tenantId, serviceId } = news.of;
  log.error({ tenantId, serviceId, error: String(news.error) }, 'a step could not be carried out');
}
