import { expect, test } from 'vitest';
import { classOfAddress } from './address-class.ts';

test('every form of an address that is not public is known', () => {
  const known = {
    loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd00::1'],
    forbidden: [
      ...['0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '192.0.2.1'],
      ...['::', 'fe80::1', 'ff02::1', '::ffff:169.254.169.254', '2002:7f00:1::', '2001:0:1::'],
      ...['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', 'localhost', '', '1.2.3'],
    ],
    public: ['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1', '::ffff:93.184.216.34'],
  };
  for (const [expected, addresses] of Object.entries(known)) {
    for (const address of addresses) expect(classOfAddress(address), address).toBe(expected);
  }
});
