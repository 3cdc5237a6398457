import { AUTOMATIC_LIMITS, NO_AUTOMATIC_MAILS } from '@facteur/mail';
import { describe, expect, it } from '@jest/globals';
import { judgeReply } from './guards.ts';
import type { ComposerState } from './state.ts';
import { ASKED_AT_MS, sampleRequest, writtenRequest } from './testing/sample-reply.ts';

const MINUTE = 60_000;
const NEW: ComposerState = { replies: [] };
const answer = sampleRequest({ purpose: 'answer' });
const judge = (request = answer, state = NEW) => judgeReply(request, state, ASKED_AT_MS, AUTOMATIC_LIMITS);
const exchanges = (count: number) => ({
  sent: Array.from({ length: count }, (_, n) => ({ id: `r${n}`, answers: `m${n}`, at: ASKED_AT_MS - n * MINUTE })),
});

describe('what the case says against a reply of the bot', () => {
  const acknowledged = (status: 'sent' | 'failed' | 'suppressed'): ComposerState => ({
    replies: [{ replyId: 'other', purpose: 'acknowledgement', status }],
  });
  const answered = (status: 'sending' | 'sent'): ComposerState => ({
    replies: [{ replyId: 'other', purpose: 'answer', status }],
  });
  it.each([
    { name: 'nothing against the first', request: answer, state: NEW, held: undefined },
    { name: 'nothing against the first acknowledgement', request: sampleRequest(), state: NEW, held: undefined },
    {
      name: 'that it was acknowledged, against another acknowledgement',
      request: sampleRequest(),
      state: acknowledged('sent'),
      held: 'acknowledged',
    },
    {
      name: 'nothing against an acknowledgement after one that was held back',
      request: sampleRequest(),
      state: acknowledged('suppressed'),
      held: undefined,
    },
    {
      name: 'nothing against an answer after the acknowledgement',
      request: answer,
      state: acknowledged('sent'),
      held: undefined,
    },
    {
      name: 'that an answer has left, against an acknowledgement that comes after it',
      request: sampleRequest(),
      state: answered('sent'),
      held: 'acknowledged',
    },
    {
      name: 'nothing against an acknowledgement while an answer is on its way',
      request: sampleRequest(),
      state: answered('sending'),
      held: undefined,
    },
    {
      name: 'that nobody reads there',
      request: sampleRequest({ purpose: 'answer', to: { address: 'ne-pas-repondre@client.example' } }),
      state: NEW,
      held: 'no-reply-address',
    },
    {
      name: 'that it goes round',
      request: answer,
      state: { replies: [], automatic: exchanges(5) },
      held: 'loop-suspected',
    },
    {
      name: 'nothing against the fifth exchange of an hour',
      request: answer,
      state: { replies: [], automatic: exchanges(4) },
      held: undefined,
    },
  ])('$name', ({ request, state, held }) => {
    expect(judge(request, state).held).toBe(held);
  });

  it('is nothing against a person’s words, which begin the count anew', () => {
    const written = writtenRequest('Oui.', { to: { address: 'noreply@client.example' } });
    const broken: ComposerState = { replies: [], automatic: { ...exchanges(5), brokenAt: ASKED_AT_MS } };
    expect(judge(written, broken)).toEqual({ automatic: NO_AUTOMATIC_MAILS });
  });
});
