/** Acknowledgement and answer: exactly one tells the customer that the mail arrived, whatever comes first, and however often. */
import { replyRequested } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CASE, sampleRequest, writtenRequest } from './testing/sample-reply.ts';
import { openTestComposer } from './testing/test-composer.ts';

const SECOND = 1_000;
const ACK = sampleRequest({ replyId: 'ack' });
const ANSWER = sampleRequest({ replyId: 'answer', purpose: 'answer' });
const QUESTION = sampleRequest({ replyId: 'question', purpose: 'question' });
const ADVISOR = writtenRequest('Bonjour, je regarde.', { replyId: 'advisor' });
const RECEIPT = 'Nous avons bien reçu votre message, enregistré sous le numéro de dossier';

let composer: Awaited<ReturnType<typeof openTestComposer>>;
let runner: Awaited<ReturnType<typeof composer.start>>;
let language: 'fr' | 'es';
beforeEach(async () => {
  language = 'fr';
  composer = await openTestComposer();
  runner = await composer.start();
});
afterEach(() => composer.kernel.dispose());

const steps = {
  ack: async () => void (await composer.ask({ ...ACK, language })),
  answer: async () => void (await composer.ask({ ...ANSWER, language })),
  question: async () => void (await composer.ask(QUESTION)),
  advisor: async () => void (await composer.ask(ADVISOR)),
  /** Settles what came before, lets the time pass, and fires what is due, twice. */
  time: async () => {
    await composer.kernel.idle();
    await composer.kernel.clock.advance(5 * SECOND);
    await runner.fireTimers();
    await runner.fireTimers();
    await composer.kernel.idle();
  },
  idle: () => composer.kernel.idle(),
  restart: async () => {
    await composer.kernel.idle();
    await composer.kernel.restart();
    runner = await composer.start();
  },
};
type Step = keyof typeof steps;

async function play(order: readonly Step[]) {
  for (const step of order) await steps[step]();
  await steps.time();
  const sent = await composer.sent();
  const failed = await composer.failed();
  return {
    left: composer.left.map(({ id }) => id),
    merges: Object.fromEntries(sent.flatMap(({ replyId, merges }) => (merges ? [[replyId, merges]] : []))),
    sent: sent.map(({ replyId }) => replyId),
    failed: failed.map(({ replyId, suppressed }) => [replyId, suppressed]),
  };
}

const NONE = { merges: {}, failed: [] };

