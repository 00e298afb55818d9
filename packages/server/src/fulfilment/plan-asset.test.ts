import { expect, test } from 'vitest';
import { aCall, aContext, anAsset } from '../../test/builders/fulfilment.ts';
import { planAsset } from './plan-asset.ts';

test('a Create that is done is answered again unchanged, and refused with other content', () => {
  const created = planAsset('asset.create', null, aCall({ quantity: 1 }), aContext());
  if (!created.ok) throw new Error(created.refusal.code);
  const { thing } = created.value;
  expect(thing).toMatchObject({ state: 'active', quantity: 1, externalId: 'new-1' });
  expect(planAsset('asset.create', thing, aCall({ quantity: 1 }), aContext())).toEqual({
    ok: true,
    value: { kind: 'unchanged', thing },
  });
  expect(planAsset('asset.create', thing, aCall({ quantity: 2 }), aContext())).toMatchObject({
    refusal: { code: 'fulfilment.other_content', object: 'asset' },
  });
});

test('Update and Cancel are compared with the state in force', () => {
  const asset = anAsset({ quantity: 1 });
  const plan = (operation: 'asset.update' | 'asset.cancel', current: typeof asset, quantity = 1) =>
    planAsset(operation, current, aCall({ quantity }), aContext());
  expect(plan('asset.update', asset)).toEqual({
    ok: true,
    value: { kind: 'unchanged', thing: asset },
  });
  expect(plan('asset.update', asset, 4)).toMatchObject({
    value: { kind: 'changed', thing: { quantity: 4 } },
  });
  const cancelled = anAsset({ state: 'cancelled' });
  expect(plan('asset.cancel', asset)).toMatchObject({
    value: { kind: 'changed', thing: { state: 'cancelled' } },
  });
  expect(plan('asset.cancel', cancelled)).toMatchObject({ value: { kind: 'unchanged' } });
  expect(plan('asset.update', cancelled, 4)).toMatchObject({
    refusal: { code: 'fulfilment.step_not_possible', object: 'asset', step: 'update' },
  });
});

test('an asset that is not there, or an action against the operation, is refused', () => {
  expect(planAsset('asset.update', null, aCall(), aContext())).toMatchObject({
    refusal: { code: 'fulfilment.object_unknown', object: 'asset' },
  });
  expect(
    planAsset('asset.cancel', anAsset(), aCall({ action: 'provision' }), aContext()),
  ).toMatchObject({ refusal: { code: 'fulfilment.action_contradicts' } });
});
