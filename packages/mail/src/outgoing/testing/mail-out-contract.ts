/** What every `MailOut` promises, checked the same way for each adapter. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { composeMime } from '../compose-mime.ts';
import type { MailOut, OutgoingMail } from '../mail-out.ts';

/** An adapter under test, and what left through it. */
export interface TestMailOut {
  readonly out: MailOut;
  /** The bytes of every mail that arrived, in any order. */
  arrived(): Promise<Buffer[]>;
  /** Ends `out` and takes away what the test made. */
  dispose(): Promise<void>;
}

/** A mail whose fields all differ from their defaults. */
export function sampleMail(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    id: 'reply-1',
    from: { address: 'sav@boutique.example', name: 'La Boutique Claire' },
    to: [{ address: 'solene@ovh.example', name: 'Solène Abgrall' }],
    subject: 'Votre demande [7Q2K-9MXD-4] : réponse',
    text: 'Bonjour,\n\nVotre colis part demain.\n',
    html: '<p>Bonjour,</p><p>Votre colis part demain.</p>',
    messageId: '<r1@boutique.example>',
    inReplyTo: '<m1@ovh.example>',
    references: ['<m0@ovh.example>', '<m1@ovh.example>'],
    dateMs: Date.UTC(2026, 10, 17, 15, 9, 12),
    headers: { 'X-Facteur-Case': '7Q2K-9MXD-4', 'Auto-Submitted': 'auto-replied' },
    ...changes,
  };
}

/** Runs the contract against the adapter that `open` makes, fresh for every test. */
export function describeMailOutContract(name: string, open: () => Promise<TestMailOut>): void {
  describe(`MailOut contract: ${name}`, () => {
    let opened: TestMailOut;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    it('sends the bytes that the mail is composed to', async () => {
      await opened.out.send(sampleMail());
      expect((await opened.arrived()).map(String)).toEqual([String(await composeMime(sampleMail()))]);
    });

    it('sends the same mail again with the same bytes, so that receivers can drop it', async () => {
      await opened.out.send(sampleMail());
      await opened.out.send(sampleMail());
      expect(new Set((await opened.arrived()).map(String)).size).toBe(1);
    });

    it('sends many mails at once, each of them', async () => {
      const ids = Array.from({ length: 40 }, (_, index) => `mail-${index}`);
      await Promise.all(ids.map((id) => opened.out.send(sampleMail({ id, messageId: `<${id}@boutique.example>` }))));
      const messageIds = (await opened.arrived()).map((raw) => /Message-ID: <([^@]+)@/.exec(String(raw))?.[1] ?? '');
      expect(messageIds.sort()).toEqual([...ids].sort());
    });

    it.each([
      { fault: 'an unsafe id', changes: { id: '../x' } },
      { fault: 'nobody to receive it', changes: { to: [] } },
      { fault: 'a recipient that hides another', changes: { to: [{ address: 'a@x.example,b@y.example' }] } },
    ])('refuses a mail with $fault, and sends nothing', async ({ changes }) => {
      await expect(opened.out.send(sampleMail(changes))).rejects.toMatchObject({ code: 'BAD_INPUT', retry: 'never' });
      expect(await opened.arrived()).toEqual([]);
    });

    it('ends the sends that run before it closes', async () => {
      const sending = opened.out.send(sampleMail());
      await opened.out.close();
      await sending;
      expect(await opened.arrived()).toHaveLength(1);
    });
  });
}
