import { describe, expect, it } from '@jest/globals';
import { gather, startFor } from './gather.ts';
import type { Understood } from './state.ts';
import { understoodMail } from './testing/understood-mail.ts';

const photo = { type: 'image/jpeg', bytes: 1 };

describe('the documents that a mail brings', () => {
  it('are its files, but for those with a virus', () => {
    const blob = { scope: 'case', id: 'vase', bytes: 1 };
    const attachments = [
      { ...photo, name: 'vase.jpg', blob },
      { ...photo, name: 'virus.jpg', danger: 'Eicar' },
    ];
    expect(gather(undefined, understoodMail({ attachments })).start.documents).toEqual([
      { name: 'vase.jpg', type: 'image/jpeg', blob: 'vase' },
    ]);
  });
});

describe('what a run begins with, of a mail with several requests', () => {
  const text = 'Remboursez CMD-A. Où en est CMD-B ? Je suis abonné.';
  const at = (raw: string) => ({ in: 'text' as const, start: text.indexOf(raw), end: text.indexOf(raw) + raw.length });
  const request = (raw: string, intent: string): Understood['requests'][number] => ({
    ...{ span: at(raw), text: raw, outOfScope: 0, nearest: [] },
    intents: [{ intent, probability: 0.9 }],
  });
  const order = (raw: string): Understood['data'][number] => ({ ...at(raw), type: 'order-number', raw, value: raw });
  const both = [request('Remboursez CMD-A.', 'remboursement'), request('Où en est CMD-B ?', 'suivi-commande')];
  const ordersFor = (intent: string, requests: Understood['requests'], data: Understood['data']) =>
    startFor(intent, gather(undefined, { ...understoodMail({ text }), requests, data })).data['order-number'];

  it.each([
    { name: 'the request’s own', intent: 'remboursement', requests: both, expected: ['CMD-A'] },
    { name: 'the other request’s own', intent: 'suivi-commande', requests: both, expected: ['CMD-B'] },
    {
      name: 'what stands in no request, when its own names none',
      intent: 'retour-echange',
      requests: both.slice(1),
      expected: ['CMD-A'],
    },
    {
      name: 'all, when others name all of it: the journey asks',
      intent: 'retour-echange',
      requests: both,
      expected: ['CMD-A', 'CMD-B'],
    },
    {
      name: 'both of one request: the journey asks',
      intent: 'remboursement',
      requests: [request(text, 'remboursement')],
      expected: ['CMD-A', 'CMD-B'],
    },
  ])('is $name', ({ intent, requests, expected }) => {
    expect(ordersFor(intent, requests, [order('CMD-A'), order('CMD-B')])).toEqual(expected);
  });

  it('is a single value wherever it stands', () => {
    expect(ordersFor('remboursement', both, [order('CMD-B')])).toEqual(['CMD-B']);
  });

  it('is all of it where earlier mails were put together before places were noted', () => {
    const { said: _, ...before } = gather(undefined, {
      ...understoodMail({ text }),
      requests: both,
      data: [order('CMD-A')],
    });
    const now = gather(before, { ...understoodMail({ text }), requests: both, data: [order('CMD-B')] });
    expect(startFor('suivi-commande', now).data['order-number']).toEqual(['CMD-A', 'CMD-B']);
  });
});
