import {
  type CreditCheckAnswerShape,
  type CreditCheckCallShape,
  type CreditCheckCredentials,
  creditCheckPath,
  readAccountId,
  readGuid,
  type Transport,
} from '@aval/wire';
import { accept, type Result, refuse } from '../../kernel/result.ts';
import { createCaller } from '../caller.ts';
import { runChecks, skipChecks, strangerOf, wantedOf } from '../check.ts';
import { creditCheckExchanges } from '../golden-exchanges.ts';
import type { CertifyRefusal } from '../refusals.ts';
import { skipExchanges } from '../replay-exchanges.ts';
import type { CertifyReport, CheckReport } from '../report.ts';
import { createBasketWorld, type KnownBasket } from './basket-world.ts';
import { answersInTime, choiceChecks } from './choice-checks.ts';
import { booleanAnswered, documentChecks } from './document-checks.ts';
import { replayRecordings } from './replay-recordings.ts';

export type CreditCheckOptions = {
  /** The whole address of the hook; without a path our own is taken. */
  readonly url: string;
  readonly credentials: CreditCheckCredentials;
  /** A basket whose answer is known; a yes may take a hold. */
  readonly known: KnownBasket | null;
  /** How documented questions are put, as the document leaves it open. */
  readonly callShape: CreditCheckCallShape;
  readonly answerShape: CreditCheckAnswerShape;
  /** Names of the checks to run; null: all. */
  readonly only: readonly string[] | null;
  /** How long an answer may take. */
  readonly deadlineMs: number;
  readonly transport: Transport;
  readonly now: () => number;
  readonly newUuid: () => string;
};

/**
 * Holds a server to the credit check hook. Most questions are about a basket that no platform has;
 * only the known one is real. Refuses with `certify.not_a_basket`, `certify.no_such_check`,
 * `certify.no_server`.
 */
export async function certifyCreditCheck(
  options: CreditCheckOptions,
): Promise<Result<CertifyReport, CertifyRefusal>> {
  const { transport, only, deadlineMs, now } = options;
  const known = readKnown(options.known);
  if (known === undefined) return refuse({ code: 'certify.not_a_basket' });
  const every = [booleanAnswered, ...documentChecks, ...choiceChecks, answersInTime];
  const stranger = strangerOf(only, [...every, ...creditCheckExchanges]);
  if (stranger !== null) return refuse({ code: 'certify.no_such_check', name: stranger });
  const { origin, pathname } = new URL(options.url);
  const path = pathname === '/' ? creditCheckPath : pathname.replace(/\/+$/, '');
  // Longer than the deadline, so that a late answer is seen to be late.
  const caller = createCaller({ origin, transport, timeoutMs: deadlineMs + patienceMs, now });
  const world = createBasketWorld({ ...options, known, caller, path });
  const url = origin + path;

  const first = await world.ask(world.any);
  if (first.status === null) {
    return refuse({ code: 'certify.no_server', failure: first.failure ?? 'network' });
  }
  const isWanted = wantedOf(only);
  const documented = documentChecks.filter(({ name }) => isWanted(name));
  const chosen = [...choiceChecks, answersInTime].filter(({ name }) => isWanted(name));
  const reports: CheckReport[] = [...(await runChecks(world, [booleanAnswered]))];
  if (reports[0]?.outcome === 'passed') {
    reports.push(...(await runChecks(world, documented)));
    reports.push(...(await replayRecordings(world, isWanted)));
    reports.push(...(await runChecks(world, chosen)));
  } else {
    const reason = 'the question was not answered with a boolean';
    const exchanges = creditCheckExchanges.filter(({ name }) => isWanted(name));
    reports.push(...skipChecks(documented, reason), ...skipExchanges(exchanges, reason));
    reports.push(...skipChecks(chosen, reason));
  }
  return accept({ wire: 'credit-check', url, checks: reports, leftBehind: [] });
}

const patienceMs = 5_000;

/** With its ids as they are compared; undefined where they are none. */
function readKnown(known: KnownBasket | null): KnownBasket | null | undefined {
  if (known === null) return null;
  const accountId = readAccountId(known.accountId);
  const basketId = readGuid(known.basketId);
  if (accountId === null || basketId === null) return undefined;
  return { accountId, basketId, expected: known.expected };
}
