/** Proxies that may say for whom they speak (PROXY protocol). */
import { BlockList, isIP } from 'node:net';
import { AppError } from '@facteur/primitives';

/**
 * Whether an address is one of `proxies`, however both are written: IPv6 has several ways.
 * @throws AppError `CONFIG_INVALID` when one is no IP address: smtp-server would take `*` for everybody
 */
export function proxyTest(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    if (isIP(proxy) === 0) throw new AppError('CONFIG_INVALID', `A proxy is named by its IP address, not «${proxy}»`);
    list.addAddress(proxy, familyOf(proxy));
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
