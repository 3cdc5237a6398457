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
import type { Flow } from './flow.ts';
import type { Runner } from './runner.ts';
import {
  caseChangedData,
  mailData,
  openTestKernel,
  type Recorded,
  recordingFlow,
  type TestKernel,
} from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const OTHER = 'AAAA-AAAA-A';
const LETTERS = deadLetterTopic('journey-orchestrator');
let test: TestKernel;
/** What the handler throws for mails whose id begins with `bad`. */
let fault: (() => unknown) | undefined;
let attempts = 0;
afterEach(() => test.dispose());

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;

function flow(): Flow<Recorded> {
  const recording = recordingFlow();
  const record = recording.events.get('mail.received')?.handle;
  return recording.on(mailReceived, (event, state, context) => {
    if (event.data.mailId.startsWith('bad') && fault) {
      attempts += 1;
      throw fault();
    }
    return record?.(event, state, context);
  });
}

async function open(thrown: () => unknown = () => new Error('bug')): Promise<Runner<Recorded>> {
  attempts = 0;
  fault = thrown;
  test = await openTestKernel({ limits: { handlerAttempts: 3 } });
  return test.run(flow());
}

const seen = async (runner: Runner<Recorded>, key = CASE) => (await runner.read(key))?.state.seen ?? [];
const waiting = async () => (await test.parking().list()).flatMap(({ events }) => events.map(({ event }) => event.id));

