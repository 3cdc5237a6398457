import { describe, expect, it } from '@jest/globals';
import { imapSchema } from './imap-config.ts';

const LEAST = { host: 'imap.boutique.example', user: 'sav', password: 'env:SAV_PASSWORD' };

describe('the settings of an IMAP mailbox', () => {
  it('have defaults for all but server, user and secret', () => {
    expect(imapSchema.parse(LEAST)).toEqual({
      ...LEAST,
      tls: 'implicit',
      folder: ['INBOX'],
      after: { do: 'flag', flag: '\\Seen' },
      poll: 60_000,
      history: 'skip',
      'max-bytes': 35 * 1024 * 1024,
    });
  });

  it.each([
    { name: 'a keyword', given: { after: 'flag:$Traite' }, read: { after: { do: 'flag', flag: '$Traite' } } },
    { name: 'a folder to move to', given: { after: 'move:A/B: c' }, read: { after: { do: 'move', folder: 'A/B: c' } } },
    { name: 'nothing to be done', given: { after: 'leave' }, read: { after: { do: 'leave' } } },
    { name: 'minutes', given: { poll: '5m' }, read: { poll: 300_000 } },
    { name: 'several folders', given: { folder: ['INBOX', 'Pro'] }, read: { folder: ['INBOX', 'Pro'] } },
    { name: 'this machine in clear', given: { host: '127.0.0.1', tls: 'none' }, read: { tls: 'none' } },
  ])('can name $name', ({ given, read }) => {
    expect(imapSchema.parse({ ...LEAST, ...given })).toMatchObject(read);
  });

  it.each([
    { name: 'a password written down', given: { password: 'Tr0p' }, message: /env:NAME or file:/ },
    { name: 'no secret', given: { password: undefined }, message: /either password or oauth2/ },
    { name: 'two secrets', given: { oauth2: 'env:T' }, message: /either password or oauth2/ },
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
