/** Mails to customers, and ends of cases, on an advisor’s word. */
import {
  advisorActed,
  caseChanged,
  caseNumberFrom,
  caseOpened,
  mailReceived,
  replyRequested,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import { caseChangedData, mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reviewData } from '../testing/sample-events.ts';
import { FIRST, LEA, openTestDesk, PAUL, SECOND, type TestDesk, UNKNOWN } from './testing/test-desk.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

describe('writing to the customer', () => {
  it('reaches whom an advisor opened the case for, before they wrote anything', async () => {
    const NEW = caseNumberFrom(new Uint8Array([9, 9, 9, 9, 1, 2, 3, 4]));
    const customer = { address: 'nadia@courriel.example', name: 'Nadia' };
    const opened = { mailbox: 'sav@boutique.example', language: 'en' as const, subject: 'Recall of a batch', by: LEA };
    await on.kernel.send(caseOpened.about(NEW, { ...opened, customer, participant: 'nadia' }) as never);
    await on.kernel.idle();
    await on.acts.reply(NEW, LEA, { text: 'Hello' });
    await on.settled();
    const [asked] = await on.kernel.published(replyRequested);
    expect(asked?.data).toMatchObject({ to: customer, mailbox: opened.mailbox, language: 'en', references: [] });
    expect(asked?.data).not.toHaveProperty('inReplyTo');
  });

  it('answers the last mail of a person', async () => {
    await on.kernel.send(
      mailReceived.about(
        FIRST,
        mailData('second', { from: { address: 'dominique@courriel.example' }, messageId: '<2@courriel.example>' }),
      ) as never,
      mailReceived.about(
        FIRST,
        mailData('absence', { kind: 'auto-reply', messageId: '<3@courriel.example>' }),
      ) as never,
    );
    await on.kernel.idle();
    await on.acts.reply(FIRST, LEA, { text: 'Bonjour' });
    await on.settled();
    const [asked] = await on.kernel.published(replyRequested);
    expect(asked?.data).toMatchObject({
      to: { address: 'dominique@courriel.example' },
      inReplyTo: '<2@courriel.example>',
      content: { kind: 'written', text: 'Bonjour' },
      author: LEA,
    });
  });

  it('is refused where a case was merged into another', async () => {
    await on.kernel.send(
      caseChanged.about(
        FIRST,
        caseChangedData('x', { change: 'merged', status: 'merged', into: SECOND, revision: Number.MAX_SAFE_INTEGER }),
      ) as never,
    );
    await on.kernel.idle();
    await expect(on.acts.reply(FIRST, LEA, { text: 'Bonjour' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('closing a case', () => {
  /** Lets time pass until it is answered. */
  async function close(number: string): Promise<unknown> {
    let answer: unknown;
    on.acts.close(number, LEA, 'sans suite').then(
      (part) => {
        answer = part;
      },
      (error: unknown) => {
        answer = error;
      },
    );
    await on.kernel.until(() => answer !== undefined);
    return answer;
  }
  /** What the orchestrator does once it hears that a case was taken over. */
  const asksHolder = async (): Promise<void> => {
    await on.kernel.until(async () => (await on.kernel.published(advisorActed)).length > 0);
    await on.kernel.send(reviewRequested.about(FIRST, { ...reviewData('r'), reviewId: `${FIRST}.held` }) as never);
  };
  const acted = async () => (await on.kernel.published(advisorActed)).map(({ data }) => data.action);

  it('decides what it waits for', async () => {
    await on.acts.close(FIRST, LEA, 'sans suite');
    await on.settled();
    const [decided] = await on.kernel.published(reviewDecided);
    expect(decided?.data).toMatchObject({
      reviewId: `${FIRST}.r`,
      advisor: LEA,
      decision: { kind: 'close', outcome: 'sans suite' },
    });
    expect(await acted()).toEqual([]);
  });

  it('that waits for nobody takes it over, and decides what is asked then', async () => {
    await on.acts.close(FIRST, LEA, 'sans suite');
    const closing = close(FIRST);
    await asksHolder();
    expect(await closing).toMatchObject({ lease: { holder: 'advisor', advisor: LEA } });
    await on.settled();
    const decided = (await on.kernel.published(reviewDecided)).map(({ data }) => data.reviewId);
    expect([decided, await acted()]).toEqual([[`${FIRST}.r`, `${FIRST}.held`], ['take-over']]);
  });

  it('about which nothing is asked in time gives it back to the bot', async () => {
    await on.acts.close(FIRST, LEA, 'sans suite');
    const began = on.kernel.clock.now();
    expect(await close(FIRST)).toMatchObject({ code: 'CONFLICT' });
    expect(on.kernel.clock.now() - began).toBeGreaterThanOrEqual(5_000);
    await on.settled();
    expect([await acted(), (await on.acts.part(FIRST)).lease.holder]).toEqual([['take-over', 'hand-back'], 'bot']);
  });

  it('that is closed changes nothing', async () => {
    await on.acts.close(FIRST, LEA, 'sans suite');
    await on.kernel.send(caseChanged.about(FIRST, caseChangedData('fin', { status: 'closed', revision: 9 })) as never);
    await on.kernel.idle();
    await expect(on.acts.close(FIRST, LEA, 'sans suite')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await acted()).toEqual([]);
  });

  it('is refused while another advisor holds it, and where there is none', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(on.acts.close(FIRST, LEA, 'sans suite')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(on.acts.close(UNKNOWN, LEA, 'sans suite')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
