/** What came back, on the kernel: by a reply's own token, once, and only for good. */
import { mailReceived, replyFailed, replyRequested } from '@facteur/contracts';
import type { EffectRunner } from '@facteur/runtime';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rulesOf } from './config.ts';
import { replyComposerFlow } from './flow.ts';
import { CASE, sampleRequest } from './testing/sample-reply.ts';

/** Acknowledgements wait for nothing. */
const AT_ONCE = rulesOf({ 'acknowledge-within': '0s' });
let kernel: TestKernel;
beforeEach(async () => {
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

const send: EffectRunner = async () => ({ messageId: '<1@boutique.example>', subject: 's', text: 't' });
const flow = (sending: EffectRunner) =>
  replyComposerFlow({ send: sending, tell: async () => {} }, (replyId) => `token-of-${replyId}`, AT_ONCE);
const run = () => kernel.run(flow(send));
type Bounce = NonNullable<ReturnType<typeof mailData>['bounce']>;
const bounce = (changes: Partial<Bounce> = {}) =>
  kernel.send(
    mailReceived.about(CASE, {
      ...mailData('bounce'),
      kind: 'bounce',
      bounce: {
        ...{ action: 'failed', status: '5.1.1', diagnostic: '550 no such user', of: ['token-of-reply-1'] },
        ...changes,
      },
    }) as never,
  );
const failures = async () => {
  await kernel.idle();
  const events = await kernel.published(replyFailed);
  return [...new Map(events.map(({ id, data }) => [id, data])).values()];
};

describe('a reply that comes back', () => {
  beforeEach(async () => {
    await run();
    await kernel.send(replyRequested.about(CASE, sampleRequest({ language: 'en' })) as never);
    await kernel.idle();
  });

  it('is told as failed for good, with what the server said', async () => {
    await bounce();
    expect(await failures()).toMatchObject([
      {
        ...{ replyId: 'reply-1', purpose: 'acknowledgement', language: 'en', code: 'BOUNCED', permanent: true },
        detail: '5.1.1 550 no such user',
      },
    ]);
  });

  it('is told once, however often it comes back or is delivered', async () => {
    const [wire] = await bounce();
    if (wire) await kernel.sendAgain(mailReceived.topic, wire);
    await bounce();
    expect(await failures()).toHaveLength(1);
  });

  it.each([
    { name: 'is only late', changes: { action: 'delayed' as const } },
    { name: 'arrived', changes: { action: 'delivered' as const } },
    { name: 'is not ours', changes: { of: ['token-of-reply-2'] } },
    { name: 'is named by nobody who can prove it', changes: { of: [] } },
  ])('is no failure when it $name', async ({ changes }) => {
    await bounce(changes);
    expect(await failures()).toEqual([]);
  });

  it('is known after a restart', async () => {
    await kernel.restart();
    await run();
    await bounce();
    expect(await failures()).toHaveLength(1);
  });
});

it('a reply that comes back before we know that it has left stays failed', async () => {
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const slow: EffectRunner = async (effect, about) => {
    await left;
    return send(effect, about);
  };
  const runner = await kernel.run(flow(slow));
  await kernel.send(replyRequested.about(CASE, sampleRequest()) as never);
  await kernel.until(async () => ((await runner.read(CASE))?.state.replies.length ?? 0) > 0);
  await bounce();
  await kernel.until(async () => (await kernel.published(replyFailed)).length > 0);
  leave();
  await kernel.idle();
  expect((await runner.read(CASE))?.state.replies).toMatchObject([{ status: 'bounced' }]);
});
