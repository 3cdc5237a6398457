import { describe, expect, it } from '@jest/globals';
import { filesSchema } from './files-config.ts';

describe('the virus scanner is configured', () => {
  it.each([
    { name: 'by host and port', value: 'tcp://127.0.0.1:3310', expected: { host: '127.0.0.1', port: 3310 } },
    { name: 'by host alone', value: 'tcp://clamav.internal', expected: { host: 'clamav.internal', port: 3310 } },
    { name: 'by IPv6 address', value: 'tcp://[::1]:99', expected: { host: '::1', port: 99 } },
    { name: 'by socket', value: 'unix:/run/clamav/clamd.ctl', expected: { path: '/run/clamav/clamd.ctl' } },
  ])('$name', ({ value, expected }) => {
    expect(filesSchema.parse({ antivirus: value })).toEqual({ antivirus: expected, read: true });
  });

  it.each(['127.0.0.1:3310', 'tcp://', 'tcp://host:0', 'tcp://host:70000', 'unix:relative', 'http://host'])(
    'and never by %s',
    (value) => {
      const fault = filesSchema.safeParse({ antivirus: value }).error?.issues[0]?.message;
      expect(fault).toBe('expected tcp://host:port or unix:/path');
    },
  );
});
