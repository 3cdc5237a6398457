import { describe, expect, it } from '@jest/globals';
import type { DraftFile } from '../api/write-types.ts';
import { bytesTogether, filesOfCase } from './attachable.ts';
import { forwardOf, replyOf } from './outgoing.ts';

const entry = (topic: string, data: object) => ({ at: '2026-11-20T09:00:00Z', topic, eventId: topic, data });
const mail = (mailId: string, changes: object) => ({
  mailId,
  receivedAt: '2026-11-20T08:00:00Z',
  mailbox: 'sav@boutique.example',
  text: 'Bonjour,\n\nLe vase est cassé.',
  from: { address: 'camille@client.example', name: 'Camille Roux' },
  attachments: [],
  ...changes,
});
const blob = {};
const shown = {
  subject: 'Vase cassé',
  timeline: [
    entry('mail.received', {
      ...mail('m1', {}),
      attachments: [
        { name: 'vase.png', type: 'image/png', bytes: 10, blob },
        { name: 'facture.exe', type: 'application/octet-stream', bytes: 10, blob, danger: 'Win.Test' },
        { name: 'film.mov', type: 'video/quicktime', bytes: 10 },
        { name: 'bon.pdf', type: 'application/pdf', bytes: 10, blob },
      ],
    }),
    entry('reply.sent', { text: 'Bien reçu.' }),
    entry('mail.received', mail('m2', { side: 'k3n8q2w7r5tz', text: 'De l’expert', from: { address: 'e@x.example' } })),
  ],
};
const draft = { subject: '', text: 'Bonjour', files: [] as readonly DraftFile[] };
const file: DraftFile = { ref: { file: 'f1' }, name: 'avoir.pdf', type: 'application/pdf', bytes: 1_000 };

describe('a reply that leaves', () => {
  it.each([
    { name: 'is its text alone', written: draft, copies: undefined, expected: { text: 'Bonjour' } },
    {
      name: 'has its subject and text without spaces around them',
      written: { ...draft, subject: ' Votre vase ', text: '\nBonjour \n' },
      copies: undefined,
      expected: { subject: 'Votre vase', text: 'Bonjour' },
    },
    {
      name: 'takes copies and files along, with a review or without',
      written: { ...draft, files: [file] },
      copies: { cc: 'a@x.example', bcc: 'b@x.example c@x.example' },
      expected: {
        text: 'Bonjour',
        cc: ['a@x.example'],
        bcc: ['b@x.example', 'c@x.example'],
        attachments: [{ file: 'f1' }],
      },
    },
    { name: 'has no empty lists', written: draft, copies: { cc: '', bcc: ' ' }, expected: { text: 'Bonjour' } },
  ])('$name', ({ written, copies, expected }) => {
    expect(replyOf(written, copies)).toEqual({ kind: 'reply', ...expected });
  });
});

describe('forwarding', () => {
  const words = { prefix: 'Tr : ', quoted: (who: string) => `${who} a écrit :` };

  it('quotes the customer’s last mail under what is written, with the files of both', () => {
    const start = forwardOf(shown, { ...draft, files: [file] }, words);
    expect(start.subject).toBe(`Tr : ${shown.subject}`);
    expect(start.text).toMatch(/^Bonjour\n\nCamille Roux a écrit :\n> Bonjour,\n>\n> Le vase est cassé\.$/);
    expect(start.attachments).toEqual([{ file: 'f1' }, { mailId: 'm1', index: 0 }, { mailId: 'm1', index: 3 }]);
  });

  it('is what is written alone where the customer wrote nothing', () => {
    expect(forwardOf({ subject: 'Vase', timeline: [] }, draft, words)).toEqual({
      subject: 'Tr : Vase',
      text: 'Bonjour',
      attachments: [],
    });
  });
});

describe('files of a case', () => {
  it('are those that are kept and not dangerous', () => {
    expect(filesOfCase(shown).map(({ name }) => name)).toEqual(['vase.png', 'bon.pdf']);
  });

  it('weigh what they weigh together', () => {
    expect(bytesTogether([file, { bytes: 500 }])).toBe(1_500);
  });
});
