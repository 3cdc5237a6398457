import { describe, expect, it } from '@jest/globals';
import { localPath } from './request-page.ts';

describe('a path to go to after signing in', () => {
  it.each(['/', '/cases/UVMU-9A4U-F', '/?status=open&after=a%2Fb', '/invitations'])('is one of ours: %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    ['another host', '//evil.example'],
    ['another host for browsers that mend slashes', '/\\evil.example'],
    ['a backslash further on', '/a\\..\\\\evil.example'],
    ['an address', 'https://evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a line break', '/a\r\nSet-Cookie: x=y'],
    ['a tab, which browsers leave out', '/\t/evil.example'],
    ['nothing', ''],
    ['no text', undefined],
    ['several', ['/a', '/b']],
    ['the sign-in page itself', '/sign-in?to=/'],
    ['an invitation', '/invitation/abc'],
    ['the API', '/api/v1/cases'],
    ['a path without end', `/${'a'.repeat(3_000)}`],
  ])('is not %s', (_name, text) => {
    expect(localPath(text)).toBeUndefined();
  });
});
