/** The right to write on the kernel: who holds the case, and which of the bot's mails leave when. */
import { caseChanged } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { caseChangedData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CASE, sampleRequest, writtenRequest } from './testing/sample-reply.ts';
import { openTestComposer } from './testing/test-composer.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LEA = { id: 'lea' };
const bot = (replyId: string, changes: Parameters<typeof sampleRequest>[0] = {}) =>
  sampleRequest({ replyId, purpose: 'answer', ...changes });

let composer: Awaited<ReturnType<typeof openTestComposer>>;
let runner: Awaited<ReturnType<typeof composer.start>>;
beforeEach(async () => {
  composer = await openTestComposer();
  runner = await composer.start();
});
afterEach(() => composer.kernel.dispose());

const steps = {
  take: async () => void (await composer.act('take-over')),
  'take by paul': async () => void (await composer.act('take-over', 'paul')),
  back: async () => void (await composer.act('hand-back')),
  ack: async () => void (await composer.ask(sampleRequest({ replyId: 'ack' }))),
  first: async () => void (await composer.ask(bot('first'))),
  second: async () => void (await composer.ask(bot('second', { purpose: 'question' }))),
  reminder: async () => void (await composer.ask(bot('reminder', { purpose: 'reminder' }))),
  'on lea’s word': async () => void (await composer.ask(bot('on lea’s word', { onWordOf: LEA }))),
  'lea writes': async () => void (await composer.ask(writtenRequest('Je regarde.', { replyId: 'lea writes' }))),
  'paul writes': async () => {
    await composer.ask(writtenRequest('Moi aussi.', { replyId: 'paul writes', author: { id: 'paul' } }));
  },
  close: async () => {
    await composer.kernel.send(caseChanged.about(CASE, caseChangedData('fin', { status: 'closed' })) as never);
  },
  'a machine writes': async () => {
    const changed = caseChangedData('fin', { status: 'closed', change: 'suppressed' });
    await composer.kernel.send(caseChanged.about(CASE, changed) as never);
  },
  idle: () => composer.kernel.idle(),
  /** Settles what came before, lets time pass, fires what is due, twice. */
  time: async () => {
    await composer.kernel.idle();
    await composer.kernel.clock.advance(MINUTE);
    await runner.fireTimers();
    await runner.fireTimers();
    await composer.kernel.idle();
  },
  restart: async () => {
    await composer.kernel.idle();
    await composer.kernel.restart();
    runner = await composer.start();
  },
  down: async () => {
    composer.serves(async () => {
      throw new AppError('SMTP_UNREACHABLE', 'no', { retry: 'later' });
    });
  },
  up: async () => composer.serves(async () => {}),
};
type Step = keyof typeof steps;

/** Each step settles before the next, a second later: topics keep no order among each other. */
async function play(...order: readonly Step[]): Promise<void> {
  for (const step of order) {
    await steps[step]();
    await composer.kernel.idle();
    await composer.kernel.clock.advance(SECOND);
  }
}
const left = () => composer.left.map(({ id }) => id);
const standings = async () =>
  Object.fromEntries(((await runner.read(CASE))?.state.replies ?? []).map(({ replyId, status }) => [replyId, status]));

describe('a case that an advisor has taken over', () => {
  it.each<{ name: string; order: Step[]; leaves: string[] }>([
    { name: 'gets no mail that the bot writes of itself', order: ['take', 'first', 'time'], leaves: [] },
    { name: 'gets what its advisor decided', order: ['take', 'on lea’s word'], leaves: ['on lea’s word'] },
    {
      name: 'gets nothing that another decided',
      order: ['take by paul', 'on lea’s word', 'time'],
      leaves: [],
    },
    {
      name: 'gets what its new advisor had decided',
      order: ['take by paul', 'on lea’s word', 'first', 'take'],
      leaves: ['on lea’s word'],
    },
    {
      name: 'gets the advisor’s own words, and those of any colleague',
      order: ['take', 'lea writes', 'paul writes'],
      leaves: ['lea writes', 'paul writes'],
    },
    { name: 'keeps what it held over a restart', order: ['take', 'first', 'restart', 'time'], leaves: [] },
    { name: 'loses nothing over a restart', order: ['take', 'first', 'restart', 'back'], leaves: ['first'] },
  ])('$name', async ({ order, leaves }) => {
    await play(...order);
    expect(left()).toEqual(leaves);
    expect((await composer.sent()).map(({ replyId }) => replyId)).toEqual(leaves);
    expect(await composer.failed()).toEqual([]);
  });

  it('holds what it does not send, without an effect and without a timer', async () => {
    await play('take', 'first');
    const held = await runner.read(CASE);
    expect(held?.state).toMatchObject({
      replies: [{ replyId: 'first', status: 'held' }],
      waiting: [{ for: 'advisor' }],
      right: { holder: LEA, epoch: 1 },
    });
    expect([held?.effects, held?.timers]).toEqual([[], {}]);
  });

  it('gets a mail that was on its way', async () => {
    let leave = (): void => {};
    const mayLeave = new Promise<void>((resolve) => {
      leave = resolve;
    });
    composer.serves(() => mayLeave);
    await composer.ask(bot('first'));
    await composer.kernel.until(async () => (await standings()).first === 'sending');
    await composer.act('take-over');
    await composer.kernel.until(async () => (await runner.read(CASE))?.state.right !== undefined);
    leave();
    await composer.kernel.idle();
    expect(left()).toEqual(['first']);
  });

  it('gets no mail that was put off, before or after it was taken over', async () => {
    await play('down', 'first', 'take', 'up', 'time');
    expect([left(), await standings()]).toEqual([[], { first: 'held' }]);
    expect((await runner.read(CASE))?.timers).toEqual({});
    await play('back');
    expect([left(), await standings()]).toEqual([['first'], { first: 'sent' }]);
  });

  it('gets no mail that the server puts off once it is taken over', async () => {
    let refuse = (): void => {};
    const refused = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    composer.serves(async () => {
      await refused;
      throw new AppError('SMTP_UNREACHABLE', 'no', { retry: 'later' });
    });
    await composer.ask(bot('first'));
    await composer.kernel.until(async () => (await standings()).first === 'sending');
    await composer.act('take-over');
    await composer.kernel.until(async () => (await runner.read(CASE))?.state.right !== undefined);
    refuse();
    await composer.kernel.idle();
    await play('up', 'time');
    expect([left(), await standings()]).toEqual([[], { first: 'held' }]);
  });

  it('hears of each change of the right, once', async () => {
    await play('take', 'take', 'take by paul', 'back', 'back');
    expect(await composer.leases()).toEqual([
      { holder: 'advisor', advisor: { id: 'lea' }, epoch: 1 },
      { holder: 'advisor', advisor: { id: 'paul' }, epoch: 2 },
      { holder: 'bot', epoch: 3 },
    ]);
  });
});