describe('an event whose handler fails', () => {
  it.each([
    { name: 'after its attempts', thrown: () => new Error('bug'), tries: 3, code: 'INTERNAL' },
    {
      name: 'after its attempts',
      thrown: () => new AppError('CONNECTOR_FAILED', 'away', { retry: 'later' }),
      tries: 3,
      code: 'CONNECTOR_FAILED',
    },
    {
      name: 'at once when trying again is useless',
      thrown: () => new AppError('BAD_INPUT', 'never'),
      tries: 1,
      code: 'BAD_INPUT',
    },
  ])('goes to the dead letters and to review $name ($code)', async ({ thrown, tries, code }) => {
    await open(thrown);
    const [wire] = await test.send(mail('bad'));
    await test.idle();
    expect(attempts).toBe(tries);
    const letters = await test.published(deadLettered, LETTERS);
    expect(letters.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        group: 'journey-orchestrator',
        topic: 'mail.received',
        eventId: wire?.id,
        attempts: tries,
        code,
        event: wire,
      }),
    ]);
    expect(
      (await test.published(reviewRequested)).map(({ subject, data }) => [subject, data.reasons[0]?.code]),
    ).toEqual([[CASE, 'handler-failed']]);
  });

  it('and then does not has its effect once, in its place', async () => {
    const runner = await open();
    fault = () => {
      if (attempts === 2) fault = undefined;
      return new Error('passing');
    };
    await test.send(mail('m1'), mail('bad'), mail('m2'));
    await test.idle();
    expect(await seen(runner)).toEqual(['m1', 'bad', 'm2']);
    expect(await waiting()).toEqual([]);
  });

  it('parks later events of its case in order while other cases go on', async () => {
    const runner = await open();
    await test.send(mail('m1'), mail('bad'), mail('m2'), mail('m3', OTHER));
    await test.idle();
    const later = await test.send(mail('m4'), mail('m5', OTHER));
    await test.idle();
    expect(await seen(runner)).toEqual(['m1']);
    expect(await seen(runner, OTHER)).toEqual(['m3', 'm5']);
    const [record] = await test.parking().list();
    expect(record).toMatchObject({ flow: 'journey-orchestrator', key: CASE, error: { code: 'INTERNAL', attempts: 3 } });
    expect(record?.events).toHaveLength(3);
    expect(record?.events.at(-1)?.event.id).toBe(later[0]?.id);
    const gauge = await test.kernel().metrics.deadLetters.get();
    expect(gauge.values[0]?.value).toBe(1);
  });

  it('has its effect by a replay, with those behind it in order, over a restart', async () => {
    await open();
    await test.send(mail('m1'), mail('bad'), mail('m2'), mail('m3'));
    await test.idle();
    await test.restart();
    fault = undefined;
    const runner = await test.run(flow());
    expect(await runner.replayParked(CASE)).toBe(3);
    await test.send(mail('m4'));
    await test.idle();
    expect(await seen(runner)).toEqual(['m1', 'bad', 'm2', 'm3', 'm4']);
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(
      expect.arrayContaining(['m1', 'bad', 'm2', 'm3', 'm4']),
    );
    expect(await waiting()).toEqual([]);
  });

  it('stays parked, with those behind it, when the replay fails too', async () => {
    const runner = await open();
    await test.send(mail('bad'), mail('m2'));
    await test.idle();
    const replay = expect(runner.replayParked(CASE)).rejects.toThrow('bug');
    await test.idle();
    await replay;
    expect(await waiting()).toHaveLength(2);
    expect(await seen(runner)).toEqual([]);
  });

  it('is given up by a drop, and those behind it go on', async () => {
    const runner = await open();
    await test.send(mail('bad'), mail('m2'), mail('m3'));
    await test.idle();
    expect(await runner.dropParked(CASE)).toBe(2);
    expect(await seen(runner)).toEqual(['m2', 'm3']);
    expect(await runner.dropParked(CASE)).toBe(0);
  });

  it('shows in the gauge of parked cases until it is replayed', async () => {
    const runner = await open();
    await test.send(mail('bad'), mail('bad2', OTHER));
    await test.idle();
    const parked = async () => (await test.kernel().metrics.parkedCases.get()).values[0]?.value;
    await test.clock.advance(60_000);
    await test.until(async () => (await parked()) === 2);
    await runner.dropParked(CASE);
    expect(await parked()).toBe(1);
  });

  it('is told of although the process dies between the parking and the dead letter', async () => {
    await open();
    test.faults.crashAt(({ when, op, name }) => when === 'before' && op === 'publish' && name.includes('dead-letter'));
    await test.send(mail('bad'), mail('m2'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    await test.run(flow());
    await test.idle();
    expect(await test.published(deadLettered, LETTERS)).toHaveLength(1);
    expect(await test.published(reviewRequested)).toHaveLength(1);
    expect(await waiting()).toHaveLength(2);
  });

  it('parks what arrives while the replay is under way behind what waits, or handles it after, never before', async () => {
    const runner = await open();
    await test.send(mail('bad'), ...Array.from({ length: 10 }, (_, index) => mail(`m${index}`)));
    await test.idle();
    fault = undefined;
    const [handled] = await Promise.all([runner.replayParked(CASE), test.send(mail('late1'), mail('late2'))]);
    await test.idle();
    expect(handled).toBeGreaterThanOrEqual(11);
    const expected = ['bad', ...Array.from({ length: 10 }, (_, index) => `m${index}`), 'late1', 'late2'];
    expect(await seen(runner)).toEqual(expected);
    expect(await waiting()).toEqual([]);
  });

  it('is not given up for want of a store: it waits for it', async () => {
    const runner = await open();
    let failures = 20;
    test.faults.at = ({ op, when }) => {
      if (op === 'write' && when === 'before' && failures-- > 0)
        throw new AppError('STORE_UNAVAILABLE', 'away', { retry: 'later' });
    };
    await test.send(mail('m1'));
    await test.idle();
    expect(await seen(runner)).toEqual(['m1']);
    expect(await waiting()).toEqual([]);
  });
});

