/** Two addresses whose mails lie with one user of a real Dovecot, which asks a token server whether tokens are good. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@facteur/primitives';
import { type DovecotAt, describeReal, dovecotHere, type Server, startDovecot } from '@facteur/real';
import { type Logger, silentLog } from '@facteur/runtime';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ingestConfigSchema } from '../config.ts';
import { openTestIngest, rawMail, type TestIngest } from '../testing/test-ingest.ts';
import { type ImapMailboxes, openImapMailboxes } from './imap-mailboxes.ts';

const PATIENCE_MS = 20_000;
const REFRESH = 's3cret-refresh';
const USER = 'sav';
const ADDRESSES = ['sav@boutique.example', 'pro@boutique.example'];

describeReal('mailboxes that are read with access tokens', await dovecotHere(), () => {
  let tokenServer: HttpServer;
  let server: Server<DovecotAt>;
  let ingest: TestIngest;
  let sources: ImapMailboxes | undefined;
  /** Tokens that were given out; the last one is good. */
  let given: string[];
  let isGranted: boolean;
  let kept = 0;
  const lines: string[] = [];

  beforeAll(async () => {
    [given, isGranted] = [[], true];
    tokenServer = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const answer = (status: number, body: object): void =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/introspect') {
        const token = form.get('token') ?? '';
        return answer(200, token === given.at(-1) && isGranted ? { active: true, username: USER } : { active: false });
      }
      if (!isGranted || form.get('refresh_token') !== REFRESH) return answer(400, { error: 'invalid_grant' });
      given.push(`t0ken-${given.length}`);
      return answer(200, { access_token: given.at(-1), expires_in: 3600, refresh_token: 's3cret-rotated' });
    });
    tokenServer.listen(0, '127.0.0.1');
    await once(tokenServer, 'listening');
    server = await startDovecot({
      users: [{ name: USER, password: 'unused' }],
      introspectionUrl: `${tokenUrl()}/introspect`,
    });
    ingest = await openTestIngest({ mailboxes: ADDRESSES });
  });
  afterAll(async () => {
    await sources?.stop();
    await ingest.dispose();
    await server.stop();
    tokenServer.closeAllConnections();
    tokenServer.close();
  });

  const tokenUrl = (): string => `http://127.0.0.1:${(tokenServer.address() as AddressInfo).port}`;
  const note = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const listening: Logger = { ...silentLog, warn: note, error: note, info: note };

  const status = () => sources?.status() ?? [];

  async function until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    await ingest.kernel.until(() => {
      if (performance.now() > deadline) throw new Error(JSON.stringify(status()));
      return condition();
    });
  }

  async function start(): Promise<void> {
    const oauth2 = { 'token-url': `${tokenUrl()}/token`, 'client-id': 'facteur', 'refresh-token': 'env:REFRESH' };
    const imap = { host: 'localhost', port: server.at.port, tls: 'none', oauth2, poll: '5s' };
    const mailboxes = ADDRESSES.map((address) => ({ address, imap: { ...imap, user: USER } }));
    sources = await openImapMailboxes({
      kernel: { ...ingest.kernel.kernel(), clock: systemClock, log: listening },
      config: ingestConfigSchema.parse({ mailboxes }),
      receiver: {
        async receive(arrival) {
          const receipt = await ingest.receiver().receive(arrival);
          kept += receipt.isNew ? 1 : 0;
          return receipt;
        },
      },
      access: { instance: 'one', secret: async () => REFRESH },
    });
    sources.start();
  }

  it('share one token, take mails in, and tell of a replaced refresh token and of a refused grant without any secret', async () => {
    await start();
    await until(() => status().every(({ state }) => state === 'watching'));
    expect(given).toHaveLength(1);
    await server.at.deliver(USER, rawMail({ id: 'a@x.example' }));
    await until(() => kept === ADDRESSES.length);
    expect(lines.filter((line) => line.includes('replaced the refresh token'))).toHaveLength(1);

    await sources?.stop();
    await ingest.restart();
    isGranted = false;
    await start();
    await until(() => status().every(({ failure }) => failure?.reason === 'login'));
    expect(status()[0]?.failure?.message).toContain('invalid_grant');
    expect(lines.join('\n') + JSON.stringify(status())).not.toMatch(/s3cret|t0ken/);
  }, 60_000);
});
