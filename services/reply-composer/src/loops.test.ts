/** Two machines that answer everything write to the bot: how many mails leave, and what is said of those that do not. */
import { caseNumberFrom, replyFailed, replyRequested, replySent } from '@facteur/contracts';
import { replyToken } from '@facteur/mail';
import type { OutgoingMail } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAddressBook } from './address-book.ts';
import { DEFAULT_RULES, rulesOf } from './config.ts';
import { replyComposerFlow } from './flow.ts';
import { readProductTemplates } from './product-templates.ts';
import { sendReply } from './send-reply.ts';
import type { ReplyRequest } from './state.ts';
import { CASE, CONFIG, sampleRequest, storeOf, writtenRequest } from './testing/sample-reply.ts';

const HOUR = 3_600_000;
const RESPONDERS = ['absent@un.example', 'absente@deux.example'];
const product = await readProductTemplates();

let kernel: TestKernel;
let left: OutgoingMail[];
let held: string[];
let cases: number;
beforeEach(async () => {
  left = [];
  held = [];
  cases = 0;
  kernel = await openTestKernel();
});
afterEach(() => kernel.dispose());

const numberOf = (n: number) => caseNumberFrom(Buffer.alloc(16, n + 1));
const ask = (caseNumber: string, request: ReplyRequest) =>
  kernel.send(replyRequested.about(caseNumber, request) as never);

/** Runs the composer; `answer` is what the world does when a mail leaves. */
async function run(answer: (mail: OutgoingMail) => Promise<unknown>, limits = DEFAULT_RULES.limits) {
  const { keys } = kernel.kernel();
  const send = sendReply({
    ...{ config: CONFIG, keys, product, blobs: storeOf() },
    addresses: await openAddressBook(kernel.kernel(), limits),
    journeyByHash: () => Promise.reject(new Error('none')),
    held: (reason) => held.push(reason),
    mailOut: {
      send: async (mail) => {
        left.push(mail);
        await answer(mail);
      },
    },
  });
  const rules = { ...rulesOf({ 'acknowledge-within': '0s' }), limits };
  const effects = { send, tell: async () => {} };
  return kernel.run(replyComposerFlow(effects, (replyId) => replyToken(keys, replyId), rules));
}

/** A machine without a thought for threads: each mail to it makes a new one, which founds a case and is acknowledged. */
function writes(address: string): Promise<unknown> {
  cases += 1;
  return ask(
    numberOf(cases),
    sampleRequest({ replyId: `ack-${cases}`, to: { address }, inReplyTo: `<${cases}@${address}>`, references: [] }),
  );
}

const answering = (mail: OutgoingMail) => writes(mail.to[0]?.address ?? '');
const to = (address: string) => left.filter((mail) => mail.to[0]?.address === address).length;

describe('two vacation responders that say nothing of being machines', () => {
  it('get five mails each, however often they write, and a person is told why no more', async () => {
    await run(answering);
    for (const responder of RESPONDERS) await writes(responder);
    await kernel.idle();
    expect(RESPONDERS.map(to)).toEqual([5, 5]);
    for (const responder of RESPONDERS) await writes(responder);
    await kernel.idle();
    expect(RESPONDERS.map(to)).toEqual([5, 5]);
    expect(held).toEqual(Array.from({ length: 4 }, () => 'loop-suspected'));
    const failed = await kernel.published(replyFailed);
    expect(failed.map(({ data }) => data)).toMatchObject(
      held.map(() => ({ code: 'REPLY_SUPPRESSED', suppressed: 'loop-suspected', permanent: true })),
    );
  });

  it('get no more after a restart', async () => {
    await run(answering);
    await writes('absent@un.example');
    await kernel.idle();
    await kernel.restart();
    await run(answering);
    await writes('ABSENT@un.example');
    await kernel.idle();
    expect(left).toHaveLength(5);
  });

  it('get no more than a day’s mails when they take their time', async () => {
    await run(async () => {}, { perDay: 3, exchangesPerHour: 1 });
    for (let n = 0; n < 5; n += 1) {
      await writes('absent@un.example');
      await kernel.idle();
      await kernel.clock.advance(HOUR);
    }
    expect(left).toHaveLength(3);
    expect(held).toEqual(['daily-limit', 'daily-limit']);
  });
});

describe('a machine that answers within one case', () => {
  const next = (n: number) =>
    ask(CASE, sampleRequest({ replyId: `r${n}`, purpose: 'answer', inReplyTo: `<${n}@x.example>` }));

  it('gets five answers an hour, from whatever address it writes', async () => {
    await run(async () => {});
    for (let n = 0; n < 8; n += 1)
      await ask(
        CASE,
        sampleRequest({
          ...{ replyId: `r${n}`, purpose: 'answer', inReplyTo: `<${n}@x.example>` },
          to: { address: `a${n}@x.example` },
        }),
      );
    await kernel.idle();
    expect(left).toHaveLength(5);
    expect(held).toEqual(['loop-suspected', 'loop-suspected', 'loop-suspected']);
  });

  it('is answered again once a person wrote', async () => {
    const runner = await run(async () => {});
    for (let n = 0; n < 6; n += 1) await next(n);
    await kernel.idle();
    expect(left).toHaveLength(5);
    await ask(CASE, writtenRequest('Bonjour, je prends le relais.', { replyId: 'person' }));
    await next(7);
    await kernel.idle();
    expect(left.map(({ id }) => id).slice(5)).toEqual(['person', 'r7']);
    expect((await runner.read(CASE))?.state.replies.map(({ status }) => status)).toContain('suppressed');
  });

  it('is counted once when the same reply is asked for or sent again', async () => {
    let failures = 3;
    const flaky = async () => {
      failures -= 1;
      if (failures >= 0) throw new AppError('SMTP_UNREACHABLE', 'no answer', { retry: 'later' });
    };
    await run(flaky);
    await next(0);
    await next(0);
    await kernel.idle();
    for (let n = 1; n < 5; n += 1) await next(n);
    await kernel.idle();
    expect(new Set((await kernel.published(replySent)).map(({ data }) => data.replyId)).size).toBe(5);
    expect(held).toEqual([]);
  });
});

it('nothing is sent where nobody reads', async () => {
  await run(async () => {});
  await ask(CASE, sampleRequest({ to: { address: 'noreply@client.example' } }));
  await kernel.idle();
  expect(left).toEqual([]);
  expect(held).toEqual(['no-reply-address']);
});
