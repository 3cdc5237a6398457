import type { HandlerContext } from '@facteur/runtime';
import { mailData } from '@facteur/runtime/testing';
import { describe, expect, it } from '@jest/globals';
import { open } from './open.ts';
import { receive } from './receive.ts';
import { type IngestState, ingestState } from './state.ts';

const context = { subject: '7Q2K-9MXD-Y' } as HandlerContext;
const nothing = ingestState.initial('7Q2K-9MXD-Y');
const opening = { id: 'o', content: 'c' };
const opened = {
  ...{ mailbox: 'sav@boutique.example', language: 'fr' as const, subject: 'Rappel', by: { id: 'lea' } },
  ...{ customer: { address: 'c@courriel.example' }, participant: 'camille' },
};
const first = open({ opening, opened }, nothing, context);
const ofOpening = first.state ?? nothing;
const ofMail: IngestState = { ...nothing, mails: ['m0'] };

describe('a number', () => {
  it('that is free becomes that of the case which is opened', () => {
    expect(ofOpening).toMatchObject({ opening, mails: [], participants: ['camille'], isAcknowledged: true });
    expect(first.events?.map(({ definition }) => definition.name)).toEqual(['CaseOpened']);
  });

  it.each([
    { name: 'an opening', state: ofOpening },
    { name: 'a mail', state: ofMail },
  ])('that $name took is not opened again', ({ state }) => {
    expect(open({ opening: { id: 'other', content: 'c' }, opened }, state, context)).toEqual({});
  });
});

describe('of a number', () => {
  it.each([
    { name: 'takes one that is free', state: nothing, isNew: true, answer: 'kept' },
    { name: 'looks for another where an opening took it', state: ofOpening, isNew: true, answer: 'number-taken' },
    { name: 'joins the case that was opened when it belongs there', state: ofOpening, isNew: false, answer: 'kept' },
    { name: 'looks for another where a mail took it', state: ofMail, isNew: true, answer: 'number-taken' },
  ])('a mail $name', ({ state, isNew, answer }) => {
    const kept = { fingerprint: 'm1', isNew, mail: mailData('m1') };
    const outcome = receive(kept, state, context);
    expect(outcome.answer).toBe(answer);
    expect(outcome.state?.mails).toEqual(answer === 'kept' ? ['m1'] : undefined);
    expect(outcome.state?.opening).toEqual(answer === 'kept' ? state.opening : undefined);
  });
});
