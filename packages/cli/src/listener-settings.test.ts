import { describe, expect, it } from '@jest/globals';
import { settingsSchema } from './settings.ts';

describe('The settings of the listeners', () => {
  it('open SMTP on the loopback, without TLS, proxies or LMTP', () => {
    const { smtp, lmtp } = settingsSchema.parse({});
    expect({ smtp, lmtp }).toEqual({ smtp: { host: '127.0.0.1', port: 2525 }, lmtp: { host: '127.0.0.1' } });
  });

  it.each([
    { name: 'proxies by address', settings: { smtp: { proxies: ['10.0.0.7', '2001:db8::7'] } }, isRight: true },
    { name: 'no proxy by name', settings: { smtp: { proxies: ['proxy.example'] } }, isRight: false },
    { name: 'not everybody as a proxy', settings: { smtp: { proxies: ['*'] } }, isRight: false },
    { name: 'no range of proxies', settings: { smtp: { proxies: ['10.0.0.0/8'] } }, isRight: false },
    { name: 'a key with its certificate', settings: { smtp: { tls: { key: 'k.pem', cert: 'c.pem' } } }, isRight: true },
    { name: 'no key without certificate', settings: { smtp: { tls: { key: 'k.pem' } } }, isRight: false },
    { name: 'LMTP on any free port', settings: { lmtp: { port: 0 } }, isRight: true },
    { name: 'LMTP on a socket file', settings: { lmtp: { path: '/run/facteur/lmtp' } }, isRight: true },
    { name: 'no port above the last', settings: { lmtp: { port: '65536' } }, isRight: false },
  ])('say $name', ({ settings, isRight }) => {
    expect(settingsSchema.safeParse(settings).success).toBe(isRight);
  });
});
