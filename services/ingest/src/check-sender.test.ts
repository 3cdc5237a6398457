/** Senders are checked before a mail is kept: with what the session tells, for a bounded time, and only where it is wanted. */
import { generateKeyPairSync } from 'node:crypto';
import type { SenderResolver } from '@facteur/mail';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openTestIngest, rawMail, type TestIngest, type TestIngestOptions } from './testing/test-ingest.ts';

let ingest: TestIngest | undefined;
afterEach(async () => {
  await ingest?.dispose();
  ingest = undefined;
});

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const RECORDS: Readonly<Record<string, string>> = {
  'TXT courriel.example': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT _dmarc.courriel.example': 'v=DMARC1; p=reject',
  'TXT s._domainkey.courriel.example': `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
};
const resolver: SenderResolver = async (domain, type) => {
  const record = RECORDS[`${type} ${domain}`];
  if (record === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return [[record]];
};
const silent: SenderResolver = () => new Promise(() => {});
const never: SenderResolver = () => {
  throw new Error('asked');
};
const open = async (options: TestIngestOptions): Promise<TestIngest> => {
  ingest = await openTestIngest(options);
  return ingest;
};
const SESSION = { helo: 'mx.courriel.example', mailFrom: 'camille@courriel.example' };

describe('the sender of a mail', () => {
  it.each([
    {
      name: 'is proven by the server that its domain names',
      remoteAddress: '192.0.2.1',
      proof: 'authenticated',
      dmarc: 'pass',
    },
    { name: 'is not proven by another server', remoteAddress: '192.0.2.66', proof: 'none', dmarc: 'fail' },
    {
      name: 'is not proven by whoever hands the mail on here',
      remoteAddress: '127.0.0.1',
      proof: 'none',
      dmarc: 'fail',
    },
  ])('$name', async ({ remoteAddress, proof, dmarc }) => {
    const { receive, received } = await open({ resolver });
    await receive({}, { remoteAddress, ...SESSION });
    expect(await received()).toMatchObject([{ proof, authentication: { by: 'check', dmarc } }]);
  });

  it.each(['import', 'api'] as const)(
    'of a mail that comes by %s is proven by its signature alone',
    async (channel) => {
      const { receive, received } = await open({ resolver });
      await receive({}, { channel, remoteAddress: '192.0.2.1' });
      expect(await received()).toMatchObject([{ proof: 'none', authentication: { spf: 'none', dmarc: 'fail' } }]);
    },
  );

  it('stays unproven when the DNS does not answer in time, and the mail is kept', async () => {
    const { kernel, receive, received } = await open({ resolver: silent });
    const before = kernel.clock.now();
    const receiving = receive({}, { remoteAddress: '192.0.2.1', ...SESSION });
    await kernel.clock.advance(5_000);
    await receiving;
    expect(kernel.clock.now() - before).toBeLessThan(10_000);
    expect(await received()).toMatchObject([{ proof: 'none', authentication: { dmarc: 'temperror' } }]);
  });

  it('is looked into for one mail while others go on', async () => {
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow: SenderResolver = async (domain, type) => {
      if (domain.includes('lent.example')) await asked;
      return resolver(domain, type);
    };
    const { receive, received } = await open({ resolver: slow });
    const late = receive({ from: 'a@lent.example' }, { remoteAddress: '192.0.2.9', mailFrom: 'a@lent.example' });
    await receive({ subject: 'Autre' }, { remoteAddress: '192.0.2.1', ...SESSION });
    expect(await received()).toMatchObject([{ subject: 'Autre', proof: 'authenticated' }]);
    answer();
    await late;
    expect(await received()).toHaveLength(2);
  });

  it.each([
    { name: 'where the mailbox does not want it', mailbox: { verify: false }, headers: [] },
    { name: 'where the mailbox believes this machine', mailbox: { trust: 'local' as const }, headers: [] },
    {
      name: 'where an own server has said it',
      mailbox: { 'authentication-servers': ['mx.boutique.example'] },
      headers: ['Authentication-Results: mx.boutique.example; dmarc=pass header.from=courriel.example'],
    },
  ])('is not asked for $name', async ({ mailbox, headers }) => {
    const { receive, received } = await open({ resolver: never, mailbox });
    await receive(rawMail({ headers }), { remoteAddress: '192.0.2.1', ...SESSION });
    expect(await received()).toMatchObject([{ proof: headers.length > 0 ? 'authenticated' : 'none' }]);
  });

  it('is not believed by the word of a server that nobody named', async () => {
    const { receive, received } = await open({ resolver });
    const headers = ['Authentication-Results: mx.boutique.example; dmarc=pass header.from=courriel.example'];
    await receive({ headers }, { remoteAddress: '192.0.2.66', ...SESSION });
    expect(await received()).toMatchObject([{ proof: 'none', authentication: { by: 'check' } }]);
  });
});
