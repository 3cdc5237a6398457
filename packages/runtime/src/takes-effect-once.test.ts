import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineFlow } from './flow.ts';
import {
  caseChangedData,
  mailData,
  openTestKernel,
  type Recorded,
  recordingFlow,
  type TestKernel,
} from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const NOTHING = { id: '', type: '', subject: '' };
let test: TestKernel;
afterEach(() => test.dispose());

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;

/** Downstream of the recording flow: which steps it took in, in order. */
const downstream = () =>
  defineFlow<Recorded>('human-handoff-cases', { collection: { name: 'downstream' }, initial: () => ({ seen: [] }) }).on(
    caseChanged,
    ({ data }, { seen }) => ({ state: { seen: [...seen, String(data.step)] } }),
  );

describe('an event', () => {
  it('takes effect once when it is delivered twice, and is published once', async () => {
    test = await openTestKernel();
    const runner = await test.run(recordingFlow());
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    await test.sendAgain('mail.received', wire);
    await test.idle();
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1']);
    expect(await test.published(caseChanged)).toHaveLength(1);
  });

  it('takes effect once when both deliveries come in one batch', async () => {
    test = await openTestKernel();
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.sendAgain('mail.received', wire);
    const runner = await test.run(recordingFlow());
    await test.idle();
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1']);
  });

  it('leads to the same ids when it is delivered again to a process that knows nothing, and downstream drops them', async () => {
    test = await openTestKernel();
    await test.run(recordingFlow());
    await test.run(downstream());
    const [wire = NOTHING] = await test.send(mail('m1'));
    await test.idle();
    await test.restart();
    await test.run(recordingFlow());
    const after = await test.run(downstream());
    await test.sendAgain('mail.received', wire);
    await test.idle();
    const ids = (await test.published(caseChanged)).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect((await after.read(CASE))?.state.seen).toEqual(['m1']);
  });

  it.each([
    { name: 'before the document is written', at: ['before', 'write', 'recordings'] },
    { name: 'between the document and the publish', at: ['after', 'write', 'recordings'] },
    { name: 'before the publish reaches the bus', at: ['before', 'publish', 'case.changed'] },
    { name: 'between the publish and the commit', at: ['after', 'publish', 'case.changed'] },
    { name: 'after the batch, before its commit', at: ['after', 'handle', 'mail.received'] },
  ])('takes effect once, downstream too, when the process dies $name', async ({ at }) => {
    test = await openTestKernel();
    await test.run(recordingFlow());
    await test.send(mail('m1'));
    await test.idle();
    test.faults.crashAt(({ when, op, name }) => [when, op, name].join() === at.join());
    await test.send(mail('m2'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    const runner = await test.run(recordingFlow());
    const after = await test.run(downstream());
    await test.idle();
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1', 'm2']);
    expect((await after.read(CASE))?.state.seen).toEqual(['m1', 'm2']);
    const steps = (await test.published(caseChanged)).map(({ id, data }) => `${data.step} ${id}`);
    expect(new Set(steps).size).toBe(2);
  });

  it('publishes what was stored, not what the handler would answer now', async () => {
    test = await openTestKernel();
    await test.run(recordingFlow());
    test.faults.crashAt(({ when, op, name }) => when === 'after' && op === 'write' && name === 'recordings');
    await test.send(mail('m1'));
    await test.until(() => test.faults.isDead());
    await test.restart();
    const other = defineFlow<Recorded>('journey-orchestrator', recordingFlow().state).on(mailReceived, (event) => ({
      events: [caseChanged.after(event, caseChangedData('another answer')) as Draft],
    }));
    await test.run(other);
    await test.idle();
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(['m1']);
  });

  it('keeps its place among those of its case, and cases do not mix', async () => {
    test = await openTestKernel();
    const cases = ['AAAA-AAAA-A', 'BBBB-BBBB-B', 'CCCC-CCCC-C', 'DDDD-DDDD-D'];
    const numbers = Array.from({ length: 25 }, (_, index) => `m${index}`);
    for (const number of numbers) await test.send(...cases.map((subject) => mail(`${subject}/${number}`, subject)));
    const runner = await test.run(recordingFlow());
    await test.idle();
    for (const subject of cases) {
      const expected = numbers.map((number) => `${subject}/${number}`);
      expect((await runner.read(subject))?.state.seen).toEqual(expected);
      const steps = (await test.published(caseChanged)).filter((event) => event.subject === subject);
      expect(steps.map(({ data }) => data.step)).toEqual(expected);
    }
  });

  it('about another case carries nothing personal, for want of that case’s key', async () => {
    test = await openTestKernel();
    await test.kernel().keys.ensure(['other']);
    await test.run(
      recordingFlow().on(mailReceived, ({ data }) => {
        const explanation = data.mailId === 'told' ? { explanation: 'personal' } : {};
        return { events: [caseChanged.about('other', caseChangedData(data.mailId, explanation)) as Draft] };
      }),
    );
    await test.send(mail('plain'), mail('told'));
    await test.idle();
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(['plain']);
    expect((await test.parking().list())[0]?.error.code).toBe('KEY_ERASED');
  });
});

describe('two runners on one store', () => {
  it('both have their effect when they meet on a version: the one that loses reads again', async () => {
    test = await openTestKernel();
    await test.kernel().keys.ensure([CASE]);
    const adding = recordingFlow().onCommand('add', (payload, { seen }) => ({
      state: { seen: [...seen, String(payload)] },
    }));
    const [a, b] = [await test.run(adding), await test.run(adding)];
    await Promise.all([a.command({ key: CASE }, 'add', 'a'), b.command({ key: CASE }, 'add', 'b')]);
    expect([...((await a.read(CASE))?.state.seen ?? [])].sort()).toEqual(['a', 'b']);
    const { values } = await test.kernel().metrics.conflicts.get();
    expect(values[0]?.value).toBeGreaterThan(0);
  });

  it('a command that its handler refused on an old version is decided again on the new one', async () => {
    test = await openTestKernel();
    await test.kernel().keys.ensure([CASE]);
    const turns = recordingFlow()
      .onCommand('open', (_, { seen }) => ({ state: { seen: [...seen, 'open'] } }))
      .onCommand('add', (payload, { seen }) => {
        if (!seen.includes('open')) throw new Error('closed');
        return { state: { seen: [...seen, String(payload)] } };
      });
    const [a, b] = [await test.run(turns), await test.run(turns)];
    // Both of b's commands are in one turn, which loses against a's write.
    const answers = await Promise.allSettled([
      a.command({ key: CASE }, 'open', undefined),
      b.command({ key: CASE }, 'add', 'early'),
      b.command({ key: CASE }, 'open', undefined),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect((await a.read(CASE))?.state.seen).toEqual(['open', 'early', 'open']);
  });

  it.each([
    {
      name: 'refuses',
      add: (seen: readonly string[]) => {
        if (!seen.includes('open')) throw new Error('closed');
      },
    },
    { name: 'leaves alone', add: () => undefined },
  ])('the one that remembers an old version looks again before it $name something', async ({ name, add }) => {
    test = await openTestKernel();
    await test.kernel().keys.ensure([CASE]);
    const doors = recordingFlow()
      .on(mailReceived, ({ data }, { seen }) =>
        seen.includes('open') ? { state: { seen: [...seen, data.mailId] } } : undefined,
      )
      .onCommand('note', (payload, { seen }) => ({ state: { seen: [...seen, String(payload)] } }))
      .onCommand('add', (payload, { seen }) => {
        add(seen);
        return { state: { seen: [...seen, String(payload)] } };
      });
    const [a, b] = [await test.run(doors), await test.run(doors)];
    await b.command({ key: CASE }, 'note', 'b');
    await a.command({ key: CASE }, 'note', 'open');
    await a.stop();
    if (name === 'refuses') await b.command({ key: CASE }, 'add', 'm1');
    else await test.send(mail('m1'));
    await test.idle();
    expect((await b.read(CASE))?.state.seen).toEqual(['b', 'open', 'm1']);
  });
});
