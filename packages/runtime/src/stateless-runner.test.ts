import {
  caseChanged,
  type Draft,
  deadLettered,
  deadLetterTopic,
  mailReceived,
  reviewRequested,
} from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineStatelessFlow } from './flow.ts';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const OTHER = 'AAAA-AAAA-A';
const NOTHING = { id: '', type: '', subject: '' };
const LETTERS = deadLetterTopic('intent-classification');
let test: TestKernel;
afterEach(() => test.dispose());

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;
const steps = async () => (await test.published(caseChanged)).map(({ data }) => data.step);
const waiting = async () => (await test.parking().list()).flatMap(({ events }) => events);

/** Answers each mail with `case.changed`, whose step is what `answer` says. */
const flow = (answer: (mailId: string) => string = (mailId) => mailId) =>
  defineStatelessFlow('intent-classification', mailReceived, async (mails) =>
    mails.map((event) => [caseChanged.after(event, caseChangedData(answer(event.data.mailId))) as Draft]),
  );

const failingOn = (bad: string, error: () => unknown) =>
  flow((mailId) => {
    if (mailId === bad) throw error();
    return mailId;
  });

describe('a flow without state', () => {
  it('publishes at a second delivery what it answered at the first, though it would answer otherwise now', async () => {
    test = await openTestKernel();
    await test.runStateless(flow(() => 'first'));
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    await test.restart();
    await test.runStateless(flow(() => 'second'));
    await test.sendAgain('mail.received', wire);
    await test.idle();
    const events = await test.published(caseChanged);
    expect(events.map(({ data }) => data.step)).toEqual(['first', 'first']);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    {
      name: 'before its answer is stored',
      at: ['before', 'write', 'intent-classification-outputs'],
      expected: ['second'],
    },
    {
      name: 'after its answer is stored',
      at: ['after', 'write', 'intent-classification-outputs'],
      expected: ['first'],
    },
    { name: 'after the publish', at: ['after', 'publish', 'case.changed'], expected: ['first', 'first'] },
  ])('gives one answer when the process dies $name', async ({ at, expected }) => {
    test = await openTestKernel();
    await test.runStateless(flow(() => 'first'));
    test.faults.crashAt(({ when, op, name }) => [when, op, name].join() === at.join());
    await test.send(mail('m1'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    await test.runStateless(flow(() => 'second'));
    await test.idle();
    expect(await steps()).toEqual(expected);
  });

  it('answers the same event twice in one batch with the same events', async () => {
    test = await openTestKernel();
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.sendAgain('mail.received', wire);
    await test.runStateless(flow());
    await test.idle();
    expect(new Set((await test.published(caseChanged)).map(({ id }) => id)).size).toBe(1);
  });

  it('puts the event at fault aside alone; later ones of its case wait, in the same batch too, others go on', async () => {
    test = await openTestKernel({ limits: { handlerAttempts: 3 } });
    const sent = await test.send(mail('m1'), mail('bad'), mail('m2'), mail('m3', OTHER));
    await test.runStateless(failingOn('bad', () => new Error('bug')));
    await test.idle();
    const later = await test.send(mail('m4'));
    await test.idle();
    expect([...(await steps())].sort()).toEqual(['m1', 'm3']);
    expect((await waiting()).map(({ event }) => event.id)).toEqual([sent[1]?.id, sent[2]?.id, later[0]?.id]);
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => [data.eventId, data.attempts])).toEqual([
      [sent[1]?.id, 3],
    ]);
    expect((await test.published(reviewRequested))[0]?.data.reasons[0]?.code).toBe('handler-failed');
  });

  it('replays what waits, in order, and drops what is given up', async () => {
    test = await openTestKernel({ limits: { handlerAttempts: 1 } });
    await test.send(mail('bad'), mail('m2'), mail('bad', OTHER), mail('m3', OTHER));
    await test.runStateless(failingOn('bad', () => new Error('bug')));
    await test.idle();
    await test.restart();
    const runner = await test.runStateless(flow());
    expect(await runner.replayParked(CASE)).toBe(2);
    expect(await runner.dropParked(OTHER)).toBe(1);
    expect(await steps()).toEqual(['bad', 'm2', 'm3']);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    { name: 'cannot be read', change: { data: { mailId: 7 } }, code: 'EVENT_UNREADABLE' },
    { name: 'was published by a newer version', change: { type: 'facteur.mail.received.v2' }, code: 'EVENT_NEWER' },
  ])('keeps a parked event that $name until it can be, or is dropped', async ({ change, code }) => {
    test = await openTestKernel();
    const runner = await test.runStateless(flow());
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    const event = { ...wire, id: 'odd', sealed: null, ...change };
    const reason = { code: 'INTERNAL', message: 'test', attempts: 1 };
    await test.parking().add('intent-classification', CASE, CASE, [{ topic: 'mail.received', event }], reason);
    await expect(runner.replayParked(CASE)).rejects.toMatchObject({ code });
    expect(await waiting()).toHaveLength(1);
  });

  it('is told of although the process dies between the parking and the dead letter', async () => {
    test = await openTestKernel({ limits: { handlerAttempts: 1 } });
    const failing = failingOn('bad', () => new Error('bug'));
    await test.runStateless(failing);
    test.faults.crashAt(({ when, op, name }) => when === 'before' && op === 'publish' && name.includes('dead-letter'));
    await test.send(mail('bad'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    await test.runStateless(failing);
    await test.idle();
    expect(await test.published(deadLettered, LETTERS)).toHaveLength(1);
  });

  it('waits for a store that cannot be had instead of giving events up', async () => {
    test = await openTestKernel({ limits: { handlerAttempts: 2 } });
    await test.runStateless(flow());
    let failures = 10;
    test.faults.at = ({ op, when, name }) => {
      if (op !== 'write' || when !== 'before' || !name.endsWith('outputs') || failures === 0) return;
      failures -= 1;
      throw new AppError('STORE_UNAVAILABLE', 'away', { retry: 'later' });
    };
    await test.send(mail('m1'));
    await test.clock.advance(300_000);
    await test.idle();
    expect(failures).toBe(0);
    expect(await steps()).toEqual(['m1']);
    expect(await waiting()).toEqual([]);
  });

  it('forgets its answers once no redelivery can ask for them', async () => {
    test = await openTestKernel({ limits: { inboxMs: 7_200_000, sweepMs: 1e12 } });
    await test.runStateless(flow());
    await test.send(mail('m1'));
    await test.idle();
    const outputs = await test
      .kernel()
      .store.collection({ name: 'intent-classification-outputs', indexes: { 'by-age': ['at'] } });
    const kept = () => outputs.count({ index: 'by-age' });
    await test.clock.advance(7_000_000);
    expect(await kept()).toBe(1);
    await test.clock.advance(4_000_000);
    await test.until(async () => (await kept()) === 0);
    expect(await kept()).toBe(0);
  });

  it('skips events of someone erased', async () => {
    test = await openTestKernel();
    await test.send(mail('m1'));
    await test.kernel().keys.destroy(CASE);
    await test.runStateless(flow());
    await test.idle();
    expect(test.faults.published).toEqual([]);
    expect(await waiting()).toEqual([]);
  });
});
