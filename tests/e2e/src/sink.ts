/** The rest of the world as a relay sees it: a server that takes mails for everybody, but for those whom a test names. */
import { type ReadMail, readMail } from '@facteur/mail';
import { openSmtpListener } from '@facteur/mail/smtp';
import { AppError } from '@facteur/primitives';

/** A mail that arrived. */
export interface Arrived extends ReadMail {
  /** The envelope's sender. */
  readonly envelopeFrom: string;
  /** The envelope's recipients. */
  readonly recipients: readonly string[];
}

/** The open server. */
export interface Sink {
  readonly port: number;
  /** From now on that recipient is refused for good: 550. */
  refuse(address: string): void;
  /** The first attempt to reach that recipient is put off: 451. */
  putOff(address: string): void;
  /** How often somebody tried to reach that recipient. */
  attempts(address: string): number;
  /** What arrived for that recipient, oldest first. */
  to(address: string): readonly Arrived[];
  close(): Promise<void>;
}

/** Opens it on a free port of the loopback. */
export async function openSink(): Promise<Sink> {
  const arrived: Arrived[] = [];
  const refused = new Set<string>();
  const late = new Set<string>();
  const attempts = new Map<string, number>();
  const listener = await openSmtpListener({
    host: '127.0.0.1',
    port: 0,
    accepts(address) {
      const count = 1 + (attempts.get(address) ?? 0);
      attempts.set(address, count);
      if (late.has(address) && count === 1) throw new AppError('STORE_UNAVAILABLE', 'Greylisted', { retry: 'later' });
      return !refused.has(address);
    },
    async receive({ raw, from, to }) {
      arrived.push({ ...(await readMail(raw)), envelopeFrom: from, recipients: to });
    },
  });
  return {
    port: listener.port,
    refuse: (address) => void refused.add(address),
    putOff: (address) => void late.add(address),
    attempts: (address) => attempts.get(address) ?? 0,
    to: (address) => arrived.filter(({ recipients }) => recipients.includes(address)),
    close: () => listener.close(),
  };
}
