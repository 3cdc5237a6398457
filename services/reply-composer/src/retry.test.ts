/** A server that cannot take a mail: it is tried again by durable timers, always the same mail, until it is given up. */
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CASE, sampleRequest, writtenRequest } from './testing/sample-reply.ts';
import { openTestComposer } from './testing/test-composer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANSWER = sampleRequest({ replyId: 'answer', purpose: 'answer' });
const ADVISOR = writtenRequest('Bonjour, je regarde.', { replyId: 'answer' });

let composer: Awaited<ReturnType<typeof openTestComposer>>;
let runner: Awaited<ReturnType<typeof composer.start>>;
let messageIds: string[];
beforeEach(async () => {
  messageIds = [];
  composer = await openTestComposer();
  runner = await composer.start();
  composer.serves(async ({ messageId, dateMs }) => {
    messageIds.push(`${messageId} ${dateMs}`);
    throw new AppError('SMTP_UNREACHABLE', 'no answer', { retry: 'later' });
  });
});
afterEach(() => composer.kernel.dispose());

async function wait(ms: number): Promise<number> {
  await composer.kernel.idle();
  await composer.kernel.clock.advance(ms);
  const fired = await runner.fireTimers();
  await composer.kernel.idle();
  return fired;
}

const waits = () => composer.told.map(({ putOff }) => putOff);

describe('a mail that the server cannot take', () => {
  it.each([
    { who: 'the bot', request: ANSWER },
    { who: 'an advisor', request: ADVISOR },
  ])('of $who waits, and leaves when it can, once', async ({ request }) => {
    await composer.ask(request);
    expect(await wait(0)).toBe(0);
    expect(await composer.failed()).toEqual([]);
    expect((await runner.read(CASE))?.state.replies).toMatchObject([{ status: 'waiting' }]);
    composer.serves(async () => {});
    expect(await wait(MINUTE)).toBe(1);
    expect(await wait(HOUR)).toBe(0);
    expect(composer.left.map(({ id }) => id)).toEqual(['answer']);
    expect((await composer.sent()).map(({ replyId }) => replyId)).toEqual(['answer']);
    expect((await runner.read(CASE))?.state).toMatchObject({ replies: [{ status: 'sent' }] });
    expect((await runner.read(CASE))?.state).not.toHaveProperty('waiting');
  });

  it('is tried after one minute, five, fifteen, an hour, four, then every six, for two days; then an advisor is asked', async () => {
    await composer.ask(ANSWER);
    await composer.kernel.idle();
    const began = composer.kernel.clock.now();
    for (let round = 1; round < 100 && (await composer.failed()).length === 0; round += 1) {
      const { untilMs = 0 } = composer.told.at(-1) ?? {};
      await wait(untilMs - composer.kernel.clock.now());
    }
    const hours = composer.told.map(({ untilMs }) => Math.round((untilMs - began) / (HOUR / 60)) / 60);
    expect(hours.slice(0, 6).map((each) => Math.round(each * 60))).toEqual([1, 6, 21, 81, 321, 681]);
    expect(hours.at(-1)).toBeLessThanOrEqual(48);
    expect(hours.at(-1)).toBeGreaterThan(41);
    expect(await composer.failed()).toMatchObject([
      { replyId: 'answer', code: 'SMTP_UNREACHABLE', permanent: false, detail: 'no answer' },
    ]);
    expect(new Set(messageIds).size).toBe(1);
    expect(messageIds).toHaveLength(2 * (composer.told.length + 1));
  });

  it('goes on waiting after a restart, and is tried when its time came meanwhile', async () => {
    await composer.ask(ANSWER);
    await wait(0);
    await composer.kernel.restart();
    await composer.kernel.clock.advance(HOUR);
    runner = await composer.start();
    composer.serves(async () => {});
    await wait(0);
    expect(composer.left).toHaveLength(1);
    expect(waits()).toEqual([1]);
  });

  it('does not wait for what will not pass', async () => {
    composer.serves(async () => {
      throw new AppError('SMTP_REFUSED', '550');
    });
    await composer.ask(ANSWER);
    expect(await wait(HOUR)).toBe(0);
    expect(await composer.failed()).toMatchObject([{ code: 'SMTP_REFUSED', permanent: true }]);
    expect(waits()).toEqual([]);
  });

  it('waits as the settings say', async () => {
    await composer.kernel.restart();
    runner = await composer.start({ retry: { after: ['10s'], 'give-up': '25s' } });
    await composer.ask(ANSWER);
    for (let round = 0; round < 3; round += 1) await wait(10_000);
    expect(waits()).toEqual([1, 2]);
    expect(await composer.failed()).toHaveLength(1);
  });

  it('takes its acknowledgement along, which is tried no longer than the answer was', async () => {
    await composer.kernel.restart();
    runner = await composer.start({ retry: { after: ['10s'], 'give-up': '10s' } });
    await composer.ask(sampleRequest({ replyId: 'ack' }));
    await composer.ask(ANSWER);
    await wait(10_000);
    await wait(10_000);
    expect((await composer.failed()).map(({ replyId }) => replyId)).toEqual(['answer', 'ack']);
    expect(waits()).toEqual([1]);
  });
});

it('who did not get a mail that others got is told with it', async () => {
  const refused = [{ address: 'copie@courriel.example', reply: '550 5.1.1' }];
  composer.serves(async (_mail, tell) => tell?.(refused));
  await composer.ask({ ...ADVISOR, cc: refused.map(({ address }) => ({ address })) });
  await composer.kernel.idle();
  expect(composer.left).toMatchObject([{ cc: [{ address: 'copie@courriel.example' }] }]);
  expect(await composer.sent()).toMatchObject([{ replyId: 'answer', refused }]);
});

it('a mail with a copy for what is no address is told as failed, and reaches nobody', async () => {
  await composer.ask({ ...ADVISOR, bcc: [{ address: 'copie' }] });
  await composer.kernel.idle();
  expect(composer.left).toEqual([]);
  expect(await composer.failed()).toMatchObject([{ replyId: 'answer', code: 'BAD_INPUT', permanent: true }]);
});