describe('an acknowledgement', () => {
  it('waits for five seconds, and leaves when nothing else came', async () => {
    await composer.ask(ACK);
    await composer.kernel.idle();
    await composer.kernel.clock.advance(4 * SECOND);
    expect(await runner.fireTimers()).toBe(0);
    expect(composer.left).toEqual([]);
    expect(await play([])).toEqual({ ...NONE, left: ['ack'], sent: ['ack'] });
  });

  it('leaves at once where it is to wait for nothing', async () => {
    await composer.kernel.restart();
    runner = await composer.start({ 'acknowledge-within': '0s' });
    await composer.ask(ACK);
    await composer.kernel.idle();
    expect(composer.left.map(({ id }) => id)).toEqual(['ack']);
  });

  it.each<{ order: Step[] }>([
    { order: ['ack', 'answer'] },
    { order: ['ack', 'idle', 'answer'] },
    { order: ['ack', 'restart', 'answer'] },
    { order: ['ack', 'answer', 'restart'] },
    { order: ['ack', 'idle', 'answer', 'ack', 'answer', 'restart', 'ack'] },
  ])('is said by the answer that comes in time: $order', async ({ order }) => {
    expect(await play(order)).toEqual({
      left: ['answer'],
      merges: { answer: ['ack'] },
      sent: ['answer'],
      failed: [],
    });
  });

  it('is said by an answer that is on its way already', async () => {
    let leave = (): void => {};
    const mayLeave = new Promise<void>((resolve) => {
      leave = resolve;
    });
    composer.serves(() => mayLeave);
    await composer.ask(ANSWER);
    await composer.kernel.until(async () => ((await runner.read(CASE))?.state.replies.length ?? 0) === 1);
    await composer.ask(ACK);
    await composer.kernel.until(async () => ((await runner.read(CASE))?.state.replies.length ?? 0) === 2);
    leave();
    expect(await play([])).toEqual({ left: ['answer'], merges: { answer: ['ack'] }, sent: ['answer'], failed: [] });
    expect(composer.left[0]?.text).toContain(RECEIPT);
  });

  it.each<{ order: Step[]; by: string }>([
    { order: ['ack', 'question'], by: 'question' },
    { order: ['ack', 'advisor'], by: 'advisor' },
  ])('is said by the $by as well', async ({ order, by }) => {
    expect(await play(order)).toEqual({ left: [by], merges: { [by]: ['ack'] }, sent: [by], failed: [] });
  });

  it.each<{ order: Step[] }>([
    { order: ['ack', 'time', 'answer'] },
    { order: ['ack', 'restart', 'time', 'restart', 'answer', 'ack'] },
  ])('leaves first when nothing comes in time: $order', async ({ order }) => {
    const both = ['ack', 'answer'];
    expect(await play(order)).toEqual({ ...NONE, left: both, sent: both });
    expect(composer.left[1]?.text).not.toContain(RECEIPT);
  });

  it.each<{ order: Step[] }>([{ order: ['answer', 'idle', 'ack'] }, { order: ['answer', 'restart', 'ack', 'time'] }])(
    'is needless after an answer that has left: $order',
    async ({ order }) => {
      const needless = { ...NONE, failed: [['ack', 'acknowledged']] };
      expect(await play(order)).toEqual({ ...needless, left: ['answer'], sent: ['answer'] });
      expect(composer.left[0]?.text).toContain(RECEIPT);
    },
  );

  it('is said once when two answers come in time', async () => {
    const both = ['question', 'answer'];
    expect(await play(['ack', 'question', 'answer'])).toMatchObject({ sent: both, merges: { question: ['ack'] } });
    expect(composer.left.filter(({ text }) => text.includes(RECEIPT)).map(({ id }) => id)).toEqual(['question']);
  });

  it.each<{ order: Step[]; left: string[] }>([
    { order: ['ack', 'answer'], left: ['answer', 'ack'] },
    { order: ['answer', 'idle', 'ack'], left: ['answer', 'ack'] },
    { order: ['ack', 'time', 'answer'], left: ['ack', 'answer'] },
  ])('leaves by itself where journeys do not speak the customer’s language: $order', async ({ order, left }) => {
    language = 'es';
    expect(await play(order)).toEqual({ ...NONE, left, sent: left });
    const answer = composer.left.find(({ id }) => id === 'answer');
    expect(answer?.text).not.toContain('registrado');
  });

  it('leaves by itself when the answer that was to say it cannot', async () => {
    const request = sampleRequest({
      ...{ replyId: 'broken', purpose: 'answer' },
      content: { kind: 'journey', journey: 'j', hash: 'h', templates: ['t'], data: {} },
    });
    await composer.ask(ACK);
    await composer.ask(request);
    expect(await play([])).toEqual({ ...NONE, left: ['ack'], sent: ['ack'], failed: [['broken', undefined]] });
  });

  it('counts only once it leaves: an answer that takes it along is one mail of the day', async () => {
    await play(['ack', 'answer']);
    expect((await runner.read(CASE))?.state.automatic?.sent.map(({ id }) => id)).toEqual(['answer']);
    expect((await runner.read(CASE))?.state).not.toHaveProperty('waiting');
    expect((await runner.read(CASE))?.timers).toEqual({});
  });

  it('is held back where the case says so meanwhile', async () => {
    await composer.kernel.restart();
    runner = await composer.start({ limits: { 'automatic-per-day': 1 } });
    const late = sampleRequest({ replyId: 'reminder', purpose: 'reminder' });
    await composer.ask(late);
    await composer.kernel.idle();
    expect(await play(['ack'])).toMatchObject({ left: ['reminder'], failed: [['ack', 'acknowledged']] });
  });

  it('takes effect once however often its events and its timer are delivered', async () => {
    const [ack] = await composer.ask(ACK);
    await composer.kernel.idle();
    const [answer] = await composer.ask(ANSWER);
    for (const wire of [answer, ack, ack, answer])
      if (wire) await composer.kernel.sendAgain(replyRequested.topic, wire);
    expect(await play([])).toEqual({ left: ['answer'], merges: { answer: ['ack'] }, sent: ['answer'], failed: [] });
  });

  it('is one of both when the process dies with the answer on its way', async () => {
    await composer.ask(ACK);
    await composer.kernel.idle();
    composer.serves(async () => composer.kernel.faults.crash());
    await composer.ask(ANSWER);
    await composer.kernel.until(() => composer.left.length > 0);
    await composer.kernel.restart();
    composer.serves(async () => {});
    await composer.kernel.clock.advance(5 * SECOND);
    runner = await composer.start();
    expect(await play([])).toMatchObject({ sent: ['answer'], merges: { answer: ['ack'] } });
    expect(new Set(composer.left.map(({ messageId }) => messageId)).size).toBe(1);
    expect(composer.left[1]).toEqual(composer.left[0]);
  });
});

