import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimSign, sealMessage } from 'mailauth';
import { type SenderResolver, type VerifySenderOptions, verifySender } from './verify-sender.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** The DNS of these tests. */
const RECORDS: Readonly<Record<string, string>> = {
  'TXT s1._domainkey.client.example': `v=DKIM1; k=rsa; p=${KEY}`,
  'TXT s1._domainkey.forwarder.example': `v=DKIM1; k=rsa; p=${KEY}`,
  'TXT s1._domainkey.other.example': `v=DKIM1; k=rsa; p=${KEY}`,
  'TXT client.example': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT _dmarc.client.example': 'v=DMARC1; p=reject',
};
const resolver: SenderResolver = async (domain, type) => {
  const record = RECORDS[`${type} ${domain}`];
  if (record === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return [[record]];
};

const HEADERS = [
  'From: Léa <lea@client.example>',
  'To: sav@boutique.example',
  'Subject: colis',
  'Date: Tue, 17 Nov 2026 16:09:12 +0100',
];
const mail = (...extra: readonly string[]): string => [...extra, ...HEADERS, '', 'Bonjour', ''].join('\r\n');

async function signed(
  source: string,
  domain = 'client.example',
  more: { maxBodyLength?: number } = {},
): Promise<string> {
  const { signatures } = await dkimSign(source, {
    signingDomain: domain,
    selector: 's1',
    privateKey: PEM,
    signatureData: [{ signingDomain: domain, selector: 's1', privateKey: PEM, ...more }],
  });
  return signatures + source;
}

const FROM_ITS_SERVER = { ip: '192.0.2.1', helo: 'mx.client.example', mailFrom: 'lea@client.example' };
const verify = (source: string, options: Partial<VerifySenderOptions> = {}) =>
  verifySender(Buffer.from(source), { resolver, ...options });

describe('verifySender', () => {
  it('passes a mail from the server that its domain names', async () => {
    expect(await verify(mail(), FROM_ITS_SERVER)).toMatchObject({
      by: 'check',
      spf: 'pass',
      spfDomain: 'client.example',
      dkim: 'none',
      dmarc: 'pass',
      dmarcDomain: 'client.example',
    });
  });

  it('fails a mail from another server, and tells what its domain asks for', async () => {
    const result = await verify(mail(), { ...FROM_ITS_SERVER, ip: '192.0.2.66' });
    expect(result).toMatchObject({ spf: 'fail', dmarc: 'fail', policy: 'reject' });
  });

  it('passes a signed mail from anywhere', async () => {
    const result = await verify(await signed(mail()));
    expect(result).toMatchObject({ spf: 'none', dkim: 'pass', dkimDomains: ['client.example'], dmarc: 'pass' });
  });

  it('passes signed mails of any domain DKIM, but not DMARC', async () => {
    const result = await verify(await signed(mail(), 'other.example'));
    expect(result).toMatchObject({ dkim: 'pass', dkimDomains: ['other.example'], dmarc: 'fail' });
  });

  it.each([
    { name: 'body', from: 'Bonjour', to: 'Remboursez' },
    { name: 'subject', from: 'colis', to: 'argent' },
  ])('fails a signed mail whose $name was changed', async ({ from, to }) => {
    const result = await verify((await signed(mail())).replace(from, to));
    expect(result.dkim).not.toBe('pass');
    expect(result.dmarc).toBe('fail');
  });

  it('does not trust a signature over a part of the body', async () => {
    const source = await signed(mail(), 'client.example', { maxBodyLength: 9 });
    expect(await verify(source)).toMatchObject({ dkim: 'pass', dmarc: 'pass' });
    expect(await verify(`${source}Et 500 € sur mon compte.\r\n`)).toMatchObject({
      dkim: 'policy',
      dkimDomains: [],
      dmarc: 'fail',
    });
  });

  it.each([
    { name: 'two From headers', source: () => signed(mail('From: pdg@client.example')) },
    { name: 'two addresses in From', source: () => signed(mail().replace('<lea@', '<pdg@client.example>, <lea@')) },
    { name: 'no From', source: async () => mail().replace(/^From.*\r\n/, '') },
  ])('fails a mail with $name', async ({ source }) => {
    expect(await verify(await source(), FROM_ITS_SERVER)).toMatchObject({ dmarc: 'fail' });
    const told = 'Authentication-Results: mx.boutique.example; dmarc=pass header.from=client.example\r\n';
    expect(await verify(told + (await source()), { trustedServer: 'mx.boutique.example' })).toMatchObject({
      dmarc: 'fail',
    });
  });

  it('follows the seals of those who forwarded a mail', async () => {
    const source = await signed(mail());
    const options = {
      signingDomain: 'forwarder.example',
      selector: 's1',
      privateKey: PEM,
      authResults: 'mx.forwarder.example; dkim=pass header.d=client.example',
      cv: 'none',
    };
    const seal = await sealMessage(Buffer.from(source), options);
    const result = await verify(seal.toString() + source);
    expect(result).toMatchObject({ arc: 'pass', arcDomain: 'forwarder.example', dmarc: 'pass' });
  });

  it('has nothing to say of a domain without records', async () => {
    const result = await verify(mail().replace('client.example', 'nowhere.example'), {
      ip: '192.0.2.1',
      mailFrom: 'a@nowhere.example',
    });
    expect(result).toMatchObject({ spf: 'none', dkim: 'none', dmarc: 'none' });
  });

  it('says so when the DNS does not answer', async () => {
    const silent: SenderResolver = async () => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });
    };
    const result = await verify(await signed(mail()), { ...FROM_ITS_SERVER, resolver: silent });
    expect(result).toMatchObject({ spf: 'temperror', dkim: 'temperror', dmarc: 'temperror' });
  });

  it('asks a bounded number of questions, however many signatures there are', async () => {
    let asked = 0;
    const counting: SenderResolver = (domain, type) => {
      asked += 1;
      return resolver(domain, type);
    };
    const one = (await signed(mail(), 'other.example')).split('From:')[0] ?? '';
    const many = Array.from({ length: 200 }, (_, n) => one.replace('s=s1', `s=s${n}`)).join('');
    await verify(many + mail(), { ...FROM_ITS_SERVER, resolver: counting });
    expect(asked).toBeLessThanOrEqual(60);
  });
});

describe('what a mail says of itself', () => {
  const stranger = 'Authentication-Results: evil.example; dmarc=pass header.from=client.example';
  const own =
    'Authentication-Results: MX.boutique.example; spf=pass smtp.mailfrom=client.example; dmarc=pass header.from=client.example';

  it('is not believed when nobody is trusted, or somebody else', async () => {
    expect(await verify(mail(own))).toMatchObject({ by: 'check', dmarc: 'fail' });
    expect(await verify(mail(stranger), { trustedServer: 'mx.boutique.example' })).toMatchObject({
      by: 'check',
      dmarc: 'fail',
    });
  });

  it('is believed from the own server, and nothing is asked', async () => {
    const never: SenderResolver = () => Promise.reject(new Error('asked'));
    const result = await verify(mail(stranger, own), { trustedServer: 'mx.boutique.example', resolver: never });
    expect(result).toMatchObject({
      by: 'header',
      spf: 'pass',
      dkim: 'none',
      dmarc: 'pass',
      dmarcDomain: 'client.example',
    });
  });
});
