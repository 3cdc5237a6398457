/** Mails to somebody outside: the customer's correspondence goes on as if there were none, and nothing that is the customer's keeps them. */
import { caseChanged, mailReceived } from '@facteur/contracts';
import { replyToken } from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import { caseChangedData, mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES } from './config.ts';
import { requested } from './requested.ts';
import type { ComposerState, ReplyRequest } from './state.ts';
import { acted } from './taken-over.ts';
import { ASKED_AT_MS, CASE, fileOf, SIDE, sampleRequest, sideRequest, writtenRequest } from './testing/sample-reply.ts';
import { openTestComposer } from './testing/test-composer.ts';

const MINUTE = 60_000;
const ACK = sampleRequest({ replyId: 'ack' });
const ANSWER = sampleRequest({ replyId: 'answer', purpose: 'answer' });
const RECEIPT = 'Nous avons bien reçu votre message, enregistré sous le numéro de dossier';

let composer: Awaited<ReturnType<typeof openTestComposer>>;
let runner: Awaited<ReturnType<typeof composer.start>>;
beforeEach(async () => {
  composer = await openTestComposer();
  runner = await composer.start();
});
afterEach(() => composer.kernel.dispose());

const steps = {
  ack: async () => void (await composer.ask(ACK)),
  answer: async () => void (await composer.ask(ANSWER)),
  side: async () => void (await composer.ask(sideRequest())),
  'side of the bot': async () => void (await composer.ask(sideRequest({ author: { id: 'bot' } }))),
  take: async () => void (await composer.act('take-over')),
  back: async () => void (await composer.act('hand-back')),
  close: async () => {
    await composer.kernel.send(caseChanged.about(CASE, caseChangedData('fin', { status: 'closed' })) as never);
  },
  time: async () => {
    await composer.kernel.clock.advance(MINUTE);
    await runner.fireTimers();
  },
  down: async () => {
    composer.serves(async () => {
      throw new AppError('SMTP_UNREACHABLE', 'no', { retry: 'later' });
    });
  },
  up: async () => composer.serves(async () => {}),
};
type Step = keyof typeof steps;

async function play(...order: readonly Step[]): Promise<readonly string[]> {
  for (const step of order) {
    await steps[step]();
    await composer.kernel.idle();
  }
  return composer.left.map(({ id }) => id);
}

