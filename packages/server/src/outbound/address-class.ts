import { BlockList, isIP } from 'node:net';

/**
 * What kind of network an address leads to. `forbidden`: no call of ours has business there (cloud
 * metadata, multicast, reserved ranges, and the forms in which one address hides another).
 */
export type AddressClass = 'public' | 'private' | 'loopback' | 'forbidden';

/** The class of an IPv4 or IPv6 address; `forbidden` for a text that is none. */
export function classOfAddress(address: string): AddressClass {
  const family = isIP(address);
  if (family === 0) return 'forbidden';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  ranges ??= readRanges();
  // An IPv4 address mapped into IPv6 is checked against the ranges of both.
  if (ranges.forbidden.check(address, type)) return 'forbidden';
  if (ranges.loopback.check(address, type)) return 'loopback';
  return ranges.private.check(address, type) ? 'private' : 'public';
}

/** Read when the first address comes: a start has better things to do. */
let ranges: ReturnType<typeof readRanges> | null = null;

function readRanges() {
  return {
    loopback: listOf('127.0.0.0/8 ::1/128'),
    private: listOf('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7'),
    forbidden: listOf(
      `0.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15
       198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
       ::/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16
       fe80::/10 fec0::/10 ff00::/8`,
    ),
  };
}

function listOf(text: string): BlockList {
  const list = new BlockList();
  for (const range of text.split(/\s+/)) {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
