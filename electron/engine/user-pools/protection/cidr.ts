import { BlockList, isIP } from 'node:net';

type Range = { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' };

/** A range of addresses as `10.0.0.0/8` or `2001:db8::/32`; nothing for anything else. RFC 4632, RFC 4291. */
export function cidrOf(text: string): Range | undefined {
  const [address = '', prefix, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || prefix === undefined || more !== undefined || !/^\d{1,3}$/.test(prefix)) return undefined;
  const bits = Number(prefix);
  return bits > (version === 4 ? 32 : 128) ? undefined : { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** The first range that holds an address. An IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is the same address. */
export function rangeHolding(ranges: readonly string[], address: string): string | undefined {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const version = isIP(plain);
  if (version === 0) return undefined;
  return ranges.find((text) => {
    const range = cidrOf(text);
    if (range === undefined) return false;
    const list = new BlockList();
    list.addSubnet(range.address, range.bits, range.family);
    return list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  });
}
