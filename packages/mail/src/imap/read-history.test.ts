/** What was there before the first connection: read beside new mail, a little at a time, each once. */
import { AppError } from '@facteur/primitives';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailIn, SourceMail } from './mail-in.ts';
import type { MailInNotice, MailOutcome } from './observer.ts';
import { type ImapSourceOptions, openImapSource } from './source.ts';
import { type FakeHold, type FakeImap, fakeHold, fakeImap } from './testing/fake-imap.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let server: FakeImap;
let hold: FakeHold;
let clock: ReturnType<typeof fakeClock>;
/** Subjects in the order in which they were accepted, each as often as it was; history in brackets. */
let accepted: string[];
/** May throw instead of accepting the mail with this subject. */
let refuse: (subject: string) => void;
let notices: MailInNotice[];
let outcomes: Map<MailOutcome, number>;
let source: MailIn;

const subjectOf = ({ raw }: SourceMail): string => /Subject: (.*)\r\n/.exec(raw.toString())?.[1] ?? '';

beforeEach(() => {
  clock = fakeClock();
  server = fakeImap(clock);
  hold = fakeHold();
  [accepted, notices, outcomes] = [[], [], new Map()];
  refuse = () => undefined;
});
afterEach(() => source.stop());

async function started(options: Partial<ImapSourceOptions> = {}): Promise<void> {
  source = openImapSource({
    ...{ folder: 'INBOX', after: { do: 'flag', flag: '\\Seen' }, pollMs: MINUTE, history: 'context', maxBytes: 1_000 },
    connect: () => server.connect(),
    hold,
    async accept(mail) {
      const subject = subjectOf(mail);
      refuse(subject);
      const isNew = accepted.every((each) => each !== subject && each !== `(${subject})`);
      accepted.push(mail.history ? `(${subject})` : subject);
      return { isNew };
    },
    observer: {
      entered: () => undefined,
      handled: (outcome, count) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count),
      noticed: (notice) => notices.push(notice),
      failed: () => undefined,
      quota: () => undefined,
      historyLeft: () => undefined,
    },
    clock,
    random: seededRandom(1),
    ...options,
  });
  source.start();
  await clock.advance(0);
}

const names = (from: number, count: number): string[] => Array.from({ length: count }, (_, n) => `old${from + n}`);
const bracketed = (subjects: readonly string[]): string[] => subjects.map((subject) => `(${subject})`);

describe('history that is kept as context', () => {
  it('is offered as such, in order, with the time at which it had come, and stays in its folder as it is', async () => {
    const times: unknown[] = [];
    for (const text of ['old0', 'old1']) server.deliver(text, { receivedMs: 1_000 });
    await started({ accept: async ({ history }) => ({ isNew: times.push(history) > 0 }) });
    server.deliver('new');
    await clock.advance(MINUTE);
    expect(times).toEqual([{ receivedMs: 1_000 }, { receivedMs: 1_000 }, undefined]);
    expect(server.mails.map(({ flags }) => flags)).toEqual([[], [], ['\\Seen']]);
    expect(notices).toEqual([{ what: 'history-begins', count: 2 }]);
    expect([...outcomes].filter(([, count]) => count > 0)).toEqual([
      ['history', 2],
      ['new', 1],
    ]);
    expect(source.status()).toMatchObject({ state: 'watching', historyLeft: 0 });
  });

  it('is told to be read after a restart, too', async () => {
    server.deliver('old0');
    await started();
    await clock.advance(MINUTE);
    expect(source.status().historyLeft).toBe(0);
    await source.stop();
    await started();
    expect(source.status().historyLeft).toBe(0);
  });

  it('never keeps new mail waiting: it comes in before what is left', async () => {
    for (const text of names(0, 300)) server.deliver(text);
    await started();
    const before = accepted.length;
    server.deliver('new');
    await clock.advance(0);
    expect(accepted.slice(before)).toEqual(['new']);
    expect(source.status().historyLeft).toBe(300 - before);
    expect(before).toBeLessThan(50);
    await clock.advance(MINUTE);
    expect(accepted.filter((subject) => subject !== 'new')).toEqual(bracketed(names(0, 300)));
  });

  it('goes on after a restart where it was', async () => {
    for (const text of names(0, 100)) server.deliver(text);
    await started();
    await clock.advance(1_000);
    await source.stop();
    const before = accepted.length;
    expect(before).toBeLessThan(100);
    await started();
    await clock.advance(MINUTE);
    expect(accepted).toEqual(bracketed(names(0, 100)));
  });

  it.each(['list', 'fetch', 'uidsAfter'] as const)('loses nothing when the connection ends at %s', async (at) => {
    for (const text of names(0, 100)) server.deliver(text);
    await started();
    let cuts = 1;
    server.before = (step) => {
      if (step === at && cuts-- > 0) server.cut();
    };
    await clock.advance(2 * MINUTE);
    expect(accepted).toEqual(bracketed(names(0, 100)));
  });

  it('waits when a mail of it cannot be kept for now, and new mail does not', async () => {
    let isDown = true;
    refuse = (subject) => {
      if (isDown && subject === 'old1') throw new AppError('STORE_UNAVAILABLE', 'simulated', { retry: 'later' });
    };
    for (const text of names(0, 3)) server.deliver(text);
    await started();
    server.deliver('new');
    await clock.advance(0);
    expect(accepted).toEqual(['(old0)', '(old2)', 'new']);
    expect(source.status()).toMatchObject({ state: 'watching' });
    expect(notices).toContainEqual(
      expect.objectContaining({ what: 'history-delayed', message: 'simulated', attempts: 1 }),
    );
    isDown = false;
    await clock.advance(MINUTE);
    expect(accepted).toContain('(old1)');
    expect(outcomes.get('history')).toBe(3);
  });

  it('goes on after a mail that is refused for good', async () => {
    refuse = (subject) => {
      if (subject === 'old1') throw new AppError('KEY_ERASED', 'simulated');
    };
    for (const text of names(0, 3)) server.deliver(text);
    await started();
    expect(accepted).toEqual(['(old0)', '(old2)']);
    expect(source.status().historyLeft).toBe(0);
  });

  it('stays history when UIDs change, and is known by then', async () => {
    server.deliver('old0', { receivedMs: clock.now() - 2 * DAY });
    await started();
    server.deliver('new');
    await clock.advance(MINUTE);
    server.renumber();
    await clock.advance(2 * MINUTE);
    expect(accepted).toEqual(['(old0)', 'new', 'new', '(old0)']);
    expect(outcomes.get('new')).toBe(1);
    expect(outcomes.get('history')).toBe(1);
  });

  it('takes in what someone moves there later, as history', async () => {
    await started();
    server.deliver('restored', { receivedMs: clock.now() - 2 * DAY });
    server.deliver('new');
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['new', '(restored)']);
  });

  it('is read from the beginning when it was left alone until now', async () => {
    for (const text of ['old0', 'old1']) server.deliver(text);
    await clock.advance(MINUTE);
    await started({ history: 'skip' });
    server.deliver('new');
    await clock.advance(MINUTE);
    await source.stop();
    expect(accepted).toEqual(['new']);
    await started();
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['new', '(old0)', '(old1)']);
  });

  it('is not what came after an import of everything', async () => {
    server.deliver('old0');
    await started({ history: 'import' });
    await source.stop();
    await started();
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['old0']);
  });
});