describe('a mail of a side conversation', () => {
  it.each<{ name: string; order: Step[]; leaves: string[] }>([
    { name: 'takes no acknowledgement along', order: ['ack', 'side', 'time'], leaves: ['side', 'ack'] },
    { name: 'makes no acknowledgement needless', order: ['side', 'ack', 'time'], leaves: ['side', 'ack'] },
    { name: 'leaves though an advisor has the case', order: ['take', 'side of the bot'], leaves: ['side'] },
    { name: 'leaves after the case has ended', order: ['take', 'close', 'side of the bot'], leaves: ['side'] },
    {
      name: 'leaves late, whoever has the case then',
      order: ['down', 'side of the bot', 'take', 'up', 'time'],
      leaves: ['side'],
    },
    {
      name: 'leaves late, though its case ends',
      order: ['down', 'side of the bot', 'take', 'close', 'up', 'back', 'time'],
      leaves: ['side'],
    },
  ])('$name', async ({ order, leaves }) => {
    expect(await play(...order)).toEqual(leaves);
    expect(await composer.failed()).toEqual([]);
    expect((await composer.sent()).every(({ merges }) => merges === undefined)).toBe(true);
  });

  it('is put off with the others when the server is away while an advisor has the case', async () => {
    await play('take', 'down', 'side of the bot');
    expect((await runner.read(CASE))?.state.waiting).toMatchObject([{ for: 'server' }]);
  });

  it('is not the first word to the customer', async () => {
    await play('side', 'answer');
    expect(composer.left.map(({ text }) => text.includes(RECEIPT))).toEqual([false, true]);
  });

  it('is counted by no guard, and begins no count anew', async () => {
    await composer.kernel.restart();
    runner = await composer.start({ 'acknowledge-within': '0s', limits: { 'automatic-per-day': 1 } });
    await play('ack');
    const counted = (await runner.read(CASE))?.state.automatic;
    for (const n of [1, 2, 3]) await composer.ask(sideRequest({ replyId: `bot-${n}`, author: { id: 'bot' } }));
    await composer.ask(sideRequest({ to: ACK.to }));
    await composer.ask(
      sideRequest({ replyId: 'nobody', author: { id: 'bot' }, to: { address: 'noreply@atelier.example' } }),
    );
    await play('answer');
    expect(composer.left.map(({ id }) => id)).toEqual(['ack', 'bot-1', 'bot-2', 'bot-3', 'side', 'nobody']);
    expect(await composer.failed()).toMatchObject([{ replyId: 'answer', suppressed: 'daily-limit' }]);
    expect((await runner.read(CASE))?.state.automatic?.sent).toEqual(counted?.sent);
  });

  it('leaves once, with its files, and tells which conversation it is of', async () => {
    const request = sideRequest({ attachments: [fileOf('photo.jpg')] });
    const [wire] = await composer.ask(request);
    if (wire) await composer.kernel.sendAgain('reply.requested', wire);
    await composer.ask(request);
    await composer.kernel.idle();
    expect(composer.left).toHaveLength(1);
    expect(await composer.sent()).toMatchObject([
      { replyId: 'side', side: SIDE, attachments: [{ name: 'photo.jpg' }] },
    ]);
    await composer.ask(writtenRequest('Bonjour', { replyId: 'customer' }));
    await composer.kernel.idle();
    expect((await composer.sent())[1]).not.toHaveProperty('side');
  });

  it('that cannot leave is told with its conversation', async () => {
    composer.serves(async () => {
      throw new AppError('SMTP_REFUSED', '550');
    });
    await play('side');
    expect(await composer.failed()).toMatchObject([{ replyId: 'side', code: 'SMTP_REFUSED', side: SIDE }]);
  });

  it.each([
    { name: 'of it', id: 'side', side: SIDE },
    { name: 'of the customer’s mail', id: 'answer', side: undefined },
  ])('is told of what comes back: $name', async ({ id, side }) => {
    await play('side', 'answer');
    const of = [replyToken(composer.kernel.kernel().keys, id)];
    const bounce = { action: 'failed' as const, status: '5.1.1', of };
    await composer.kernel.send(mailReceived.about(CASE, { ...mailData('bounce'), kind: 'bounce', bounce }) as never);
    await composer.kernel.idle();
    const [failed] = await composer.failed();
    expect([failed?.replyId, failed?.code, failed?.side]).toEqual([id, 'BOUNCED', side]);
  });
});

describe('with a mail of a side conversation on its way', () => {
  const context = { now: ASKED_AT_MS, key: CASE, subject: CASE, revision: 1, inputId: 'i' };
  const envelope = { specversion: '1.0', id: 'e', source: 'test', type: 'test', subject: CASE } as const;
  const eventOf = <Data>(data: Data, at: string) => ({ ...envelope, time: at, data });
  const asked = (request: ReplyRequest, state: ComposerState) =>
    requested(DEFAULT_RULES)(eventOf(request, '2026-01-05T09:00:02.000Z'), state, context);
  const onItsWay = asked(sideRequest(), { replies: [] }).state ?? { replies: [] };

  it('an acknowledgement waits for another mail, and not for long', () => {
    const { state, timers } = asked(ACK, onItsWay);
    expect(state?.waiting).toMatchObject([{ for: 'answer' }]);
    expect(state?.waiting?.[0]).not.toHaveProperty('mergedInto');
    expect(timers).toEqual({ 'send/ack': ASKED_AT_MS + DEFAULT_RULES.acknowledgeWithinMs });
  });

  it('another leaves though it was wanted before the case was handed back and closed', () => {
    const at = '2026-01-05T09:00:05.000Z';
    const over: ComposerState = { ...onItsWay, right: { epoch: 2, at }, ended: { at } };
    const request = sideRequest({ replyId: 'other', author: { id: 'bot' }, purpose: 'reminder' });
    expect(asked(request, over).effects).toMatchObject([{ id: 'other', kind: 'send' }]);
  });

  it('what was held for the customer leaves as soon as it may', () => {
    const taken: ComposerState = {
      ...onItsWay,
      right: { holder: { id: 'lea' }, epoch: 1, at: '2026-01-05T09:00:01.000Z' },
    };
    const held = asked(ANSWER, taken).state ?? taken;
    const back = eventOf({ action: 'hand-back' as const, advisor: { id: 'lea' } }, '2026-01-05T09:00:03.000Z');
    expect(acted(DEFAULT_RULES)(back, held, context)?.effects).toMatchObject([{ id: 'answer', kind: 'send' }]);
  });
});
