/** A source over a fake server: what is offered, what is acknowledged, and what comes again after a fault. */
import { AppError } from '@facteur/primitives';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailIn, MailInFailure, SourceMail } from './mail-in.ts';
import type { MailInNotice, MailOutcome } from './observer.ts';
import type { AfterAccept } from './session.ts';
import { type ImapSourceOptions, openImapSource } from './source.ts';
import { connectionLost, type FakeHold, type FakeImap, fakeHold, fakeImap } from './testing/fake-imap.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let server: FakeImap;
let hold: FakeHold;
let clock: ReturnType<typeof fakeClock>;
/** Subjects in the order in which they were accepted, each as often as it was. */
let accepted: string[];
/** May throw instead of accepting the mail with this subject. */
let refuse: (subject: string) => void;
let notices: MailInNotice[];
let failures: MailInFailure[];
let outcomes: Map<MailOutcome, number>;
let source: MailIn;

const subjectOf = ({ raw }: SourceMail): string => /Subject: (.*)\r\n/.exec(raw.toString())?.[1] ?? '';

beforeEach(() => {
  clock = fakeClock();
  server = fakeImap(clock);
  hold = fakeHold();
  [accepted, notices, failures, outcomes] = [[], [], [], new Map()];
  refuse = () => undefined;
});
afterEach(() => source.stop());

/** Opens a source that begins from an empty folder, unless told otherwise, and lets it come to rest. */
async function started(options: Partial<ImapSourceOptions> = {}): Promise<void> {
  source = openImapSource({
    folder: 'INBOX',
    after: { do: 'flag', flag: '\\Seen' },
    pollMs: MINUTE,
    history: 'skip',
    maxBytes: 1_000,
    connect: () => server.connect(),
    hold,
    async accept(mail) {
      const subject = subjectOf(mail);
      refuse(subject);
      const isNew = !accepted.includes(subject);
      accepted.push(subject);
      return { isNew };
    },
    observer: {
      entered: () => undefined,
      handled: (outcome, count) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count),
      noticed: (notice) => notices.push(notice),
      failed: (failure) => failures.push(failure),
      quota: () => undefined,
      historyLeft: () => undefined,
    },
    clock,
    random: seededRandom(1),
    ...options,
  });
  source.start();
  await rest();
}

/** Lets everything run that waits for nothing but promises. */
const rest = (): Promise<void> => clock.advance(0);
const flagged = (): string[] => server.mails.filter(({ flags }) => flags.length > 0).map((mail) => subjectOf(mail));
const later = () => new AppError('STORE_UNAVAILABLE', 'simulated', { retry: 'later' });

describe('a source', () => {
  it('takes in what arrives, in order, and acknowledges it', async () => {
    await started();
    for (const text of ['a', 'b', 'c']) server.deliver(text);
    await rest();
    expect(accepted).toEqual(['a', 'b', 'c']);
    expect(flagged()).toEqual(['a', 'b', 'c']);
    expect(source.status()).toMatchObject({ state: 'watching', quotaUsed: 0.5 });
  });

  it('looks by itself where nothing is announced', async () => {
    await started();
    const raw = Buffer.from('Subject: quiet\r\n\r\n');
    server.mails.push({ uid: 7, bytes: raw.length, receivedMs: clock.now(), raw, flags: [] });
    await clock.advance(MINUTE - 1);
    expect(accepted).toEqual([]);
    await clock.advance(1);
    expect(accepted).toEqual(['quiet']);
  });

  it.each<{ name: string; after: AfterAccept; left: string[]; flags: string[]; moved: string[] }>([
    { name: 'leaves them', after: { do: 'leave' }, left: ['a'], flags: [], moved: [] },
    { name: 'sets a keyword', after: { do: 'flag', flag: 'Traité' }, left: ['a'], flags: ['Traité'], moved: [] },
    { name: 'moves them', after: { do: 'move', folder: 'Archive' }, left: [], flags: [], moved: ['a'] },
  ])('$name once they are accepted, as configured', async ({ after, left, flags, moved }) => {
    await started({ after });
    server.deliver('a');
    await rest();
    expect(server.mails.map(subjectOf)).toEqual(left);
    expect(server.mails.flatMap((mail) => mail.flags)).toEqual(flags);
    expect((server.moved.get('Archive') ?? []).map(subjectOf)).toEqual(moved);
  });

  it('fetches only the header of a mail above the limit, and says how large it is', async () => {
    const offered: SourceMail[] = [];
    await started({ accept: async (mail) => ({ isNew: offered.push(mail) > 0 }) });
    server.deliver('enorme', { bytes: 1_001 });
    server.deliver('petit', { bytes: 1_000 });
    await rest();
    expect(offered.map(({ raw, wholeBytes }) => [raw.toString(), wholeBytes])).toEqual([
      ['Subject: enorme\r\n\r\n', 1_001],
      ['Subject: petit\r\n\r\npetit\r\n', undefined],
    ]);
    expect(outcomes.get('header-only')).toBe(1);
  });

  it('takes in more mails than one listing holds', async () => {
    await started();
    const texts = Array.from({ length: 450 }, (_, n) => `m${n}`);
    for (const text of texts) server.deliver(text);
    await rest();
    expect(accepted).toEqual(texts);
  });
});

