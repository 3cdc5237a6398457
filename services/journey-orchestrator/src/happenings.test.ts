import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';

const { open, close } = conversations();
afterEach(close);

const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };
const TRACK = { text: 'Où en est ma commande CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } };

describe('time that passes', () => {
  it('reminds twice, then gives up to an advisor', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.wait(3);
    await talk.wait(4);
    expect(talk.said()).toEqual(['demande-justificatif', 'relance', 'relance']);
    expect(new Set(talk.replies().map(({ replyId }) => replyId)).size).toBe(3);
    await talk.wait(7);
    expect(talk.reasons()).toEqual(['no-answer']);
    expect([talk.timers(), talk.state().timers]).toEqual([[], []]);
  });

  it('takes a late answer, and tells that the review fell away with the next one', async () => {
    const talk = await open();
    await talk.mail({ ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.' });
    await talk.wait(14);
    const late = talk.review();
    await talk.mail(PHOTO);
    expect(talk.review()).toMatchObject({ step: 'valider', supersedes: [late.reviewId] });
    expect(talk.reasons()).toEqual(['step-review']);
  });

  it('lets an advisor give what is missing', async () => {
    const talk = await open();
    await talk.mail({ text: 'Où en est ma commande ?', asks: { 'suivi-commande': 0.97 } });
    await talk.wait(14);
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.reasons()).toEqual(['no-answer', 'changed-since']);
    await talk.decide({ kind: 'option', option: 'continuer' }, { data: { commande: 'CMD-2026-00003' } });
    expect(talk.said().at(-1)).toBe('expediee');
  });

  it('finds what is missing in a mail that the advisor has seen', async () => {
    const talk = await open();
    await talk.mail({ text: 'Où en est ma commande ?', asks: { 'suivi-commande': 0.97 } });
    await talk.wait(14);
    await talk.mail({ text: 'CMD-2026-00003, bande d’escrocs', tone: 'upset' });
    expect(talk.reasons()).toEqual(['no-answer', 'customer-upset', 'unexpected-reply']);
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.said().at(-1)).toBe('expediee');
  });

  it('tells no one to write who has written: reminders wait for the advisor', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ text: 'Quelle honte', tone: 'upset' });
    await talk.wait(5);
    expect(talk.said()).toEqual(['demande-justificatif']);
    await talk.decide({ kind: 'option', option: 'attendre' });
    await talk.wait(1);
    expect(talk.said()).toEqual(['demande-justificatif', 'relance']);
  });
});

describe('a reply that could not leave', () => {
  it.each([
    { code: 'TEMPLATE_INVALID', reason: 'reply-check-failed' },
    { code: 'SMTP_REFUSED', reason: 'reply-undelivered' },
    { code: 'JOURNEY_MISSING', reason: 'reply-undelivered' },
  ])('reopens the case: $code', async ({ code, reason }) => {
    const talk = await open();
    await talk.mail(TRACK);
    talk.replyFails(code);
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', [reason]]);
    expect(talk.events.at(-1)?.data).toMatchObject({ change: 'reopened', status: 'waiting-advisor' });
    await talk.decide({ kind: 'reply', text: 'Votre colis est en route.' });
    expect([talk.status(), talk.said().at(-1)]).toEqual(['closed', 'Votre colis est en route.']);
  });

  it('leaves the choices of a review that is open', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    expect(talk.reasons()).toEqual(['step-review', 'reply-undelivered']);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.said()).toEqual(['confirmation']);
  });

  it('leaves the run waiting when an advisor says so', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    talk.replyFails('SMTP_REFUSED', 'question');
    await talk.decide({ kind: 'option', option: 'attendre' });
    expect(talk.status()).toBe('waiting-customer');
  });

  it('is told even before the mail was understood, which no one then answers alone', async () => {
    const talk = await open();
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    expect(talk.review()).toMatchObject({ mailbox: 'sav@boutique.example', language: 'fr' });
    await talk.mail(TRACK);
    expect(talk.reasons()).toEqual(['unexpected-reply', 'reply-undelivered']);
    expect(talk.said()).toEqual([]);
  });

  it('harms nobody when it was the acknowledgement of a case that is closed', async () => {
    const talk = await open();
    await talk.mail(TRACK);
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    expect(talk.status()).toBe('closed');
  });
});

it('A mail to an expert that could not leave is none of its business', async () => {
  const talk = await open();
  await talk.mail(REFUND);
  const { length } = talk.events;
  talk.replyFails('SMTP_REFUSED', 'answer', undefined, 'abcdefghijkl');
  expect([talk.status(), talk.events.length]).toEqual(['waiting-customer', length]);
});

describe('an open review', () => {
  it('stays while the run goes on to another journey, and a decision about the run before asks again', async () => {
    const talk = await open();
    talk.company.stock.set('VASE', 0);
    const lost = { text: 'Mon colis CMD-2026-00003 est perdu, renvoyez-le-moi.', asks: { 'renvoi-colis': 0.97 } };
    await talk.mail(lost, { isBusy: true });
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    await talk.settle();
    expect([talk.reviews().length, talk.said()]).toEqual([1, ['demande-justificatif']]);
    await talk.decide({ kind: 'close', outcome: 'no-action' });
    expect(talk.reasons()).toEqual(['reply-undelivered', 'changed-since']);
    await talk.mail(PHOTO);
    expect(talk.review().options).toEqual(['continuer', 'attendre']);
  });
});

describe('a customer who is away', () => {
  it('is reminded from the day of return on, and not given up before', async () => {
    const talk = await open();
    await talk.mail({ text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } });
    const back = new Date(talk.clock.now() + 20 * 86_400_000).toISOString();
    await talk.mail({ text: 'Absent.', kind: 'auto-reply', absentUntil: back });
    await talk.wait(19);
    expect(talk.said()).toEqual(['demande-justificatif']);
    await talk.wait(2);
    expect(talk.said()).toEqual(['demande-justificatif', 'relance', 'relance']);
    await talk.wait(8);
    expect(talk.reasons()).toEqual(['no-answer']);
  });
});

describe('a reply that was held back', () => {
  it.each([
    {
      name: 'an acknowledgement for a no-reply address',
      purpose: 'acknowledgement' as const,
      suppressed: 'no-reply-address' as const,
      reasons: [],
    },
    {
      name: 'an answer to a machine that answers us',
      purpose: 'answer' as const,
      suppressed: 'loop-suspected' as const,
      reasons: ['loop-suspected'],
    },
    {
      name: 'an answer over the limit',
      purpose: 'answer' as const,
      suppressed: 'daily-limit' as const,
      reasons: ['reply-undelivered'],
    },
  ])('is shown to an advisor where somebody waits for it: $name', async ({ purpose, suppressed, reasons }) => {
    const talk = await open();
    await talk.mail({ text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } });
    talk.replyFails('REPLY_SUPPRESSED', purpose, suppressed);
    expect(talk.state().review?.request.reasons.map(({ code }) => code) ?? []).toEqual(reasons);
  });
});
