/** The composer on the kernel: asked twice, stopped midway, refused. */

import { replyFailed, replyRequested, replySent } from '@facteur/contracts';
import { replyToken } from '@facteur/mail';
import type { OutgoingMail } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import type { EffectRunner } from '@facteur/runtime';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAddressBook } from './address-book.ts';
import { DEFAULT_RULES, rulesOf } from './config.ts';
import { replyComposerFlow } from './flow.ts';
import { readProductTemplates } from './product-templates.ts';
import { sendReply } from './send-reply.ts';
import { CASE, CONFIG, sampleRequest, storeOf } from './testing/sample-reply.ts';

const product = await readProductTemplates();
let kernel: TestKernel;
let left: OutgoingMail[];
beforeEach(async () => {
  left = [];
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

/** Composes as the service does; `out` is the way out. */
function sending(out: (mail: OutgoingMail) => void): EffectRunner {
  return async (effect, about) => {
    const { keys } = kernel.kernel();
    const send = sendReply({
      ...{ config: CONFIG, keys, product, held: () => {}, blobs: storeOf() },
      addresses: await openAddressBook(kernel.kernel(), DEFAULT_RULES.limits),
      journeyByHash: () => Promise.reject(new Error('none')),
      mailOut: { send: async (mail) => out(mail) },
    });
    return send(effect, about);
  };
}

/** Acknowledgements wait for nothing, and the server is not waited for. */
const RULES = rulesOf({ 'acknowledge-within': '0s', retry: { 'give-up': '0s' } });

const flow = (send: EffectRunner) =>
  replyComposerFlow({ send, tell: async () => {} }, (id) => replyToken(kernel.kernel().keys, id), RULES);

const send = sending((mail) => left.push(mail));
const ask = () => kernel.send(replyRequested.about(CASE, sampleRequest()) as never);

describe('a reply that is asked for', () => {
  it('leaves once, and is told once', async () => {
    await kernel.run(flow(send));
    const [wire] = await ask();
    if (wire) await kernel.sendAgain(replyRequested.topic, wire);
    await ask();
    await kernel.idle();
    expect(left).toHaveLength(1);
    const sent = await kernel.published(replySent);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(sent[0]?.data).toMatchObject({ replyId: 'reply-1', messageId: left[0]?.messageId, text: left[0]?.text });
  });

  it('leaves again with the same Message-ID and date when the process died before it knew', async () => {
    const dying = sending((mail) => {
      left.push(mail);
      kernel.faults.crash();
    });
    await kernel.run(flow(dying));
    await ask();
    await kernel.until(() => left.length > 0);
    await kernel.restart();
    await kernel.clock.advance(5_000);
    await kernel.run(flow(send));
    await kernel.idle();
    expect(left).toHaveLength(2);
    expect(left[1]).toEqual(left[0]);
    expect(new Set((await kernel.published(replySent)).map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    { code: 'SMTP_UNREACHABLE' as const, retry: 'later' as const, tries: 6, permanent: false },
    { code: 'DISK_FULL' as const, retry: 'later' as const, tries: 6, permanent: false },
    { code: 'SMTP_REFUSED' as const, retry: 'never' as const, tries: 1, permanent: true },
    { code: 'TEMPLATE_INVALID' as const, retry: 'never' as const, tries: 1, permanent: true },
  ])('and cannot leave ($code) is told as failed after $tries tries', async ({ code, retry, tries, permanent }) => {
    let tried = 0;
    const failing = sending(() => {
      tried += 1;
      throw new AppError(code, 'no', { retry });
    });
    const runner = await kernel.run(flow(failing));
    await ask();
    await kernel.idle();
    expect(tried).toBe(tries);
    expect(await kernel.published(replySent)).toEqual([]);
    const failed = await kernel.published(replyFailed);
    expect(failed.map(({ data }) => data)).toMatchObject([{ replyId: 'reply-1', code, permanent, language: 'fr' }]);
    expect((await runner.read(CASE))?.state.replies).toMatchObject([{ status: 'failed' }]);
  });

  it('leaves after a failure that passed', async () => {
    let tried = 0;
    await kernel.run(
      flow(
        sending((mail) => {
          tried += 1;
          if (tried < 3) throw new AppError('SMTP_UNREACHABLE', 'greylisted', { retry: 'later' });
          left.push(mail);
        }),
      ),
    );
    await ask();
    await kernel.idle();
    expect(left).toHaveLength(1);
    expect(await kernel.published(replyFailed)).toEqual([]);
  });
});
