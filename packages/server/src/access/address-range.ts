/** Addresses of one family: all that agree with `bits` in the first `prefix` bits. */
type AddressRange = { readonly size: 32 | 128; readonly bits: bigint; readonly prefix: number };

/**
 * An address of IPv4 or IPv6, or a range in the form `203.0.113.0/24`; null for anything else, also
 * for a range with bits beyond its prefix, which would mean something else than it says.
 */
export function readAddressRange(text: string): AddressRange | null {
  const [address = '', length, ...more] = text.split('/');
  const read = more.length === 0 ? readAddress(address) : null;
  if (read === null) return null;
  const { size, bits } = read;
  if (length === undefined) return { size, bits, prefix: size };
  const prefix = /^(?:0|[1-9]\d{0,2})$/.test(length) ? Number(length) : size + 1;
  if (prefix > size || bits !== startOf(bits, size, prefix)) return null;
  return { size, bits, prefix };
}

/** Whether an address lies in one of the ranges. IPv4 that comes in the form of IPv6 is IPv4. */
export function isAddressIn(ranges: readonly string[], address: string): boolean {
  const read = readAddress(address);
  if (read === null) return false;
  return ranges.some((text) => {
    const range = readAddressRange(text);
    if (range === null || range.size !== read.size) return false;
    return startOf(read.bits, range.size, range.prefix) === range.bits;
  });
}

function startOf(bits: bigint, size: number, prefix: number): bigint {
  const rest = BigInt(size - prefix);
  return (bits >> rest) << rest;
}

function readAddress(text: string): Omit<AddressRange, 'prefix'> | null {
  const four = readFour(text.replace(/^::ffff:(?=\d+\.)/i, ''));
  if (four !== null) return { size: 32, bits: four };
  const six = readSix(text);
  return six === null ? null : { size: 128, bits: six };
}

function readFour(text: string): bigint | null {
  const parts = text.split('.');
  const isFour = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part));
  if (!isFour || parts.some((part) => Number(part) > 255)) return null;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function readSix(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
