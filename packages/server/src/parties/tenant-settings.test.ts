import { expect, test } from 'vitest';
import { currency } from '../kernel/currency.ts';
import { settingTable } from './setting-table.ts';
import { readTenantSettings, settingTextsOf, withSettings } from './tenant-settings.ts';

const eur = currency('EUR');
const read = (changed: Record<string, string>, code = eur) => {
  const result = readTenantSettings(changed, code);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const refusalOf = (changed: Record<string, string>) => {
  const result = readTenantSettings(changed, eur);
  return result.ok ? null : result.refusal;
};

test('every default can be read in every currency', () => {
  for (const code of ['EUR', 'JPY', 'KWD', 'CLF'].map(currency)) {
    expect(read(settingTextsOf({}), code)).toEqual(read({}, code));
  }
  expect(Object.keys(settingTable).length).toBeGreaterThan(20);
});

test('settings are read into units that nobody can mistake', () => {
  const settings = read({
    'limit.tolerancePercent': '2.5',
    'limit.secondPersonAbove': '1500.00',
    'hold.ttl.basket': '45 min',
    'hold.dueCap': '2d',
    'one.currency': 'PLN',
    'hook.deadline': '900 ms',
    'hook.recurringBase': 'months(12)',
  });
  expect(settings.rules.recurringBase).toEqual({ months: 12 });
  expect(settings.policy.toleranceBasisPoints).toBe(250n);
  expect(settings.policy.secondPersonAboveMinor).toBe(150_000n);
  expect(settings.holdTtlUs.basket).toBe(45n * 60_000_000n);
  expect(settings.holdDueCapUs).toBe(48n * 3_600_000_000n);
  expect(settings.one.currency).toBe('PLN');
  expect(settings.hook.deadlineUs).toBe(900_000n);
});

test('amounts have the decimals of the currency', () => {
  expect(read({ 'limit.secondPersonAbove': '1500' }, currency('JPY')).policy).toMatchObject({
    secondPersonAboveMinor: 1_500n,
  });
  const result = readTenantSettings({ 'limit.secondPersonAbove': '15.5' }, currency('JPY'));
  expect(result.ok).toBe(false);
});

test.each([
  ['exposure.boundary', 'sometimes'],
  ['exposure.utilisationCeilingPercent', '0'],
  ['exposure.utilisationCeilingPercent', '101'],
  ['limit.tolerancePercent', '1.255'],
  ['limit.tolerancePercent', '1001'],
  ['limit.toleranceAmount', '-1.00'],
  ['limit.toleranceAmount', '1e3'],
  ['limit.secondPersonAbove', ''],
  ['hook.recurringBase', 'months(0)'],
  ['hook.recurringBase', 'months(121)'],
  ['hook.recurringBase', '12'],
  ['hold.ttl.basket', '30'],
  ['hold.ttl.basket', '25 h'],
  ['hold.ttl.basket', '0 s'],
  ['one.currency', 'XXX'],
  ['hook.deadline', '31 s'],
])('%s refuses %j and says what it takes', (name, text) => {
  const refusal = refusalOf({ [name]: text });
  expect(refusal).toMatchObject({ code: 'parties.setting_invalid', name });
});

test('an unknown name is refused with the nearest one', () => {
  expect(refusalOf({ 'hold.tll.basket': '30 min' })).toEqual({
    code: 'parties.setting_unknown',
    name: 'hold.tll.basket',
    nearest: 'hold.ttl.basket',
    advice: 'Did you mean hold.ttl.basket?',
  });
  expect(refusalOf({ constructor: 'x' })).toMatchObject({
    code: 'parties.setting_unknown',
    nearest: null,
    advice: 'The page of tenant settings has them all.',
  });
});

test('only what differs from its default is kept', () => {
  const changed = withSettings({}, { 'erp.lag': '48 h', 'capture.remainder': 'keep' });
  expect(changed).toEqual({ 'erp.lag': '48 h' });
  expect(withSettings(changed, { 'erp.lag': null })).toEqual({});
});

test('nothing of the settings can be changed in place', () => {
  const settings = read({});
  for (const part of [settings, settings.policy, settings.policy.overCapture, settings.holdTtlUs]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
});
