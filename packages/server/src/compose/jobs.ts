import type { ApplicationService } from '../assessment/index.ts';
import { forgetCalls } from '../fulfilment/index.ts';
import type { Log } from '../http/index.ts';
import { every, type Job, type SweepCount, sweep } from '../workers/index.ts';
import type { Assessment } from './assessment.ts';
import type { Desk } from './desk.ts';
import type { ProviderSteps } from './provider-steps.ts';

/** What runs beside the requests. */
export type Jobs = {
  /** Each of them once, now. */
  readonly once: () => Promise<SweepCount>;
  /** Each of them now, and again a pause after it ended. */
  readonly start: (pauseMs: number) => readonly Job[];
};

export type JobsOptions = Assessment & {
  readonly applications: ApplicationService;
  readonly providerSteps: ProviderSteps;
  readonly log: Log;
  /** Whether what takes many steps may take the next one. */
  readonly mayGoOn: () => boolean;
};

/** Sets up what ends holds and watches, moves what waits, and looks the data file through. */
export function composeJobs(
  { storage, readers, ports, policyOf }: Desk,
  options: JobsOptions,
): Jobs {
  const { standIn, dueHolds, watches, rechecks, applications, providerSteps, log, mayGoOn } =
    options;
  const ledger = { commit: storage.commit };
  const { clock } = ports;
  const sweepNow = async () => {
    await forgetCalls({ reader: readers.fulfilment, commit: storage.commit, clock });
    return sweep({ ledger, due: storage.due, keys: storage, clock, policyOf });
  };
  const settleNow = async () => {
    await standIn.settle();
    await dueHolds.settle(mayGoOn);
    await watches.settle(mayGoOn);
  };
  const settleApplications = () => applications.settle(mayGoOn);
  const recheckNow = () => rechecks.recheck(mayGoOn);
  const carryOutNow = () => providerSteps.begin(mayGoOn);
  const inspectNow = async () => {
    const damage = await storage.inspect();
    if (damage !== null) log.error({ damage }, 'the data file is damaged: restore a backup');
  };
  const failedTo = (text: string) => (error: unknown) => log.error({ error: String(error) }, text);
  return {
    once: async () => {
      await settleNow();
      await settleApplications();
      await recheckNow();
      await carryOutNow();
      await providerSteps.idle();
      return sweepNow();
    },
    start: (pauseMs) => [
      ...[sweepNow, settleNow, settleApplications, recheckNow].map((work) =>
        every(pauseMs, work, failedTo('a sweep failed')),
      ),
      every(
        Math.min(pauseMs, carryOutEveryMs),
        carryOutNow,
        failedTo('steps of providers could not be carried out'),
      ),
      every(
        inspectEveryMs,
        inspectNow,
        failedTo('the data file could not be looked through'),
        inspectEveryMs,
      ),
    ],
  };
}

/** A customer waits for what was bought. */
const carryOutEveryMs = 1_000;

/** Once a day: a look through the whole file takes seconds for each gigabyte. */
const inspectEveryMs = 24 * 60 * 60 * 1_000;
