import { readMail, type SenderVerification } from '@facteur/mail';
import { describe, expect, it } from '@jest/globals';
import { isLoopback, proofOf, wantsCheck } from './sender.ts';

const mailbox = {
  address: 'sav@boutique.example',
  trust: 'local' as const,
  'authentication-servers': ['mx.boutique.example'],
};
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
    expect(proofOf(await mailWith(results), mailbox, isLocal)).toMatchObject({ proof });
  });

  it('believes the loopback only where the mailbox does', async () => {
    expect(proofOf(await mailWith(''), { ...mailbox, trust: 'proof' }, true)).toEqual({ proof: 'none' });
  });
});

describe('proofOf, when ingest checked the sender itself', () => {
  const open = { address: 'sav@boutique.example', trust: 'proof' as const };
  const nothing = { spf: 'none', dkim: 'none', dkimDomains: [], dmarc: 'none', arc: 'none' };
  const check = (found: Partial<SenderVerification>): SenderVerification => ({
    ...{ by: 'check', authservId: '' },
    ...nothing,
    ...found,
  });

  it.each([
    { name: 'DMARC passed', found: { dmarc: 'pass', dmarcDomain: 'client.example' }, proof: 'authenticated' },
    { name: 'DMARC passed for another domain', found: { dmarc: 'pass', dmarcDomain: 'evil.example' }, proof: 'none' },
    {
      name: 'DMARC passed for the end of a word',
      found: { dmarc: 'pass', dmarcDomain: 'ient.example' },
      proof: 'none',
    },
    {
      name: 'it has no policy and signed',
      found: { dkim: 'pass', dkimDomains: ['client.example'] },
      proof: 'authenticated',
    },
    { name: 'it has no policy and sent', found: { spf: 'pass', spfDomain: 'client.example' }, proof: 'authenticated' },
    {
      name: 'it has no policy and another one signed',
      found: { dkim: 'pass', dkimDomains: ['evil.example'] },
      proof: 'none',
    },
    {
      name: 'DMARC failed, whoever signed',
      found: { dmarc: 'fail', dkim: 'pass', dkimDomains: ['client.example'] },
      proof: 'none',
    },
    {
      name: 'the DNS gave no answer, whatever SPF says',
      found: { dmarc: 'temperror', spf: 'pass', spfDomain: 'client.example' },
      proof: 'none',
    },
    { name: 'only the chain of forwarders holds', found: { arc: 'pass', arcDomain: 'client.example' }, proof: 'none' },
  ])('of a domain of which $name: $proof', async ({ found, proof }) => {
    const { proof: proven, authentication } = proofOf(await mailWith(''), open, false, check(found));
    expect(proven).toBe(proof);
    expect(authentication).toMatchObject({ by: 'check', dmarc: found.dmarc ?? 'none' });
  });

  it('asks the own server first, and believes its header alone', async () => {
    const told = { ...open, 'authentication-servers': ['mx.boutique.example'] };
    const mail = await mailWith(header('mx.boutique.example', 'fail'));
    const passed = check({ dmarc: 'pass', dmarcDomain: 'client.example' });
    expect(wantsCheck(mail, told)).toBe(false);
    expect(proofOf(mail, told, false, passed)).toMatchObject({ proof: 'none', authentication: { by: 'header' } });
    expect(wantsCheck(mail, open)).toBe(true);
    expect(proofOf(mail, open, false, passed).proof).toBe('authenticated');
  });

  it.each([
    { found: { dmarc: 'fail' }, proof: 'none' },
    { found: { dmarc: 'temperror' }, proof: 'local' },
    { found: {}, proof: 'local' },
  ])('leaves the loopback its word unless DMARC failed: $found', async ({ found, proof }) => {
    const local = { ...open, trust: 'local' as const, verify: true };
    expect(proofOf(await mailWith(''), local, true, check(found)).proof).toBe(proof);
  });

  it('is not asked where the mailbox does not want it', async () => {
    const mail = await mailWith('');
    expect(wantsCheck(mail, { ...open, verify: false })).toBe(false);
    expect(wantsCheck(mail, { ...open, trust: 'local' })).toBe(false);
    expect(proofOf(mail, { ...open, verify: false }, false, check({ dmarc: 'pass' }))).toEqual({ proof: 'none' });
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
