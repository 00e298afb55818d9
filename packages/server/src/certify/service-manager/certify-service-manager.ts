import { readAccountId, readGuid, serviceManagerBase, type Transport } from '@aval/wire';
import { accept, type Result, refuse } from '../../kernel/result.ts';
import { createCaller } from '../caller.ts';
import { skipChecks, strangerOf, wantedOf } from '../check.ts';
import { serviceManagerExchanges } from '../golden-exchanges.ts';
import type { CertifyRefusal } from '../refusals.ts';
import { skipExchanges } from '../replay-exchanges.ts';
import type { CertifyReport, CheckReport } from '../report.ts';
import { actionChecks } from './action-checks.ts';
import { addonChecks } from './addon-checks.ts';
import { bodyChecks } from './body-checks.ts';
import { httpChecks, lookBackChecks } from './http-checks.ts';
import { lifeChecks } from './life-checks.ts';
import { envelopeAnswered, preCheckChecks } from './pre-check-checks.ts';
import { replayRecordings } from './replay-recordings.ts';
import { runServiceChecks, type ServiceCheck } from './service-check.ts';
import type { ServiceNames } from './service-names.ts';
import { createServiceWorld } from './service-world.ts';
import { setUpChecks } from './set-up-checks.ts';

export type ServiceManagerOptions = {
  /** Scheme, host, port and base path; without a path our own base is taken. */
  readonly url: string;
  readonly applicationId: string;
  readonly applicationKey: string;
  /** Values of setting fields by field id, sent with every call. */
  readonly settings: Readonly<Record<string, string>>;
  /** For the platform's API, sent with every call. */
  readonly token: string | null;
  readonly names: ServiceNames;
  /** Real calls, on subscriptions that are the checks' own; else pre-checks alone are sent. */
  readonly isWriting: boolean;
  /** Names of the checks to run; null: all. */
  readonly only: readonly string[] | null;
  /** How long an answer may take. */
  readonly deadlineMs: number;
  readonly transport: Transport;
  readonly now: () => number;
  readonly newUuid: () => string;
};

/**
 * Holds a server to the service manager wire, from the side of a platform. Without `isWriting` only
 * pre-checks and questions are sent, and what a careless server might take for a real call is about
 * a subscription that nobody has. With it, subscriptions of the named customer are made and cancelled.
 * Refuses with `certify.not_a_platform`, `certify.no_such_check`, `certify.no_server`.
 */
export async function certifyServiceManager(
  options: ServiceManagerOptions,
): Promise<Result<CertifyReport, CertifyRefusal>> {
  const { transport, only, deadlineMs, now, names } = options;
  const accountId = readAccountId(names.accountId);
  const applicationId = readGuid(options.applicationId);
  if (accountId === null || applicationId === null) {
    return refuse({ code: 'certify.not_a_platform' });
  }
  const stranger = strangerOf(only, [envelopeAnswered, ...checks, ...serviceManagerExchanges]);
  if (stranger !== null) return refuse({ code: 'certify.no_such_check', name: stranger });
  const { origin, pathname } = new URL(options.url);
  const base = pathname === '/' ? serviceManagerBase : pathname.replace(/\/+$/, '');
  // Longer than the deadline, so that a late answer is seen to be late.
  const caller = createCaller({ origin, transport, timeoutMs: deadlineMs + patienceMs, now });
  const own = { ...names, accountId };
  const world = createServiceWorld({ ...options, names: own, applicationId, caller, origin, base });

  const reports: CheckReport[] = [...(await runServiceChecks(world, [envelopeAnswered]))];
  const [first] = world.answers();
  if (first === undefined || first.status === null) {
    return refuse({ code: 'certify.no_server', failure: first?.failure ?? 'network' });
  }
  const isWanted = wantedOf(only);
  const wanted = (some: readonly ServiceCheck[]) => some.filter(({ name }) => isWanted(name));
  if (reports[0]?.outcome === 'passed') {
    try {
      reports.push(...(await runServiceChecks(world, wanted(stateChecks))));
      reports.push(...(await replayRecordings(world, isWanted)));
    } finally {
      await world.own.retire();
    }
    reports.push(...(await runServiceChecks(world, wanted(lookBackChecks))));
  } else {
    const reason = 'a pre-check was not answered';
    const exchanges = serviceManagerExchanges.filter(({ name }) => isWanted(name));
    reports.push(...skipChecks(wanted(stateChecks), reason), ...skipExchanges(exchanges, reason));
    reports.push(...skipChecks(wanted(lookBackChecks), reason));
  }
  const url = origin + base;
  return accept({ wire: 'service-manager', url, checks: reports, leftBehind: world.own.left() });
}

const stateChecks = [
  ...preCheckChecks,
  ...addonChecks,
  ...lifeChecks,
  ...setUpChecks,
  ...httpChecks,
  ...actionChecks,
  ...bodyChecks,
];
const checks = [...stateChecks, ...lookBackChecks];
const patienceMs = 5_000;