describe('what cannot be read or written', () => {
  it('goes to the dead letters at once when it does not match its schema', async () => {
    const runner = await open();
    const [good] = await test.send(mail('m1'));
    await test.idle();
    await test.sendAgain('mail.received', {
      ...good,
      id: 'broken',
      type: mailReceived.type,
      subject: CASE,
      data: { mailId: 7 },
      sealed: null,
    });
    await test.send(mail('m2'), mail('m3', OTHER));
    await test.idle();
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => [data.eventId, data.code])).toEqual([
      ['broken', 'EVENT_UNREADABLE'],
    ]);
    expect(await seen(runner)).toEqual(['m1']);
    expect(await seen(runner, OTHER)).toEqual(['m3']);
    await expect(runner.replayParked(CASE)).rejects.toMatchObject({ code: 'EVENT_UNREADABLE' });
    expect(await runner.dropParked(CASE)).toBe(1);
    expect(await seen(runner)).toEqual(['m1', 'm2']);
  });

  it.each([
    { name: 'has no envelope', value: 'just words' },
    { name: 'is another topic’s event', value: { id: 'x', type: caseChanged.type, subject: OTHER, data: {} } },
    {
      name: 'is about a case that has no key',
      value: { id: 'y', type: mailReceived.type, subject: 'nobody', data: {} },
    },
  ])('goes to the dead letters when it $name', async ({ value }) => {
    const runner = await open();
    await test.kernel().bus.publish([{ topic: 'mail.received', key: OTHER, value }]);
    await test.send(mail('m1'));
    await test.idle();
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => data.code)).toEqual(['EVENT_UNREADABLE']);
    expect(await seen(runner)).toEqual(['m1']);
  });

  it('waits, without a dead letter, when a newer version published it, and is handled by the version that can read it', async () => {
    const runner = await open();
    const [wire] = await test.send(mail('m1'));
    await test.idle();
    const newer = {
      ...wire,
      id: 'newer',
      type: 'facteur.mail.received.v2',
      subject: CASE,
      sealed: null,
      data: mailData('m2'),
    };
    await test.sendAgain('mail.received', newer as never);
    const lag = async () =>
      (await test.kernel().bus.lag('journey-orchestrator')).reduce(
        (sum, { committed, end }) => sum + end - committed,
        0,
      );
    await test.clock.advance(60_000);
    expect(await seen(runner)).toEqual(['m1']);
    expect(await lag()).toBe(1);
    expect(await test.published(deadLettered, LETTERS)).toEqual([]);
    await test.restart();
    const version2 = { ...mailReceived, version: 2, type: 'facteur.mail.received.v2' };
    const recording = recordingFlow();
    const upgraded = await test.run(
      recording.on(version2, (event, state: Recorded) => ({ state: { seen: [...state.seen, event.data.mailId] } })),
    );
    await test.idle();
    expect(await seen(upgraded)).toEqual(['m1', 'm2']);
    expect(await lag()).toBe(0);
  });

  it.each([
    { name: 'an event that no bus would take', huge: { events: 1_000_000, state: 1 }, code: 'EVENT_TOO_LARGE' },
    { name: 'a document that no store would take', huge: { events: 1, state: 9_000_000 }, code: 'DOCUMENT_TOO_LARGE' },
  ])('is put aside alone when it leads to $name', async ({ huge, code }) => {
    await open();
    await test.restart();
    const runner = await test.run(
      recordingFlow().on(mailReceived, (event, { seen }) => {
        const isHuge = event.data.mailId === 'huge';
        const pad = (length: number): string => 'x'.repeat(isHuge ? length : 1);
        return {
          state: { seen: [...seen, `${event.data.mailId}${pad(huge.state)}`] },
          events: [caseChanged.after(event, caseChangedData('s', { explanation: pad(huge.events) })) as Draft],
        };
      }),
    );
    await test.send(mail('m1'), mail('huge'), mail('m2'), mail('m3', OTHER));
    await test.idle();
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => data.code)).toEqual([code]);
    expect(await seen(runner)).toEqual(['m1x']);
    expect(await seen(runner, OTHER)).toEqual(['m3x']);
  });

  it('is told of even when the event is too large to stand in a dead letter', async () => {
    await open(() => new AppError('BAD_INPUT', 'never'));
    await test.send(mailReceived.about(CASE, mailData('bad', { text: 'x'.repeat(660_000) })) as Draft<never>);
    await test.idle();
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => data.event)).toEqual([null]);
    expect(await waiting()).toHaveLength(1);
  });

  it('leaves a document that was damaged alone, and other cases go on', async () => {
    const runner = await open();
    await test.send(mail('m1'));
    await test.idle();
    const { store } = test.kernel();
    const recordings = await store.collection({
      name: 'recordings',
      indexes: { 'kernel-due': ['due'], 'kernel-pending': ['pending'] },
    });
    const stored = await recordings.get(CASE);
    if (!stored) throw new Error('no document');
    await recordings.write([{ op: 'replace', doc: { ...stored, sealed: 'AAAA' }, at: stored.version }]);
    await test.send(mail('m2'), mail('m3', OTHER));
    await test.idle();
    expect((await test.published(deadLettered, LETTERS)).map(({ data }) => data.code)).toEqual(['EVENT_UNREADABLE']);
    expect(await seen(runner, OTHER)).toEqual(['m3']);
  });
});
