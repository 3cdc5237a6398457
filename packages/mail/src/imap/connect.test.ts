/** A session against a real Dovecot. */
import { type DovecotAt, describeReal, dovecotHere, type Server, startDovecot } from '@facteur/real';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectImap, type ImapAccount } from './connect.ts';
import type { AfterAccept, ImapSession } from './session.ts';

const PASSWORD = 'Tr0p-Secret';
const MAIL = 'Subject: Bonjour\r\nDate: Mon, 5 Jan 2026 09:00:00 +0000\r\n\r\nEt merci.\r\n';
const RECEIVED_MS = Date.UTC(2026, 0, 5, 10);
const LEAVE: AfterAccept = { do: 'leave' };

describeReal('an IMAP session', await dovecotHere(), () => {
  let server: Server<DovecotAt>;
  const sessions: ImapSession[] = [];
  beforeAll(async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'full'];
    server = await startDovecot({ users: names.map((name) => ({ name, password: PASSWORD })), quotaBytes: 20_000 });
  });
  afterAll(async () => {
    for (const session of sessions) await session.close();
    await server.stop();
  });

  const account = (user: string, changes: Partial<ImapAccount> = {}): ImapAccount => ({
    host: 'localhost',
    port: server.at.port,
    tls: 'none',
    user,
    credential: async () => ({ password: PASSWORD }),
    ...changes,
  });
  async function connected(user: string, changes: Partial<ImapAccount> = {}): Promise<ImapSession> {
    const session = await connectImap(account(user, changes));
    sessions.push(session);
    return session;
  }

  describe('connects', () => {
    it.each([
      { name: 'in clear', tls: 'none' as const },
      { name: 'with STARTTLS', tls: 'starttls' as const },
      { name: 'by TLS', tls: 'implicit' as const },
    ])('$name', async ({ tls }) => {
      const port = tls === 'implicit' ? server.at.tlsPort : server.at.port;
      const session = await connected('a', { tls, port, ca: server.at.ca });
      expect(await session.open('INBOX', LEAVE)).toMatchObject({ exists: 0, uidNext: 1 });
    });

    it('not to a server whose certificate nobody vouches for', async () => {
      const unknown = connectImap(account('a', { tls: 'implicit', port: server.at.tlsPort }));
      await expect(unknown).rejects.toMatchObject({ code: 'IMAP_UNREACHABLE', retry: 'later' });
    });

    it('not with a wrong password, which no error repeats', async () => {
      const failure = await connectImap(account('a', { credential: async () => ({ password: 'Wr0ng' }) })).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ code: 'IMAP_LOGIN_REFUSED', retry: 'later' });
      expect(String(failure)).toMatch(/AUTHENTICATIONFAILED/);
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('Wr0ng');
    });

    it('not where nobody listens', async () => {
      const nobody = connectImap(account('a', { port: 1 }));
      await expect(nobody).rejects.toMatchObject({
        code: 'IMAP_UNREACHABLE',
        message: expect.stringMatching(/REFUSED/),
      });
    });

    it('not once it was told to give up', async () => {
      await expect(connectImap(account('a'), AbortSignal.abort())).rejects.toMatchObject({ code: 'IMAP_UNREACHABLE' });
    });
  });

  it('lists and fetches what came after a UID, whole or the header, and sets no flag by it', async () => {
    const session = await connected('b');
    await server.at.deliver('b', MAIL, RECEIVED_MS);
    await server.at.deliver('b', MAIL.replace('Bonjour', 'Encore'), RECEIVED_MS + 5_000);
    expect(await session.open('INBOX', LEAVE)).toMatchObject({ exists: 2, uidNext: 3 });
    expect(await session.uidsAfter(0)).toEqual([1, 2]);
    expect(await session.uidsAfter(2)).toEqual([]);
    const [first] = await session.list([1, 2, 99]);
    expect(first).toEqual({ uid: 1, bytes: MAIL.length, receivedMs: RECEIVED_MS, sentMs: Date.UTC(2026, 0, 5, 9) });
    expect(await session.fetch([1], 'whole')).toEqual([{ uid: 1, raw: Buffer.from(MAIL) }]);
    expect((await session.fetch([1], 'header'))[0]?.raw.toString()).toBe(MAIL.slice(0, MAIL.indexOf('Et merci')));
    const again = await connected('b');
    await again.open('INBOX', LEAVE);
    expect(await again.acknowledge([1], { do: 'flag', flag: '\\Seen' })).toBe(true);
  });

  it('tells UIDs of one folder from those of another of the same name', async () => {
    const [one, other] = [await connected('c'), await connected('d')];
    const validity = (await one.open('INBOX', LEAVE)).validity;
    expect((await other.open('INBOX', LEAVE)).validity).not.toBe(validity);
    expect((await (await connected('c')).open('INBOX', LEAVE)).validity).toBe(validity);
  });

  it('moves mails into a folder that it makes', async () => {
    const after: AfterAccept = { do: 'move', folder: 'Traités/été' };
    await server.at.deliver('e', MAIL);
    const session = await connected('e');
    await session.open('INBOX', after);
    const [uid = 0] = await session.uidsAfter(0);
    expect(await session.acknowledge([uid], after)).toBe(true);
    expect(await session.uidsAfter(0)).toEqual([]);
    const there = await connected('e');
    expect((await there.open('Traités/été', after)).exists).toBe(1);
  });

  it('refuses a folder that is not there, by its name', async () => {
    const session = await connected('a');
    await expect(session.open('Nulle part', LEAVE)).rejects.toMatchObject({ code: 'IMAP_REFUSED', retry: 'later' });
  });

  it('hears of a mail while it waits, and of one that came before it did', async () => {
    const session = await connected('f');
    await session.open('INBOX', LEAVE);
    for (const uid of [1, 2]) {
      const news = session.news();
      await server.at.deliver('f', MAIL);
      await news;
      expect(await session.uidsAfter(uid - 1)).toEqual([uid]);
    }
    await server.at.deliver('f', MAIL);
    await session.news();
    expect(await session.uidsAfter(2)).toEqual([3]);
  });

  it('says that it was lost to whoever waits, and to whoever asks after', async () => {
    const session = await connected('g');
    await session.open('INBOX', LEAVE);
    const news = session.news();
    await session.close();
    await expect(news).rejects.toMatchObject({ code: 'IMAP_UNREACHABLE' });
    await expect(session.uidsAfter(0)).rejects.toMatchObject({ code: 'IMAP_UNREACHABLE' });
  });

  it('tells how full the mailbox is', async () => {
    await server.at.deliver('full', `${MAIL}${'x'.repeat(10_000)}\r\n`);
    const session = await connected('full');
    await session.open('INBOX', LEAVE);
    expect(await session.quotaUsed()).toBeGreaterThan(0.4);
  });
});
