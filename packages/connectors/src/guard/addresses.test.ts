import type { LookupFunction } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { guardedLookup, isPrivateAddress } from './addresses.ts';

describe('isPrivateAddress', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...['::1', '::', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'ff02::1', '2001:db8::1'],
    ...[
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      '0:0:0:0:0:ffff:169.254.169.254',
      '::127.0.0.1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
    ],
    ...['', 'example.com', '127.1'],
  ])('refuses %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'takes %s',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe('guardedLookup', () => {
  const answering =
    (...addresses: string[]): LookupFunction =>
    (_host, options, answer) => {
      if (options.all)
        answer(
          null,
          addresses.map((address) => ({ address, family: 4 })),
          undefined,
        );
      else answer(null, addresses[0] ?? '', 4);
    };
  const ask = (lookup: LookupFunction, all: boolean) =>
    new Promise((resolve) => lookup('api.example.com', { all }, (error, address) => resolve(error ?? address)));

  it.each([true, false])('gives public addresses (all: %s)', async (all) => {
    const given = await ask(
      guardedLookup(() => false, answering('8.8.8.8')),
      all,
    );
    expect(given).toEqual(all ? [{ address: '8.8.8.8', family: 4 }] : '8.8.8.8');
  });

  it.each([
    { all: true, addresses: ['8.8.8.8', '127.0.0.1'] },
    { all: false, addresses: ['169.254.169.254'] },
  ])('refuses a name of which one address is private ($addresses)', async ({ all, addresses }) => {
    const given = await ask(
      guardedLookup(() => false, answering(...addresses)),
      all,
    );
    expect(given).toMatchObject({ message: expect.stringContaining('private address') });
  });

  it('takes a private address of a host that is listed', async () => {
    const lookup = guardedLookup((host) => host === 'api.example.com', answering('10.0.0.1'));
    expect(await ask(lookup, false)).toBe('10.0.0.1');
  });

  it('passes on what kept the name from being found', async () => {
    const lookup = guardedLookup(
      () => true,
      (_host, _options, answer) => answer(new Error('ENOTFOUND'), '', 4),
    );
    expect(await ask(lookup, false)).toMatchObject({ message: 'ENOTFOUND' });
  });
});