describe('acknowledgement, answer and timer', () => {
  const happenings: Step[] = ['ack', 'answer', 'time'];
  const orders = happenings.flatMap((first) =>
    happenings
      .filter((step) => step !== first)
      .map((second) => [first, second, ...happenings.filter((step) => ![first, second].includes(step))]),
  );
  const withBreaks = orders.flatMap((order) =>
    (['idle', 'restart'] as const).flatMap((pause) =>
      order.map((_, at) => ({ order: [...order.slice(0, at), pause, ...order.slice(at)] })),
    ),
  );
  it.each([...orders.map((order) => ({ order })), ...withBreaks])(
    'tell the customer once: $order',
    async ({ order }) => {
      const { left, merges, sent, failed } = await play(order);
      const telling = composer.left.filter(({ id, text }) => id === 'ack' || text.includes(RECEIPT));
      expect(telling).toHaveLength(1);
      expect(left.filter((id) => id === 'answer')).toEqual(['answer']);
      const ends = [...sent, ...Object.values(merges).flat(), ...failed.map(([id]) => id)];
      expect(ends.sort()).toEqual(['ack', 'answer']);
    },
  );
});

describe('the first mail of a case', () => {
  it('says that the customer’s mail arrived, and its number; an advisor’s own words stay their own', async () => {
    await play(['answer']);
    expect(composer.left[0]?.text).toContain(`${RECEIPT} ${CASE}.`);
    await composer.kernel.restart();
    runner = await composer.start();
    await composer.ask({ ...ADVISOR, replyId: 'advisor-2' });
    await composer.kernel.idle();
    expect(composer.left.at(-1)?.text).toBe('Bonjour, je regarde.\n');
  });

  it('is the same mail when the server takes it only later', async () => {
    let tried = 0;
    const texts: string[] = [];
    composer.serves(async ({ text }) => {
      texts.push(text);
      tried += 1;
      if (tried <= 2) throw new AppError('SMTP_UNREACHABLE', 'no', { retry: 'later' });
    });
    await composer.ask(ACK);
    await composer.ask(ANSWER);
    await composer.kernel.idle();
    await composer.kernel.clock.advance(60 * SECOND);
    expect(await play([])).toEqual({ left: ['answer'], merges: { answer: ['ack'] }, sent: ['answer'], failed: [] });
    expect(new Set(texts).size).toBe(1);
  });
});
