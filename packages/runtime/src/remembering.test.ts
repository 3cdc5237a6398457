import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openRunner } from './runner.ts';
import { mailData, openTestKernel, recordingFlow, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const OTHER = '8R3L-0NYE-5';
const HOUR_MS = 3_600_000;
const INBOX_MS = 8 * HOUR_MS;
const NOTHING = { id: '', type: '', subject: '' };
let test: TestKernel;
afterEach(() => test.dispose());

const mail = (id: string) => mailReceived.about(CASE, mailData(id)) as Draft<never>;

describe('ids of handled inputs', () => {
  it('are kept for inboxMs, then forgotten with the next write', async () => {
    test = await openTestKernel({ limits: { inboxMs: INBOX_MS } });
    const runner = await test.run(recordingFlow());
    const [first = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    await test.clock.advance(INBOX_MS - 60_000);
    await test.send(mail('m2'));
    await test.idle();
    const ids = async () => (await runner.read(CASE))?.inbox.map(([id]) => id);
    expect(await ids()).toContain(first.id);
    await test.clock.advance(120_000);
    await test.send(mail('m3'));
    await test.idle();
    expect(await ids()).not.toContain(first.id);
    expect(await ids()).toHaveLength(2);
  });

  it('are kept longer after a long absence: the bus may yet bring what the crash left open', async () => {
    test = await openTestKernel({ limits: { inboxMs: INBOX_MS } });
    await test.run(recordingFlow());
    const [first = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    await test.restart();
    await test.clock.advance(4 * INBOX_MS);
    const runner = await test.run(recordingFlow());
    await test.send(mail('m2'));
    await test.idle();
    await test.sendAgain('mail.received', first);
    await test.idle();
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1', 'm2']);
  });
});

describe('an outbox', () => {
  it.each([
    {
      name: 'is not published again when consumers may have forgotten it',
      absentMs: 4 * INBOX_MS,
      expected: ['m1', 'm2'],
    },
    { name: 'is published again after a short absence, in order', absentMs: HOUR_MS, expected: ['m1', 'm1', 'm2'] },
  ])('of a process that is gone $name', async ({ absentMs, expected }) => {
    test = await openTestKernel({ limits: { inboxMs: INBOX_MS } });
    await test.run(recordingFlow());
    await test.send(mail('m1'));
    await test.idle();
    await test.restart();
    await test.clock.advance(absentMs);
    await test.run(recordingFlow());
    await test.send(mail('m2'));
    await test.idle();
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(expected);
  });

  it('is published after a long absence when the crash left it unpublished', async () => {
    test = await openTestKernel({ limits: { inboxMs: INBOX_MS } });
    await test.run(recordingFlow());
    test.faults.crashAt(({ when, op, name }) => when === 'before' && op === 'publish' && name === 'case.changed');
    await test.send(mail('m1'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    await test.clock.advance(4 * INBOX_MS);
    await test.run(recordingFlow());
    await test.idle();
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(['m1']);
  });

  it('forgets what is published with the next write', async () => {
    test = await openTestKernel();
    const runner = await test.run(recordingFlow());
    for (const id of ['m1', 'm2', 'm3']) {
      await test.send(mail(id));
      await test.idle();
    }
    expect((await runner.read(CASE))?.outbox).toHaveLength(1);
  });
});

describe('a document that a process wrote', () => {
  it('is not opened again to be read, as long as nobody else wrote it', async () => {
    test = await openTestKernel();
    const flow = recordingFlow().onCommand('note', (step, { seen }) => ({ state: { seen: [...seen, String(step)] } }));
    await test.kernel().keys.ensure([CASE]);
    const [one, other] = [await test.run(flow), await openRunner(flow, test.kernel(), test.parking())];
    await one.command({ key: CASE }, 'note', 'first');
    expect((await one.read(CASE))?.state).toBe((await one.read(CASE))?.state);
    await other.command({ key: CASE }, 'note', 'second');
    expect((await one.read(CASE))?.state.seen).toEqual(['first', 'second']);
    await other.stop();
  });
});

describe('a list of documents', () => {
  it('leaves out one that was damaged, and shows the others', async () => {
    test = await openTestKernel();
    const flow = recordingFlow().onCommand('note', (step, { seen }, { now }) => ({
      state: { seen: [...seen, String(step)] },
      timers: { later: now + HOUR_MS },
    }));
    await test.kernel().keys.ensure([CASE, OTHER]);
    const runner = await test.run(flow);
    for (const key of [CASE, OTHER]) await runner.command({ key }, 'note', 'first');
    const indexes = { 'kernel-due': ['due'], 'kernel-pending': ['pending'] };
    const collection = await test.kernel().store.collection({ name: 'recordings', indexes });
    const [stored, other] = await collection.getMany([CASE, OTHER]);
    const doc = { ...stored, _id: CASE, sealed: other?.sealed ?? '' };
    await collection.write([{ op: 'replace', doc, at: stored?.version ?? 0 }]);
    await expect(runner.read(CASE)).rejects.toMatchObject({ code: 'EVENT_UNREADABLE' });
    const { documents } = await runner.find({ index: 'kernel-due' });
    expect(documents.map(({ key }) => key)).toEqual([OTHER]);
  });
});
