import { encodeApplicationKey, readJson } from '@aval/wire';
import { present } from '../../src/kernel/assert.ts';
import type { SeedDesk } from './fixture-seed.ts';

export const applicationId = '11111111-2222-4333-8444-555555555555';
export const applicationKey = 'test-application-key';

export type ManagerAnswer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is in the test.
  readonly body: any;
};

export type Call = (
  operation: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ManagerAnswer>;

/** Calls as the platform makes them: a text goes as it is. */
export function callerOf(
  desk: Pick<SeedDesk, 'url'>,
  id: string = applicationId,
  key: string = applicationKey,
): Call {
  return async (operation, body, headers = {}) => {
    const answer = await fetch(`${desk.url}/service-manager/api/${operation}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'X-CloudPlatform-ApplicationId': id,
        'X-CloudPlatform-APIKey': encodeApplicationKey(key),
        'Accept-Language': 'en',
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: readJson(text) };
  };
}

let count = 0;

/** A GUID that no other call of this run has. */
export function aPlatformId(): string {
  count += 1;
  return `0a0b0c0d-0000-4000-8000-${String(count).padStart(12, '0')}`;
}

/** A new subscription for a back-office user, with credit to ask for. */
export function aCreate(change: Readonly<Record<string, unknown>> = {}) {
  return {
    ID: null,
    SubscriptionID: aPlatformId(),
    Name: 'Standard',
    ServiceType: 'VendorX',
    ProductID: 'VX-STD',
    ActionType: 'Provision',
    Quantity: 2,
    Account: { ID: '151', Name: 'Acme Trading' },
    Addons: [],
    RequestedBy: { ID: 1, Type: 'BSS' },
    CheckOnly: false,
    ...change,
  };
}

/** A call about an object that we have an id of. */
export function aCall(id: string, change: Readonly<Record<string, unknown>> = {}) {
  const { SubscriptionID: _, ActionType: __, ...rest } = aCreate();
  return { ...rest, ID: id, ...change };
}

/** What is used and held on the line of the fixture's first customer. */
export async function lineOfAcme(desk: SeedDesk) {
  const reference = { source: 'interworks', kind: 'account', value: '151' };
  const { organizationId } = present(
    await desk.parties.organizationOf('demo' as never, reference),
    'customer',
  );
  const levels = await desk.storage.credit.levels('demo' as never, organizationId);
  const { capturedMinor, heldMinor } = present(levels, 'line')[0];
  return { capturedMinor, heldMinor };
}
