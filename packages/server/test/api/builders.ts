import type { AvalClient, NativeOrganization } from '@aval/wire';
import { assert } from '../../src/kernel/assert.ts';

/** `eur('12.50')` as the API writes it. */
export const eur = (amount: string) => ({ amount, currency: 'EUR' });

let count = 0;

/** A new organization; every test has its own, so that none sees another's figures. */
export async function anOrganization(client: AvalClient): Promise<NativeOrganization> {
  count += 1;
  const made = await client.createOrganization({ body: { name: `Customer ${count}` } });
  assert(made.ok, 'an organization for a test');
  return made.body;
}

/** A new organization with an open line; gives its id. */
export async function aLine(
  client: AvalClient,
  limit: string | null = '1000.00',
  more: { readonly unlimited?: boolean; readonly currency?: string } = {},
): Promise<string> {
  const { organizationId } = await anOrganization(client);
  const { currency = 'EUR', ...terms } = more;
  const money = limit === null ? null : { amount: limit, currency };
  const set = await client.setCreditLine({
    params: { organizationId },
    body: { currency, limit: money, ...terms },
  });
  assert(set.ok, 'a line for a test');
  return organizationId;
}

/** A hold that was granted; gives its id. */
export async function aHold(
  client: AvalClient,
  organizationId: string,
  amount = '100.00',
  more: { readonly source?: string; readonly dueAfterSeconds?: number } = {},
): Promise<string> {
  const placed = await client.placeHold({ body: { organizationId, amount: eur(amount), ...more } });
  assert(placed.ok && placed.body.approved, 'a hold for a test');
  return placed.body.hold.holdId;
}
