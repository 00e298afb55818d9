import { randomUUID } from 'node:crypto';
import {
  type CertifyReport,
  type CheckReport,
  type CreditCheckOptions,
  certifyCreditCheck,
  certifyServiceManager,
  certifyTradeCredit,
  type ServiceManagerOptions,
  type TradeCreditOptions,
} from '../../src/certify/index.ts';
import { createFetchTransport } from '../../src/cli/certify-transport.ts';
import { ok } from '../protocols/fixture-seed.ts';
import { fixtureNoon } from '../protocols/open-desk.ts';
import { application } from './right-service-manager.ts';

const common = {
  transport: createFetchTransport(fetch),
  // The desk of the tests stands at noon of that day.
  now: () => Date.parse(fixtureNoon) + performance.now(),
  newUuid: randomUUID,
};

export async function certifyOne(
  url: string,
  changes: Partial<TradeCreditOptions> = {},
): Promise<CertifyReport> {
  const credentials = { tenant: 'demo', apiKey: 'one-test-key', organization: null, only: null };
  return ok(
    await certifyTradeCredit({ ...common, url, ...credentials, timeoutMs: 10_000, ...changes }),
  );
}

const basic = { kind: 'basic', username: 'hook', password: 'hook-password' } as const;

export async function certifyHook(
  url: string,
  changes: Partial<CreditCheckOptions> = {},
): Promise<CertifyReport> {
  return ok(
    await certifyCreditCheck({
      ...common,
      ...{ url, credentials: basic, known: null, only: null },
      ...{ callShape: 'query', answerShape: 'bare', deadlineMs: 5_000, ...changes },
    }),
  );
}

/** Names that `right-service-manager.ts` sells under; changes replace some of them. */
export async function certifyService(
  url: string,
  {
    names = {},
    ...changes
  }: Partial<Omit<ServiceManagerOptions, 'names'>> & {
    readonly names?: Partial<ServiceManagerOptions['names']>;
  } = {},
): Promise<CertifyReport> {
  return ok(
    await certifyServiceManager({
      ...common,
      ...{ url, applicationId: application.id, applicationKey: application.key },
      ...{ settings: {}, token: null },
      names: {
        ...{ serviceType: 'VendorX', productId: 'STD', quantity: 2, accountId: '151' },
        ...{ attributes: {}, addonIds: ['A', 'B'], planId: 'EDU', assetId: 'STD' },
        refused: { productId: 'EDU', quantity: 1 },
        languages: ['en', 'nl', 'de', 'pl', 'el'],
        paths: {},
        ...{ newAccountId: '160', addonResult: 'subscription', baseUri: application.baseUri },
        ...names,
      },
      ...{ isWriting: true, only: null, deadlineMs: 20_000, ...changes },
    }),
  );
}

/** The names of the checks that ended in some way, with what they found. */
export function endedAs(
  { checks }: CertifyReport,
  outcome: CheckReport['outcome'],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    checks
      .filter((check) => check.outcome === outcome)
      .map((check) => [
        check.name,
        check.outcome === 'failed'
          ? check.differences
          : check.outcome === 'not_applicable' && check.reason,
      ]),
  );
}