describe('an acknowledgement', () => {
  it.each<{ name: string; order: Step[]; leaves: string[] }>([
    { name: 'leaves though the case is taken over while it waits', order: ['ack', 'take', 'time'], leaves: ['ack'] },
    { name: 'leaves though the case was taken over before', order: ['take', 'ack', 'time'], leaves: ['ack'] },
    { name: 'is said by the advisor’s own mail', order: ['ack', 'take', 'lea writes', 'time'], leaves: ['lea writes'] },
    { name: 'is not kept by an answer that is held', order: ['ack', 'take', 'first', 'time'], leaves: ['ack'] },
    {
      name: 'leaves by itself when the answer that was to say it is held',
      order: ['down', 'ack', 'first', 'up', 'take', 'time'],
      leaves: ['ack'],
    },
  ])('$name', async ({ order, leaves }) => {
    await play(...order);
    expect(left()).toEqual(leaves);
  });

  it('is said by the answer that was held, when the case is handed back in time', async () => {
    await play('take', 'first', 'ack', 'back', 'time');
    expect(left()).toEqual(['first']);
    expect(await composer.sent()).toMatchObject([{ replyId: 'first', merges: ['ack'] }]);
  });
});

describe('a case that is handed back', () => {
  it.each<{ name: string; order: Step[]; leaves: string[]; dropped?: string[] }>([
    { name: 'gets what was held, the oldest first', order: ['first', 'second'], leaves: ['first', 'second'] },
    { name: 'gets no late reminder', order: ['reminder', 'first'], leaves: ['first'], dropped: ['reminder'] },
    { name: 'gets nothing once it was closed', order: ['first', 'close'], leaves: [], dropped: ['first'] },
    { name: 'gets what was wanted after it was closed', order: ['close', 'first'], leaves: ['first'] },
    { name: 'gets what was held though a machine wrote', order: ['first', 'a machine writes'], leaves: ['first'] },
  ])('$name', async ({ order, leaves, dropped = [] }) => {
    await play('take', ...order, 'back', 'time');
    expect(left()).toEqual(leaves);
    const gone = Object.entries(await standings()).flatMap(([id, status]) => (status === 'dropped' ? [id] : []));
    expect(gone).toEqual(dropped);
    expect((await runner.read(CASE))?.state).not.toHaveProperty('waiting');
    expect(await composer.failed()).toEqual([]);
  });

  it('gets a mail at a time: what is wanted meanwhile follows', async () => {
    await play('take', 'first', 'second');
    const tried: string[] = [];
    let leave = (): void => {};
    const mayLeave = new Promise<void>((resolve) => {
      leave = resolve;
    });
    composer.serves(({ id }) => {
      tried.push(id);
      return mayLeave;
    });
    await composer.act('hand-back');
    await composer.kernel.until(() => tried.length > 0);
    await composer.ask(bot('third'));
    await composer.kernel.until(async () => (await standings()).third !== undefined);
    expect(tried).toEqual(['first']);
    leave();
    await composer.kernel.idle();
    expect(left()).toEqual(['first', 'second', 'third']);
  });

  it('gets the next mail though one cannot leave', async () => {
    await play('take', 'first', 'second');
    composer.serves(async ({ id }) => {
      if (id === 'first') throw new AppError('SMTP_REFUSED', '550');
    });
    await play('back');
    expect([left(), await standings()]).toEqual([['second'], { first: 'failed', second: 'sent' }]);
  });

  it('gets the same mail once, though the process dies while it leaves', async () => {
    await play('take', 'first');
    composer.serves(async () => composer.kernel.faults.crash());
    await composer.act('hand-back');
    await composer.kernel.until(() => composer.left.length > 0);
    await composer.kernel.restart();
    composer.serves(async () => {});
    await composer.kernel.clock.advance(5 * SECOND);
    runner = await composer.start();
    await composer.kernel.idle();
    expect(composer.left).toHaveLength(2);
    expect(composer.left[1]).toEqual(composer.left[0]);
    expect((await composer.sent()).map(({ replyId }) => replyId)).toEqual(['first']);
  });

  it('gets a mail dated when it leaves', async () => {
    await play('take', 'first', 'time', 'back');
    const [mail] = composer.left;
    const now = composer.kernel.clock.now();
    expect(now - (mail?.dateMs ?? 0)).toBeLessThan(MINUTE);
  });
});
