import { describe, expect, it } from '@jest/globals';
import { checkSecrecy, checkUrl, hostList } from './hosts.ts';

describe('checkUrl', () => {
  it.each([
    { name: 'a public host that an operator wrote', url: 'https://api.example.com/v1', allow: [], isNamed: true },
    { name: 'a listed host of a document', url: 'https://API.example.com', allow: ['api.example.com'], isNamed: false },
    { name: 'a listed host and port', url: 'http://localhost:8080', allow: ['localhost:8080'], isNamed: true },
    { name: 'a listed private address', url: 'http://10.0.0.5', allow: ['10.0.0.5'], isNamed: true },
    { name: 'a listed address of IPv6', url: 'http://[::1]:81', allow: ['[::1]:81'], isNamed: true },
  ])('takes $name', ({ url, allow, isNamed }) => {
    expect(checkUrl(url, 'It', hostList(allow), isNamed).href).toBe(new URL(url).href);
  });

  it.each([
    {
      name: 'a host of a document that is not listed',
      url: 'https://api.example.com',
      isNamed: false,
      says: 'not listed',
    },
    {
      name: 'a listed host on another port',
      url: 'http://localhost:81',
      allow: ['localhost:80'],
      says: 'private address',
    },
    { name: 'the loopback', url: 'http://127.0.0.1/', says: 'private address' },
    { name: 'the loopback as a number', url: 'http://2130706433/', says: 'private address' },
    { name: 'the loopback in IPv6', url: 'http://[::ffff:7f00:1]/', says: 'private address' },
    { name: 'localhost', url: 'http://shop.localhost', says: 'private address' },
    { name: 'where clouds tell secrets', url: 'http://169.254.169.254/latest', says: 'private address' },
    {
      name: 'a host that only ends like a listed one',
      url: 'https://evil-x.example',
      allow: ['x.example'],
      isNamed: false,
      says: 'not listed',
    },
    { name: 'another scheme', url: 'file:///etc/passwd', says: 'no URL' },
    { name: 'a password in the URL', url: 'https://me:hunter2@api.example.com', says: 'credentials' },
  ])('refuses $name', ({ url, allow = [], isNamed = true, says }) => {
    const check = () => checkUrl(url, 'It', hostList(allow), isNamed);
    expect(check).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(says) }));
    expect(check).not.toThrow(/hunter2/);
  });
});

describe('checkSecrecy', () => {
  it('lets credentials go in the clear to listed hosts alone', () => {
    const url = new URL('http://api.example.com');
    expect(() => checkSecrecy(url, 'It', hostList([]))).toThrow('in the clear');
    expect(() => checkSecrecy(url, 'It', hostList(['api.example.com']))).not.toThrow();
    expect(() => checkSecrecy(new URL('https://api.example.com'), 'It', hostList([]))).not.toThrow();
  });
});
