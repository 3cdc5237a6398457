import { describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../api/types.ts';
import { askedIntents, textsApart } from './asked-intents.ts';

const LIVE = new Set(['suivi-commande', 'remboursement']);
const request = (intent: string, probability: number, outOfScope = 0.1): MailRequest => ({
  ...{ span: { in: 'text', start: 0, end: 1 }, text: '?', outOfScope },
  intents: [{ intent, probability }],
});

describe('what a mail seems to ask for', () => {
  it.each([
    {
      name: 'each request once, in the order of the mail',
      requests: [request('remboursement', 0.8), request('suivi-commande', 0.9), request('remboursement', 0.7)],
      expected: ['remboursement', 'suivi-commande'],
    },
    { name: 'nothing that is rather out of scope', requests: [request('remboursement', 0.3, 0.6)], expected: [] },
    { name: 'nothing that no journey answers', requests: [request('parking', 0.9)], expected: [] },
    { name: 'nothing of a mail without requests', requests: [], expected: [] },
  ])('is $name', ({ requests, expected }) => {
    expect(askedIntents({ requests }, LIVE)).toEqual(expected);
  });

  it('is not what was given a case of its own', () => {
    const requests = [
      { ...request('suivi-commande', 0.9), text: 'Où est mon colis ?' },
      { ...request('remboursement', 0.9), text: ' Remboursez-moi l’autre.' },
    ];
    const apart = textsApart([
      { topic: 'mail.received', data: { text: 'Où est mon colis ? Remboursez-moi l’autre.' } },
      { topic: 'advisor.acted', data: { action: 'split', parts: [{ id: 'p', text: 'Remboursez-moi l’autre.' }] } },
      { topic: 'advisor.acted', data: { action: 'assign' } },
    ]);
    expect(askedIntents({ requests }, LIVE, apart)).toEqual(['suivi-commande']);
  });

  it('is not asked again while a step is validated', () => {
    expect(askedIntents({ requests: [request('remboursement', 0.9)], step: 'valider' }, LIVE)).toEqual([]);
  });
});