describe('mails that were there before', () => {
  it('are history: counted, not offered', async () => {
    for (const text of ['old1', 'old2']) server.deliver(text);
    await started();
    server.deliver('new');
    await rest();
    expect(accepted).toEqual(['new']);
    expect(notices).toEqual([{ what: 'history-skipped', count: 2 }]);
    expect(outcomes.get('history')).toBe(2);
  });

  it('are taken in when that is asked for', async () => {
    for (const text of ['old1', 'old2']) server.deliver(text);
    await started({ history: 'import' });
    expect(accepted).toEqual(['old1', 'old2']);
  });

  it.each([
    { name: 'with the dates at which they had come', at: () => ({}) },
    {
      name: 'copied to another server, by their own dates',
      at: () => ({ receivedMs: clock.now(), sentMs: clock.now() - 8 * DAY }),
    },
  ])('stay history when their UIDs change, $name', async ({ at }) => {
    server.deliver('old');
    await clock.advance(MINUTE);
    await started();
    server.deliver('known');
    await clock.advance(MINUTE);
    const [old] = server.mails;
    if (old) server.mails[0] = { ...old, ...at() };
    server.before = (step) => {
      if (step === 'list') server.cut();
    };
    server.deliver('meanwhile');
    await rest();
    server.before = () => undefined;
    server.renumber();
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['known', 'known', 'meanwhile']);
    expect(outcomes.get('new')).toBe(2);
    expect(notices).toContainEqual({ what: 'uids-changed', count: 3 });
  });

  it('stay history when someone moves them there later', async () => {
    await started();
    server.deliver('restored', { receivedMs: clock.now() - 2 * DAY });
    server.deliver('late', { receivedMs: clock.now() - MINUTE });
    await rest();
    expect(accepted).toEqual(['late']);
    expect(notices.at(-1)).toEqual({ what: 'history-found', count: 1 });
  });
});

describe('a connection', () => {
  it.each(['open', 'uidsAfter', 'list', 'fetch', 'acknowledge'] as const)(
    'that is lost at %s loses no mail and goes on where it was',
    async (at) => {
      await started();
      let cuts = 1;
      server.before = (step) => {
        if (step === at && cuts-- > 0) server.cut();
      };
      if (at === 'open') server.cut();
      for (const text of ['a', 'b']) server.deliver(text);
      await clock.advance(MINUTE);
      expect(cuts).toBeLessThanOrEqual(0);
      expect([...new Set(accepted)]).toEqual(['a', 'b']);
      expect(flagged()).toEqual(['a', 'b']);
      expect(failures.map(({ reason }) => reason)).toContain('connection');
      expect(source.status().failure).toBeUndefined();
    },
  );

  it('that cannot be made is tried again, ever less often, at least every minute', async () => {
    server.before = () => {
      throw connectionLost();
    };
    await started();
    await clock.advance(20 * MINUTE);
    expect(failures.length).toBeGreaterThan(20);
    expect(failures[0]?.retryInMs).toBeLessThanOrEqual(1_000);
    expect(Math.max(...failures.map(({ retryInMs }) => retryInMs))).toBeLessThanOrEqual(MINUTE);
    expect(source.status()).toMatchObject({ state: 'failing', failure: { reason: 'connection' } });
    server.before = () => undefined;
    await clock.advance(MINUTE);
    expect(source.status().state).toBe('watching');
  });

  it('whose sign-in is refused is not tried often: that would lock the account', async () => {
    server.before = () => {
      throw new AppError('IMAP_LOGIN_REFUSED', 'simulated', { retry: 'later' });
    };
    await started();
    await clock.advance(60 * MINUTE);
    expect(failures.length).toBeLessThan(15);
    expect(source.status().failure).toMatchObject({ reason: 'login', message: 'simulated' });
  });
});

