import { readMail } from '@facteur/mail';
import { describe, expect, it } from '@jest/globals';
import { isLoopback, proofOf } from './sender.ts';

const mailbox = { address: 'sav@boutique.example', trust: 'local' as const };
const mailWith = (results: string) =>
  readMail(
    Buffer.from(`From: a@client.example\r\nTo: sav@boutique.example\r\n${results}Subject: s\r\n\r\nBonjour\r\n`),
  );
const header = (server: string, dmarc: string) =>
  `Authentication-Results: ${server}; spf=pass smtp.mailfrom=client.example; dmarc=${dmarc} header.from=client.example\r\n`;

describe('proofOf', () => {
  it.each([
    {
      name: 'believes our server that DMARC passed',
      results: header('mx.boutique.example', 'pass'),
      isLocal: false,
      proof: 'authenticated',
    },
    {
      name: 'does not believe a stranger’s server',
      results: header('mx.evil.example', 'pass'),
      isLocal: false,
      proof: 'none',
    },
    {
      name: 'does not believe a server that only ends like ours',
      results: header('notboutique.example', 'pass'),
      isLocal: false,
      proof: 'none',
    },
    {
      name: 'believes our server that DMARC failed, even locally',
      results: header('mx.boutique.example', 'fail'),
      isLocal: true,
      proof: 'none',
    },
    { name: 'believes the loopback where the mailbox does', results: '', isLocal: true, proof: 'local' },
    {
      name: 'believes nobody who writes two From fields',
      results: 'From: b@client.example\r\n',
      isLocal: true,
      proof: 'none',
    },
    {
      name: 'believes no results for two From fields',
      results: `From: b@client.example\r\n${header('mx.boutique.example', 'pass')}`,
      isLocal: false,
      proof: 'none',
    },
    { name: 'believes nobody from afar without results', results: '', isLocal: false, proof: 'none' },
  ])('$name', async ({ results, isLocal, proof }) => {
    expect(proofOf(await mailWith(results), mailbox, isLocal)).toBe(proof);
  });

  it('believes the loopback only where the mailbox does', async () => {
    expect(proofOf(await mailWith(''), { ...mailbox, trust: 'proof' }, true)).toBe('none');
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
  ])('%s → %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});
