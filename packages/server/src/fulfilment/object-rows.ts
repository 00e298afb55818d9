import { canonical } from '../kernel/canonical.ts';
import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { RowChange, RowValues } from '../kernel/unit-of-work.ts';
import { type Installation, isSubscription, type StoredObject } from './stored-object.ts';
import type { Addon, Asset, Attributes, Subscription } from './subscription.ts';

type Owner = Installation & { readonly serviceId: ServiceId };

/** The rows of a new object, or those that a call changes of one; guarded by the version it had. */
export function objectRows(
  owner: Owner,
  before: StoredObject | null,
  after: Subscription | Asset,
): readonly RowChange[] {
  const { tenantId } = owner;
  const isOfSubscription = isSubscription(after);
  const table = isOfSubscription ? 'subscription' : 'asset';
  const key = { [`${table}_id`]: after.externalId };
  const row: RowChange =
    before === null
      ? { op: 'insert', table, values: { ...newValues(owner, after), ...key } }
      : {
          op: 'update',
          table,
          set: { ...changedValues(after), version: before.version + 1n },
          where: { tenant_id: tenantId, ...key, version: before.version },
        };
  if (!isOfSubscription) return [row];
  const had = before !== null && isSubscription(before) ? before.addons : [];
  return [row, ...addonRows(tenantId, after, had)];
}

function newValues(owner: Owner, after: Subscription | Asset): RowValues {
  const agreed = isSubscription(after)
    ? {
        renewed_at_us: after.renewedAt,
        cancel_window_days: after.cancelWindowDays === null ? null : BigInt(after.cancelWindowDays),
      }
    : {};
  return {
    tenant_id: owner.tenantId,
    service_id: owner.serviceId,
    service_type: after.serviceType,
    installation: owner.installation,
    platform_id: after.platformId,
    account_id: after.accountId,
    ordered_at_us: after.orderedAt,
    created_as: after.createdAs,
    version: 1n,
    ...agreed,
    ...changedValues(after),
  };
}

function changedValues(after: Subscription | Asset): RowValues {
  return {
    product_id: after.productId,
    state: after.state,
    quantity: BigInt(after.quantity),
    attributes: attributesText(after.attributes),
    changed_at_us: { blank: 'instant' },
    ...(isSubscription(after) ? { is_trial: after.isTrial ? 1n : 0n } : {}),
  };
}

/** Only the add-ons that differ: a call carries all of them. */
function addonRows(
  tenantId: TenantId,
  { externalId, addons }: Subscription,
  had: readonly Addon[],
): readonly RowChange[] {
  const before = new Map(had.map((addon) => [addon.productId, addon]));
  return addons.flatMap((addon): readonly RowChange[] => {
    const known = before.get(addon.productId);
    if (known === addon) return [];
    const key = {
      tenant_id: tenantId,
      subscription_id: externalId,
      product_id: addon.productId,
    };
    const values = {
      state: addon.state,
      quantity: BigInt(addon.quantity),
      attributes: attributesText(addon.attributes),
    };
    const table = 'subscription_addon';
    return known === undefined
      ? [{ op: 'insert', table, values: { ...key, addon_id: addon.externalId, ...values } }]
      : [{ op: 'update', table, set: values, where: key }];
  });
}

function attributesText(attributes: Attributes): string {
  return canonical(
    Object.fromEntries(
      Object.entries(attributes).map(([id, { value, code }]) => [id, { value, code }]),
    ),
  );
}