describe('a mail that is not accepted', () => {
  it('for now, is offered again, after those before it and before none that follow is forgotten', async () => {
    await started();
    let isDown = true;
    refuse = (subject) => {
      if (isDown && subject === 'b') throw later();
    };
    for (const text of ['a', 'b', 'c']) server.deliver(text);
    await rest();
    expect(flagged()).toEqual(['a', 'c']);
    expect(hold.position?.uid).toBe(1);
    expect(source.status().failure?.reason).toBe('accept');
    isDown = false;
    await clock.advance(MINUTE);
    expect([...new Set(accepted)].sort()).toEqual(['a', 'b', 'c']);
    expect(flagged()).toEqual(['a', 'b', 'c']);
    expect(accepted.filter((subject) => subject === 'a')).toHaveLength(1);
  });

  it('for good, stays as it is, and keeps no other out', async () => {
    await started();
    refuse = (subject) => {
      if (subject === 'b') throw new AppError('KEY_ERASED', 'simulated');
    };
    for (const text of ['a', 'b', 'c']) server.deliver(text);
    await rest();
    expect(flagged()).toEqual(['a', 'c']);
    expect(hold.position?.uid).toBe(3);
    expect(notices).toContainEqual({ what: 'refused', code: 'KEY_ERASED' });
    expect(source.status().failure).toBeUndefined();
  });

  it('because the server does not hand it out, is left after three tries', async () => {
    await started();
    server.deliver('a');
    server.withheld.add(1);
    server.deliver('b');
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['b']);
    expect(outcomes.get('unreadable')).toBe(1);
    expect(server.steps.filter((step) => step === 'fetch')).toHaveLength(3);
  });

  it('because it is gone meanwhile, is no failure', async () => {
    await started();
    server.before = (step) => {
      if (step === 'fetch') server.mails.splice(0, 1);
    };
    for (const text of ['gone', 'b']) server.deliver(text);
    await rest();
    expect(accepted).toEqual(['b']);
    expect(failures).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  it('that the server refuses is told, and the mails after it come in all the same', async () => {
    await started();
    server.refusesToAcknowledge = true;
    server.deliver('a');
    await rest();
    server.deliver('b');
    await rest();
    expect(accepted).toEqual(['a', 'b']);
    expect(notices).toContainEqual({ what: 'not-acknowledged', count: 1 });
  });

  it('never comes before the mail is accepted', async () => {
    let isDurable: () => void = () => undefined;
    await started({
      accept: () =>
        new Promise((resolve) => {
          isDurable = () => resolve({ isNew: true });
        }),
    });
    server.deliver('a');
    await rest();
    expect(server.steps).not.toContain('acknowledge');
    expect(hold.position?.uid).toBe(0);
    isDurable();
    await rest();
    expect(flagged()).toEqual(['a']);
    expect(hold.position?.uid).toBe(1);
  });
});

describe('a folder', () => {
  it('that another instance holds is left alone until it is free', async () => {
    hold.isTaken = true;
    await started();
    server.deliver('a');
    await clock.advance(MINUTE);
    expect(server.steps).toEqual([]);
    expect(source.status().state).toBe('elsewhere');
    hold.isTaken = false;
    hold.position = { validity: 'fake/1', uid: 0, sinceMs: 0, historyUntilMs: 0, rereadTo: 0, areDatesNew: false };
    await clock.advance(MINUTE);
    expect(accepted).toEqual(['a']);
  });

  it('that another instance took over is left at once, even when no mail comes', async () => {
    await started();
    hold.isTaken = true;
    await clock.advance(20_000);
    expect(server.sessions()).toBe(0);
    expect(failures.at(-1)?.reason).toBe('hold');
    await clock.advance(MINUTE);
    expect(source.status().state).toBe('elsewhere');
  });

  it('is free for others once the source has stopped, and the mails at hand are written down', async () => {
    let isDurable: () => void = () => undefined;
    await started({
      accept: () =>
        new Promise((resolve) => {
          isDurable = () => resolve({ isNew: true });
        }),
    });
    server.deliver('a');
    await rest();
    const stopped = source.stop();
    isDurable();
    await stopped;
    expect(flagged()).toEqual(['a']);
    expect(hold.isHeld()).toBe(false);
    expect(hold.position?.uid).toBe(1);
    expect(server.sessions()).toBe(0);
    expect(source.status().state).toBe('stopped');
  });
});
