import { oneHeaders, readOneClientId, type Transport, writeOneClientId } from '@aval/wire';
import { accept, type Result, refuse } from '../../kernel/result.ts';
import { createCaller } from '../caller.ts';
import { runChecks, skipChecks, strangerOf, wantedOf } from '../check.ts';
import { isSuccess } from '../expect-answer.ts';
import { tradeCreditExchanges } from '../golden-exchanges.ts';
import type { CertifyRefusal } from '../refusals.ts';
import { skipExchanges } from '../replay-exchanges.ts';
import type { CertifyReport, CheckReport } from '../report.ts';
import { createClientWorld } from './client-world.ts';
import { documentChecks, keyAccepted } from './document-checks.ts';
import { feedChecks } from './feed-checks.ts';
import { httpChecks } from './http-checks.ts';
import { replayRecordings } from './replay-recordings.ts';
import { valueChecks } from './value-checks.ts';

export type TradeCreditOptions = {
  /** Scheme, host and port, and a path where the wire stands below one. */
  readonly url: string;
  readonly tenant: string;
  readonly apiKey: string;
  /** An organization without trade credit; null: a new one, where the server makes it by a PUT. */
  readonly organization: string | null;
  /** Names of the checks to run; null: all. */
  readonly only: readonly string[] | null;
  readonly timeoutMs: number;
  readonly transport: Transport;
  /** Milliseconds since 1970, never going back. */
  readonly now: () => number;
  readonly newUuid: () => string;
};

/**
 * Holds a server to ONE trade credit. All that is written is the trade credit of one organization
 * (and of a second new one, for figures with a time), which is removed at the end; nothing else is
 * touched. Refuses with `certify.not_an_organization`,
 * `certify.no_such_check`, `certify.no_server`, `certify.organization_in_use`.
 */
export async function certifyTradeCredit(
  options: TradeCreditOptions,
): Promise<Result<CertifyReport, CertifyRefusal>> {
  const { url, tenant, apiKey, organization, only, timeoutMs, transport, now, newUuid } = options;
  const client = readOneClientId(organization ?? `org:${newUuid()}`);
  if (client === null || client.kind !== 'organization') {
    return refuse({ code: 'certify.not_an_organization' });
  }
  const stranger = strangerOf(only, [keyAccepted, ...checks, ...tradeCreditExchanges]);
  if (stranger !== null) return refuse({ code: 'certify.no_such_check', name: stranger });

  const caller = createCaller({ origin: url.replace(/\/+$/, ''), transport, timeoutMs, now });
  const clientId = writeOneClientId(client);
  const world = createClientWorld({ caller, tenant, apiKey, clientId, newUuid });
  const standing = await world.get();
  if (standing.status === null) {
    return refuse({ code: 'certify.no_server', failure: standing.failure ?? 'network' });
  }
  if (organization !== null && isSuccess(standing)) {
    return refuse({ code: 'certify.organization_in_use', clientId });
  }

  const isWanted = wantedOf(only);
  const wanted = checks.filter(({ name }) => isWanted(name));
  const reports: CheckReport[] = [...(await runChecks(world, [keyAccepted]))];
  let leftBehind: readonly string[] = [];
  if (reports.some(({ outcome }) => outcome !== 'passed')) {
    const reason = `the feed could not be read with this ${oneHeaders.apiKey}`;
    const exchanges = tradeCreditExchanges.filter(({ name }) => isWanted(name));
    reports.push(...skipExchanges(exchanges, reason), ...skipChecks(wanted, reason));
    return accept({ wire: 'trade-credit', url, checks: reports, leftBehind });
  }
  try {
    const isNew = organization === null;
    reports.push(...(await replayRecordings(world, { isNew, isWanted, now })));
    reports.push(...(await runChecks(world, wanted)));
  } finally {
    leftBehind = await world.cleanUp();
  }
  return accept({ wire: 'trade-credit', url, checks: reports, leftBehind });
}

const checks = [...documentChecks, ...valueChecks, ...feedChecks, ...httpChecks];
