import { describe, expect, it } from '@jest/globals';
import { imapSchema, imapSecrets } from './imap-config.ts';

const LEAST = { host: 'imap.boutique.example', user: 'sav', password: 'env:SAV_PASSWORD' };

const GRANT = { 'client-id': 'facteur', 'refresh-token': 'file:/run/secrets/refresh' };

describe('the settings of an IMAP mailbox', () => {
  it('have defaults for all but server, user and secret', () => {
    expect(imapSchema.parse(LEAST)).toEqual({
      ...LEAST,
      tls: 'implicit',
      folder: ['INBOX'],
      after: { do: 'flag', flag: '\\Seen' },
      poll: 60_000,
      history: 'context',
      'max-bytes': 35 * 1024 * 1024,
    });
  });

  it.each([
    { name: 'a keyword', given: { after: 'flag:$Traite' }, read: { after: { do: 'flag', flag: '$Traite' } } },
    { name: 'a folder to move to', given: { after: 'move:A/B: c' }, read: { after: { do: 'move', folder: 'A/B: c' } } },
    { name: 'nothing to be done', given: { after: 'leave' }, read: { after: { do: 'leave' } } },
    { name: 'minutes', given: { poll: '5m' }, read: { poll: 300_000 } },
    { name: 'several folders', given: { folder: ['INBOX', 'Pro'] }, read: { folder: ['INBOX', 'Pro'] } },
    {
      name: 'how tokens are fetched',
      given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'https://login.example/token' } },
      read: { oauth2: { 'client-id': 'facteur', 'token-url': 'https://login.example/token' } },
    },
    {
      name: 'a token server on this machine',
      given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'http://[::1]:8080/token' } },
      read: { oauth2: { 'token-url': 'http://[::1]:8080/token' } },
    },
    { name: 'this machine in clear', given: { host: '127.0.0.1', tls: 'none' }, read: { tls: 'none' } },
  ])('can name $name', ({ given, read }) => {
    expect(imapSchema.parse({ ...LEAST, ...given })).toMatchObject(read);
  });

  it.each([
    { name: 'a password written down', given: { password: 'Tr0p' }, message: /env:NAME or file:/ },
    { name: 'no secret', given: { password: undefined }, message: /either password or oauth2/ },
    { name: 'two secrets', given: { oauth2: 'env:T' }, message: /either password or oauth2/ },
    {
      name: 'a refresh token written down',
      given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'https://l.example', 'refresh-token': 'Tr0p' } },
      message: /oauth2|env:NAME or file:/,
    },
    {
      name: 'a token server in clear over the network',
      given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'http://login.example/token' } },
      message: /expected https/,
    },
    {
      name: 'a token server with a password in its address',
      given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'https://a:Tr0p@login.example/token' } },
      message: /without user and password/,
    },
    { name: 'a password in clear over the network', given: { tls: 'none' }, message: /in clear/ },
    { name: 'an unknown word', given: { after: 'delete' }, message: /move:FOLDER/ },
    { name: 'a keyword that is none', given: { after: 'flag:à faire' }, message: /flag:KEYWORD/ },
    { name: 'a folder moved to itself', given: { after: 'move:INBOX' }, message: /read from/ },
    { name: 'a time without a unit', given: { poll: '60' }, message: /5s to 28m/ },
    { name: 'a time that servers do not allow', given: { poll: '30m' }, message: /5s to 28m/ },
    { name: 'a misspelt name', given: { folders: 'INBOX' }, message: /folders/ },
  ])('refuse $name', ({ given, message }) => {
    const { error } = imapSchema.safeParse({ ...LEAST, ...given });
    expect(error?.message).toMatch(message);
    expect(error?.message).not.toContain('Tr0p');
  });
});

it.each([
  { name: 'a password', given: {}, secrets: ['env:SAV_PASSWORD'] },
  { name: 'an access token', given: { password: undefined, oauth2: 'env:T' }, secrets: ['env:T'] },
  {
    name: 'a grant',
    given: { password: undefined, oauth2: { ...GRANT, 'token-url': 'https://l.example', 'client-secret': 'env:C' } },
    secrets: ['file:/run/secrets/refresh', 'env:C'],
  },
])('the secrets of $name are known, to be looked for at the start', ({ given, secrets }) => {
  expect(imapSecrets(imapSchema.parse({ ...LEAST, ...given }))).toEqual(secrets);
});
