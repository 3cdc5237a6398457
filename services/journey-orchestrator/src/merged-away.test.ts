import { afterEach, describe, expect, it } from '@jest/globals';
import { type Conversation, type ConversationOptions, conversations } from './testing/conversation.ts';
import type { SampleMail } from './testing/understood-mail.ts';

const { open, close } = conversations();
afterEach(close);

const INTO = '5M6J-XXKK-5';
const ASK: SampleMail = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const READY = { ...ASK, photos: ['facture.jpg'] };
const LARGE = { ...READY, text: 'Remboursez-moi la commande CMD-2026-00002.' };

/** What becomes of a case whose first mail is `sample`, until calls are to be made. */
async function talkAbout(
  sample: SampleMail,
  { isBusy = false, ...options }: ConversationOptions & { isBusy?: boolean } = {},
) {
  const talk = await open(options);
  await talk.mail(sample, { isBusy });
  return talk;
}

const merge = (talk: Conversation): void => talk.act('merge', { into: INTO });

describe('a case that an advisor merged into another', () => {
  it.each([
    { name: 'waits for the customer', sample: ASK, said: ['demande-justificatif'] },
    { name: 'waits for an advisor', sample: LARGE, said: [] },
  ])('ends where it is when it $name', async ({ sample, said }) => {
    const talk = await talkAbout(sample);
    merge(talk);
    await talk.wait(30);
    expect([talk.status(), talk.said(), talk.timers()]).toEqual(['closed', said, []]);
    expect(talk.state()).not.toHaveProperty('run');
    expect(talk.company.effects).toEqual([]);
    expect(talk.events.at(-1)?.data).toMatchObject({
      change: 'closed',
      outcome: 'merged',
      explanation: `Léa a réuni ce dossier au dossier ${INTO}`,
    });
  });

  it('ends with the answer of the call under way, which is told', async () => {
    const talk = await talkAbout(READY, { isBusy: true });
    merge(talk);
    expect(talk.status()).toBe('open');
    await talk.settle();
    expect([talk.status(), talk.said(), talk.company.calls.length]).toEqual(['closed', [], 1]);
    expect(talk.events.at(-1)?.data).toMatchObject({
      outcome: 'merged',
      data: { called: { operation: 'boutique.order' } },
    });
  });

  it('shows a person a call that is in doubt, and lets nothing follow from what they say', async () => {
    const talk = await open({ idempotent: false, hasStatus: false });
    await talk.mail(LARGE);
    talk.company.fail('comptabilite.refund', 'lost-answer');
    await talk.decide({ kind: 'option', option: 'accepter' }, { isBusy: true });
    merge(talk);
    await talk.settle();
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', ['effect-in-doubt']]);
    await talk.mail({ text: 'Alors ?' });
    expect(talk.review()).toMatchObject({ options: ['fait', 'pas-fait'] });
    await talk.decide({ kind: 'option', option: 'pas-fait' });
    expect([talk.status(), talk.said(), talk.company.effects.length]).toEqual(['closed', [], 1]);
  });

  it('stays closed when a decision about its review comes too late, and says so', async () => {
    const talk = await talkAbout(LARGE);
    const review = talk.review();
    merge(talk);
    await talk.decide({ kind: 'reply', text: 'Je vous rembourse.' }, { review });
    expect([talk.status(), talk.said(), talk.state().review]).toEqual(['closed', [], undefined]);
    expect(talk.events.at(-1)?.data).toMatchObject({
      change: 'suppressed',
      explanation: `décision de Léa arrivée trop tard : le dossier est réuni au dossier ${INTO}`,
    });
  });

  it('puts a mail that comes all the same before a person, however clear it is', async () => {
    const talk = await talkAbout({ text: 'Bonjour' });
    merge(talk);
    await talk.mail(READY);
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', ['unexpected-reply']]);
    expect(talk.company.calls).toEqual([]);
  });

  it('that was closed changes nothing anybody sees', async () => {
    const talk = await talkAbout(READY);
    const { length } = talk.events;
    merge(talk);
    expect([talk.status(), talk.events.length]).toEqual(['closed', length]);
  });

  it('is not merged without saying into which', async () => {
    const talk = await talkAbout(ASK);
    talk.act('merge');
    expect(talk.status()).toBe('waiting-customer');
  });
});

/** What may happen around a merge, in any order. `review` and `timers` are those of the beginning. */
type Happening = (talk: Conversation, seen: Pick<Conversation, 'review' | 'timers'>) => Promise<void> | void;

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  merge,
  timer: (talk, { timers }) => timers().forEach(talk.fall),
  answer: (talk) => talk.settle(),
  decision: (talk, { review }) =>
    talk.decide({ kind: 'option', option: 'accepter' }, { review: review(), isBusy: true }),
  words: (talk, { review }) => talk.decide({ kind: 'reply', text: 'Voilà.' }, { review: review(), isBusy: true }),
};

function ordersOf(names: readonly string[]): string[][] {
  if (names.length < 2) return [[...names]];
  return names.flatMap((name) => ordersOf(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}

const orders = (...names: string[]) => ordersOf(['merge', ...names]).map((order) => ({ order: order.join(', ') }));

/** Plays `order`, then everything that still waits; nothing may be written or begun from the merge on. */
async function play(talk: Conversation, order: string): Promise<void> {
  const [timers, review] = [talk.timers(), talk.state().review?.request];
  const seen = { timers: () => timers, review: () => review ?? talk.review() };
  let atMerge: { said: number; calls: number } | undefined;
  for (const name of order.split(', ')) {
    await HAPPENINGS[name]?.(talk, seen);
    const calls = talk.company.calls.length + (talk.state().calling ? 1 : 0);
    if (name === 'merge') atMerge = { said: talk.said().length, calls };
  }
  await talk.settle();
  await talk.wait(30);
  expect({ said: talk.said().length, calls: talk.company.calls.length }).toEqual(atMerge);
  expect([talk.status(), talk.state().run]).toEqual(['closed', undefined]);
}

describe('from the merge on nothing is written and no call begins', () => {
  it.each(orders('timer', 'answer'))('while the customer is asked: $order', async ({ order }) => {
    await play(await talkAbout(ASK), order);
  });

  it.each(orders('timer', 'answer'))('while a call is under way: $order', async ({ order }) => {
    await play(await talkAbout(READY, { isBusy: true }), order);
  });

  it.each(orders('answer', 'decision', 'words'))('while an advisor decides: $order', async ({ order }) => {
    await play(await talkAbout(LARGE), order);
  });
});
