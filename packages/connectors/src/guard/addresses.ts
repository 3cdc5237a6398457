/** Which addresses belong to no public network, and a look-up that refuses them when a connection is made. */
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const PRIVATE = blockList([
  // This network, private, shared, loopback, link-local (where clouds tell secrets), special, tests, multicast, reserved.
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  // Unspecified and loopback, NAT64 and 6to4 (which hide an IPv4 address), Teredo and tests, unique local, link- and site-local, multicast.
  ...['::/127', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/9', 'ff00::/8'],
]);

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** True for an IP address that no public system has; anything else than an address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 4) return PRIVATE.check(plain, 'ipv4');
  if (family === 0) return true;
  const mapped = ipv4Within(plain);
  return mapped === undefined ? PRIVATE.check(plain, 'ipv6') : PRIVATE.check(mapped, 'ipv4');
}

/** The IPv4 address of `::ffff:10.0.0.1` (RFC 4291 §2.5.5.2) or `::10.0.0.1`, however it is written. */
function ipv4Within(address: string): string | undefined {
  const host = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const hex = /^::(?:ffff:)?([\da-f]{1,4}):([\da-f]{1,4})$/.exec(host);
  if (hex === null) return undefined;
  const [high = 0, low = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * Answers the connection's own question for addresses, so that no second answer of the DNS can lead elsewhere (rebinding). A host of
 * which one address is private is refused, unless `mayBePrivate` says that it is meant.
 */
export function guardedLookup(
  mayBePrivate: (host: string) => boolean,
  lookup: LookupFunction = systemLookup as LookupFunction,
): LookupFunction {
  return (host, options, answer) => {
    lookup(host, options, (error, address, family) => {
      if (error !== null) return answer(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map((one) => one.address);
      const isRefused = addresses.some(isPrivateAddress) && !mayBePrivate(host);
      if (!isRefused) return answer(null, address, family);
      const refusal = new Error(`${host} has a private address; list it under \`allow\` if that is meant`);
      answer(refusal, [], undefined);
    });
  };
}
