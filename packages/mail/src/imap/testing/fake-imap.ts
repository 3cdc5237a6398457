/** An IMAP server of one folder in memory, with the faults that real ones have. */
import { AppError, type Clock } from '@facteur/primitives';
import type { HeldFolder, ImapHold, ImapPosition } from '../hold.ts';
import type { AfterAccept, FetchedMail, ImapSession, ListedMail } from '../session.ts';

/** A mail in the fake folder. */
export interface FakeMail extends ListedMail {
  readonly raw: Buffer;
  readonly flags: string[];
}

/** The steps of a session that can be made to fail. */
export type FakeStep = 'connect' | 'open' | 'uidsAfter' | 'list' | 'fetch' | 'acknowledge';

/** The server under a test's control. */
export interface FakeImap {
  readonly mails: FakeMail[];
  /** What was moved, by folder. */
  readonly moved: Map<string, FakeMail[]>;
  /** Steps in the order in which they were asked for. */
  readonly steps: FakeStep[];
  /** Sessions that are open. */
  sessions(): number;
  deliver(text: string, mail?: Partial<ListedMail>): void;
  /** The mails stay, their UIDs do not. */
  renumber(): void;
  /** Ends every connection. */
  cut(): void;
  /** Called before each step; may throw, or cut. */
  before(step: FakeStep): void;
  refusesToAcknowledge: boolean;
  /** UIDs that are listed but not handed out. */
  readonly withheld: Set<number>;
  connect(): Promise<ImapSession>;
}

/** A connection that is gone. */
export function connectionLost(): AppError {
  return new AppError('IMAP_UNREACHABLE', 'simulated', { retry: 'later' });
}

export function fakeImap(clock: Clock): FakeImap {
  let validity = 1;
  let uidNext = 1;
  const open = new Set<{ hear(): void; lose(): void }>();
  const server: FakeImap = {
    mails: [],
    moved: new Map(),
    steps: [],
    refusesToAcknowledge: false,
    withheld: new Set(),
    before: () => undefined,
    sessions: () => open.size,
    deliver(text, mail = {}) {
      const raw = Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`);
      server.mails.push({ uid: uidNext, bytes: raw.length, receivedMs: clock.now(), raw, flags: [], ...mail });
      uidNext += 1;
      for (const session of open) session.hear();
    },
    renumber() {
      validity += 1;
      const mails = server.mails.splice(0);
      uidNext = 1;
      for (const mail of mails) server.mails.push({ ...mail, uid: uidNext++ });
      server.cut();
    },
    cut() {
      for (const session of [...open]) session.lose();
    },
    async connect() {
      server.steps.push('connect');
      server.before('connect');
      return sessionOn();
    },
  };

  function sessionOn(): ImapSession {
    let isLost = false;
    let isNews = false;
    let waiting: { resolve(): void; reject(error: unknown): void } | undefined;
    const self = {
      hear() {
        isNews = true;
        waiting?.resolve();
      },
      lose() {
        isLost = true;
        open.delete(self);
        waiting?.reject(connectionLost());
      },
    };
    open.add(self);
    const step = (name: FakeStep): void => {
      server.steps.push(name);
      server.before(name);
      if (isLost) throw connectionLost();
    };
    const chosen = (uids: readonly number[]): FakeMail[] => server.mails.filter(({ uid }) => uids.includes(uid));
    return {
      async open() {
        step('open');
        return { validity: `fake/${validity}`, uidNext, exists: server.mails.length };
      },
      async uidsAfter(uid, upTo = Number.POSITIVE_INFINITY) {
        step('uidsAfter');
        return server.mails.map((mail) => mail.uid).filter((each) => each > uid && each <= upTo);
      },
      async list(uids) {
        step('list');
        return chosen(uids);
      },
      async fetch(uids, part): Promise<readonly FetchedMail[]> {
        step('fetch');
        const handed = chosen(uids).filter(({ uid }) => !server.withheld.has(uid));
        return handed.map(({ uid, raw }) => ({
          uid,
          raw: part === 'whole' ? raw : raw.subarray(0, raw.indexOf('\r\n\r\n') + 4),
        }));
      },
      async acknowledge(uids, after) {
        step('acknowledge');
        if (server.refusesToAcknowledge) return false;
        for (const mail of chosen(uids)) applyTo(server, mail, after);
        return true;
      },
      async news() {
        if (isLost) throw connectionLost();
        if (!isNews)
          await new Promise<void>((resolve, reject) => {
            waiting = { resolve, reject };
          });
        isNews = false;
      },
      quotaUsed: async () => 0.5,
      close: async () => self.lose(),
    };
  }
  return server;
}

function applyTo(server: FakeImap, mail: FakeMail, after: AfterAccept): void {
  if (after.do === 'flag') mail.flags.push(after.flag);
  if (after.do !== 'move') return;
  server.mails.splice(server.mails.indexOf(mail), 1);
  server.moved.set(after.folder, [...(server.moved.get(after.folder) ?? []), mail]);
}

/** A hold in memory, which a test can take away. */
export interface FakeHold extends ImapHold {
  position: ImapPosition | undefined;
  /** Someone else has it. */
  isTaken: boolean;
  /** Whether the source has it. */
  isHeld(): boolean;
}

export function fakeHold(): FakeHold {
  let isHeld = false;
  const hold: FakeHold = {
    position: undefined,
    isTaken: false,
    isHeld: () => isHeld,
    retryMs: 20_000,
    async take(): Promise<HeldFolder | undefined> {
      if (hold.isTaken) return undefined;
      isHeld = true;
      return {
        position: hold.position,
        renewMs: 20_000,
        async keep(position) {
          if (hold.isTaken) throw new AppError('CONFLICT', 'simulated', { retry: 'later' });
          hold.position = position;
        },
        async release() {
          isHeld = false;
        },
      };
    },
  };
  return hold;
}
