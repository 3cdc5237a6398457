import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openLog } from './log.ts';
import { caseChangedData, mailData, openTestKernel, recordingFlow, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
/** Stands in every personal place of the test; must be found in none that is read without a key. */
const MARKER = 'zoe.martin-0612345678';
let test: TestKernel;
afterEach(() => test.dispose());

const mail = () =>
  mailReceived.about(
    CASE,
    mailData('m1', {
      text: `Bonjour ${MARKER}`,
      subject: MARKER,
      from: { address: `${MARKER}@exemple.fr`, name: MARKER },
    }),
  ) as Draft<never>;

/** Says the marker wherever a handler may: state, events, effects, entries, errors. */
const flow = () =>
  recordingFlow()
    .on(mailReceived, ({ id, data }, { seen }, { subject }) => {
      if (seen.length > 0) JSON.parse(data.text);
      return {
        state: { seen: [data.text] },
        events: [caseChanged.about(subject, caseChangedData('s', { explanation: data.text })) as Draft],
        effects: [{ id, kind: 'act', input: data.text }],
      };
    })
    .onEffect(
      'act',
      async ({ input }) => JSON.parse(String(input)),
      (_, result) => ({ state: { seen: [JSON.stringify(result)] } }),
    );

async function filesWith(folder: string, text: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found = await Promise.all(
    names.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name));
      return bytes.includes(Buffer.from(text)) ? [name] : [];
    }),
  );
  return found.flat();
}

describe('personal data', () => {
  it('stand readable in no file of bus and store, poison, dead letter and review included', async () => {
    const lines: string[] = [];
    test = await openTestKernel({
      log: openLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
    });
    await test.run(flow());
    await test.send(mail());
    await test.idle();
    await test.send(mail());
    await test.idle();
    expect(await test.parking().list()).toHaveLength(1);
    expect(await filesWith(test.folder, 'mail.received')).not.toEqual([]);
    expect(await filesWith(test.folder, MARKER)).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(MARKER) || line.includes('Bonjour'))).toEqual([]);
  });

  it('of someone erased are skipped: nothing is handled, written or put aside', async () => {
    test = await openTestKernel();
    await test.send(mail());
    await test.kernel().keys.destroy(CASE);
    const runner = await test.run(flow());
    await test.idle();
    expect(await runner.read(CASE)).toBeUndefined();
    expect(await test.parking().list()).toEqual([]);
    expect(test.faults.published).toEqual([]);
  });

  it('of someone erased cannot be read back from what was written before', async () => {
    test = await openTestKernel();
    const runner = await test.run(recordingFlow());
    await test.send(mail());
    await test.idle();
    await test.kernel().keys.destroy(CASE);
    expect(await runner.read(CASE)).toBeUndefined();
    expect((await runner.find({ index: 'kernel-due' })).documents).toEqual([]);
  });
});

describe('log entries beside the state', () => {
  const noting = () =>
    recordingFlow().on(mailReceived, ({ id, data }, { seen }) => ({
      state: { seen: [...seen, data.mailId] },
      entries: [{ id, clear: { at: 'now' }, content: { text: data.text } }],
    }));
  const withEntries = () => {
    const flow = noting();
    return { ...flow, state: { ...flow.state, entries: { name: 'lines', indexes: { 'by-case': ['subject', 'at'] } } } };
  };
  const query = { index: 'by-case', equals: { subject: CASE } };

  it('are written once when the process dies before the state is', async () => {
    test = await openTestKernel();
    await test.run(withEntries());
    test.faults.crashAt(({ when, op, name }) => when === 'after' && op === 'write' && name === 'lines');
    await test.send(mail());
    await test.until(() => test.faults.isDead());
    await test.restart();
    const runner = await test.run(withEntries());
    await test.idle();
    const { entries } = await runner.findEntries(query);
    expect(entries.map(({ content }) => content)).toEqual([{ text: `Bonjour ${MARKER}` }]);
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1']);
    expect(await filesWith(test.folder, MARKER)).toEqual([]);
  });

  it('of someone erased are left out', async () => {
    test = await openTestKernel();
    const runner = await test.run(withEntries());
    await test.send(mail());
    await test.idle();
    await test.kernel().keys.destroy(CASE);
    expect((await runner.findEntries(query)).entries).toEqual([]);
  });
});
