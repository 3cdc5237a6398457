import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const PAUL = { address: 'Paul@client.example', name: 'Paul' };
const ASK = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...ASK, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };

const name = (talk: Awaited<ReturnType<typeof open>>, customer = PAUL): void => talk.act('customer', { customer });

describe('a case whose customer an advisor changed', () => {
  it('writes to the new customer, who refers to no mail of the one before', async () => {
    const talk = await open();
    await talk.mail(ASK);
    name(talk);
    await talk.wait(3);
    expect(talk.replies().at(-1)).toMatchObject({ purpose: 'reminder', to: PAUL, references: [] });
    expect(talk.replies().at(-1)).not.toHaveProperty('inReplyTo');
    expect(talk.state().run?.sender).toEqual({ address: 'paul@client.example', proven: false });
  });

  it('has money wait for an advisor who is told, even where a step was validated before and after', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const before = talk.review();
    name(talk);
    expect(talk.review()).toMatchObject({ supersedes: [before.reviewId], step: 'valider' });
    expect(talk.reasons()).toEqual(['step-review', 'unproven-sender']);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.review()).toMatchObject({ step: 'rembourser', options: ['valider', 'refuser'] });
    expect(talk.reasons()).toEqual(['unproven-sender']);
    expect(talk.company.effects).toEqual([]);
    await talk.decide({ kind: 'option', option: 'valider' });
    expect(talk.company.calls.at(-1)).toMatchObject({
      operation: 'comptabilite.refund',
      sender: { address: 'paul@client.example', proven: true },
    });
  });

  it('has money that would go alone wait as well', async () => {
    const talk = await open();
    await talk.mail({ ...ASK, photos: ['facture.jpg'] }, { isBusy: true });
    name(talk);
    await talk.settle();
    expect([talk.reasons(), talk.review().step]).toEqual([['unproven-sender'], 'rembourser']);
    expect(talk.company.effects).toEqual([]);
  });

  it('forgets that a step was validated for somebody else', async () => {
    const patient = (yaml: string): string =>
      yaml.replace(
        /accepter: rembourser([\s\S]*?)^( {2}- )rembourser:/m,
        'accepter: patienter$1$2patienter: { wait: 2d, go: rembourser }\n$2rembourser:',
      );
    const talk = await open({ journeys: await demoJourneys(patient) });
    await talk.mail(LARGE);
    await talk.decide({ kind: 'option', option: 'accepter' });
    name(talk);
    await talk.wait(2);
    expect([talk.reasons(), talk.company.effects]).toEqual([['unproven-sender'], []]);
  });

  it('does not carry out a decision about the one before', async () => {
    const talk = await open();
    await talk.mail({ text: 'Bonjour' });
    const review = talk.review();
    name(talk);
    await talk.decide({ kind: 'reply', text: 'Bonjour Claire' }, { review });
    expect([talk.said(), talk.status()]).toEqual([[], 'waiting-advisor']);
    await talk.decide({ kind: 'reply', text: 'Bonjour Paul' });
    expect(talk.replies()).toMatchObject([{ to: PAUL, content: { text: 'Bonjour Paul' } }]);
  });

  it('puts before a person what the one before writes, and takes the new one at their own proof', async () => {
    const talk = await open();
    await talk.mail(ASK);
    await talk.mail({ text: 'Voici.', photos: ['facture.jpg'] });
    expect(talk.status()).toBe('closed');
    name(talk);
    await talk.mail({ text: 'Où en est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } });
    expect(talk.reasons()).toEqual(['unproven-sender']);
    await talk.decide({ kind: 'close', outcome: 'no-action' });
    await talk.mail({ text: 'Où en est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 }, from: PAUL.address });
    expect(talk.state().run?.sender ?? talk.company.calls.at(-1)?.sender).toEqual({
      address: 'paul@client.example',
      proven: true,
    });
  });

  it('stays as it is when it was that customer’s already', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const { length } = talk.events;
    name(talk, { address: 'Claire@client.example', name: 'Claire' });
    expect(talk.events).toHaveLength(length);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.company.effects).toHaveLength(1);
    const to = { address: 'Claire@client.example', name: 'Claire' };
    expect(talk.replies().at(-1)).toMatchObject({ to, inReplyTo: expect.any(String) });
  });
});
