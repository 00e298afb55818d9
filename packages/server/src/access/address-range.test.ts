import { expect, test } from 'vitest';
import { isAddressIn, readAddressRange } from './address-range.ts';

test('an address is in its own range and in those around it', () => {
  expect(isAddressIn(['203.0.113.7'], '203.0.113.7')).toBe(true);
  expect(isAddressIn(['203.0.113.0/24'], '203.0.113.255')).toBe(true);
  expect(isAddressIn(['198.51.100.1', '203.0.113.0/24'], '203.0.114.0')).toBe(false);
  expect(isAddressIn(['0.0.0.0/0'], '8.8.8.8')).toBe(true);
  expect(isAddressIn(['2001:db8::/32'], '2001:db8:1::7')).toBe(true);
  expect(isAddressIn(['2001:db8::/32'], '2001:db9::7')).toBe(false);
  expect(isAddressIn([], '203.0.113.7')).toBe(false);
});

test('IPv4 is IPv4 in whichever form it comes, and no family is in a range of the other', () => {
  expect(isAddressIn(['203.0.113.0/24'], '::ffff:203.0.113.9')).toBe(true);
  expect(isAddressIn(['::/0'], '203.0.113.9')).toBe(false);
  expect(isAddressIn(['0.0.0.0/0'], '::1')).toBe(false);
});

test.each([
  '',
  'host.example',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.07',
  '203.0.113.7/33',
  '203.0.113.7/24',
  '203.0.113.0/ 24',
  '203.0.113.0/24/24',
  '1:2:3:4:5:6:7',
  '1::2::3',
  '1:2:3:4:5:6:7::8',
  'fe80::1%eth0',
  '2001:db8::1/32',
])('%s is no range', (text) => {
  expect(readAddressRange(text)).toBeNull();
  expect(isAddressIn([text], '203.0.113.7')).toBe(false);
});
