/** The customers' mail server: keeps what reaches it, and sometimes breaks the connection instead of saying that it took it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Arrival } from '../audit/facts.ts';
import { addressIn, readHead } from './read-head.ts';

/** An arrival, and where its answer is to go. */
export interface ArrivedMail extends Arrival {
  readonly replyTo: string;
}

/** A mail server that listens. */
export interface MailServer {
  /** For `FACTEUR_SMTP_URL`. */
  readonly url: string;
  /** In the order in which they came. */
  arrivals(): readonly ArrivedMail[];
  /** Calls `listener` with every mail from now on. */
  onArrival(listener: (mail: ArrivedMail) => void): void;
  /** Asked about every mail whether its final answer is lost. Gives what ends it. */
  loseAnswers(isLost: () => boolean): () => void;
  close(): Promise<void>;
}

/** Opens it on a free port. */
export async function openMailServer(): Promise<MailServer> {
  const arrivals: ArrivedMail[] = [];
  const listeners: ((mail: ArrivedMail) => void)[] = [];
  const losses = new Set<{ readonly isLost: () => boolean }>();
  const sockets = new Map<number, Socket>();
  const take = (raw: Buffer, session: SMTPServerSession): boolean => {
    const isAnswered = ![...losses].some(({ isLost }) => isLost());
    const mail = arrived(raw, session, isAnswered);
    arrivals.push(mail);
    for (const listener of listeners) listener(mail);
    return isAnswered;
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (take(Buffer.concat(chunks), session)) done();
        else sockets.get(session.remotePort)?.destroy();
      });
    },
  });
  // A connection that a product left when it was killed is nobody's error.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  listener.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await once(listener, 'listening');
  const address = listener.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    arrivals: () => arrivals,
    onArrival: (listener_) => void listeners.push(listener_),
    loseAnswers(isLost) {
      const loss = { isLost };
      losses.add(loss);
      return () => void losses.delete(loss);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function arrived(raw: Buffer, { envelope }: SMTPServerSession, isAnswered: boolean): ArrivedMail {
  const head = readHead(raw);
  const field = (name: string): string => head.get(name) ?? '';
  return {
    messageId: field('message-id'),
    to: envelope.rcptTo.map(({ address }) => address.toLowerCase()),
    caseNumber: field('x-facteur-case'),
    subject: field('subject'),
    replyTo: addressIn(field('reply-to')),
    digest: createHash('sha256').update(raw).digest('hex'),
    isAnswered,
  };
}
