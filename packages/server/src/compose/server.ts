import type { Platform } from '../assessment/index.ts';
import { createHttpServer, type HttpServer, type Log } from '../http/index.ts';
import { instant, toMilliseconds } from '../kernel/clock.ts';
import { createPlatform } from '../outbound/index.ts';
import { createStandInSpool } from '../storage/index.ts';
import type { SweepCount } from '../workers/index.ts';
import { composeApplications } from './applications.ts';
import { composeAssessment } from './assessment.ts';
import { platformConnectionOf, platformTime } from './connections.ts';
import type { Desk } from './desk.ts';
import { composeFulfilment } from './fulfilment.ts';
import { composeJobs } from './jobs.ts';
import { composeProviderSteps } from './provider-steps.ts';
import { registerWires } from './wires.ts';

export type ServerOptions = {
  readonly log: Log;
  readonly version: string;
  readonly commit: string | null;
  /** What opens `/metrics`; without one it is open to this machine alone. */
  readonly metricsToken?: string | null;
  /** Between two sweeps; null where the sweeps are called by hand (tests own their time). */
  readonly sweepEveryMs: number | null;
  /** Where answers that were given without the facts are counted; null: none is given. */
  readonly spoolFolder: string | null;
  /** Modules that services may choose as the way to their provider's system, by name. */
  readonly providerModules?: ReadonlyMap<string, string>;
  /** Where facts come from, in place of the tenants' registered connections. */
  readonly platform?: Platform;
  /** Requests that come earlier wait for it, and are answered then; without it nobody waits. */
  readonly opened?: Promise<void>;
};

export type ComposedServer = HttpServer & {
  /**
   * One sweep, now: the platform is asked about baskets that are due, other holds that are due end,
   * and what the ERP has reported leaves the exposure.
   */
  readonly sweep: () => Promise<SweepCount>;
  /** Stops listening, lets what is under way end, and closes the database. */
  readonly close: () => Promise<void>;
};

/** Puts every wire, the API and the workers on a desk. The server does not listen yet. */
export function composeServer(desk: Desk, options: ServerOptions): ComposedServer {
  const { storage, access, ports } = desk;
  const { log, version, commit, metricsToken = null } = options;
  const server = createHttpServer({ log });
  if (options.opened !== undefined) holdUntil(options.opened, server);
  const installations = createPlatform({
    connectionOf: (at) => platformConnectionOf(access, at),
    leftMs: (deadlineAt) =>
      deadlineAt === null ? callMsMax : toMilliseconds(instant(deadlineAt - ports.clock.now())),
    notify: (notice) =>
      log.warn(notice, 'a platform refuses the desk: nothing of it can be judged'),
    ...platformTime,
  });
  const platform = options.platform ?? installations;
  const spool =
    options.spoolFolder === null ? null : createStandInSpool(options.spoolFolder, ports.clock);
  const applications = composeApplications(desk);
  const assessed = composeAssessment(desk, { applications, platform, spool, log });
  const check = assessed.standIn.answer;
  const fulfilment = composeFulfilment(desk, {
    ...assessed,
    platformFacts: installations.factsForCall,
  });
  const offered = { applications, check, fulfilment };
  registerWires(server, desk, { log, version, commit, metricsToken, ...offered });

  const providerSteps = composeProviderSteps(desk, {
    ...{ log, metrics: server.metrics },
    modules: options.providerModules ?? new Map(),
  });

  let isClosing = false;
  const mayGoOn = () => !isClosing;
  const jobs = composeJobs(desk, { ...assessed, applications, providerSteps, log, mayGoOn });
  const running = options.sweepEveryMs === null ? [] : jobs.start(options.sweepEveryMs);
  return {
    ...server,
    sweep: jobs.once,
    close: async () => {
      isClosing = true;
      await Promise.all(running.map((job) => job.stop()));
      await server.app.close();
      await providerSteps.close();
      await installations.close();
      await desk.kvk.close();
      await spool?.close();
      await storage.close();
    },
  };
}

/** How long a call without a deadline may ask. */
const callMsMax = 1_000;

/** A server may have to know its own address before it can answer, so it listens a little early. */
function holdUntil(opened: Promise<void>, { app }: HttpServer): void {
  let isOpen = false;
  opened.then(
    () => {
      isOpen = true;
    },
    () => {},
  );
  app.addHook('onRequest', (_request, _reply, done) => {
    if (isOpen) done();
    else opened.then(() => done(), done);
  });
}
