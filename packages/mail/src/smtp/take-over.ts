/** From DATA to its answers: reads a mail within the limits, hands it on, and says what became of it. */
import type { SMTPServerDataStream, SMTPServerEnvelope, SMTPServerSession } from 'smtp-server';
import type { SmtpListenerOptions, SmtpMail } from './options.ts';
import { proxyTest } from './proxies.ts';
import { replyForFailure, type SmtpLog, type SmtpReply, smtpReply } from './replies.ts';

/** The recipients that each transaction accepted, in order, also those named twice. */
export interface AcceptedRecipients {
  add(envelope: SMTPServerEnvelope, address: string): void;
  of(envelope: SMTPServerEnvelope): readonly string[];
}

/** smtp-server keeps each address once, yet LMTP owes an answer to every RCPT that was accepted (RFC 2033 §4.2). */
export function acceptedRecipients(): AcceptedRecipients {
  const byEnvelope = new WeakMap<SMTPServerEnvelope, string[]>();
  return {
    add(envelope, address) {
      byEnvelope.set(envelope, [...(byEnvelope.get(envelope) ?? []), address]);
    },
    of: (envelope) => byEnvelope.get(envelope) ?? [],
  };
}

/** What taking over needs of the listener. */
type Parts = Pick<SmtpListenerOptions, 'receive' | 'maxBytesInFlight' | 'protocol' | 'proxies'> & {
  readonly maxBytes: number;
  readonly accepted: AcceptedRecipients;
  readonly log: SmtpLog;
};

/** By LMTP one answer for each accepted RCPT, in order; by SMTP none: it was taken. */
type Answers = (string | SmtpReply)[];

const TAKEN = 'OK: message taken';

/** Reads the mail off the stream, within the limits, and hands it to `receive`. @throws SmtpReply, or what `receive` threw */
export function takingOver(
  parts: Parts,
): (stream: SMTPServerDataStream, session: SMTPServerSession) => Promise<Answers | undefined> {
  const reading = readingWithin(parts);
  const isProxy = proxyTest(parts.proxies ?? []);
  return async (stream, session) => {
    const everyRcpt = parts.accepted.of(session.envelope);
    const hold = reading(stream);
    try {
      const mail = mailOf(await hold.read(), session, isProxy);
      if (parts.protocol === 'lmtp') return await answersFor(everyRcpt, mail, parts);
      await parts.receive(mail);
      return undefined;
    } catch (error) {
      if (parts.protocol !== 'lmtp') throw error;
      const refusal = replyForFailure(error, parts.log);
      return everyRcpt.map(() => refusal);
    } finally {
      hold.drop();
    }
  };
}

function mailOf(raw: Buffer, session: SMTPServerSession, isProxy: (address: string) => boolean): SmtpMail {
  const { envelope, remoteAddress, hostNameAppearsAs } = session;
  return {
    raw,
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    // A proxy's own address says nothing of the client, and least of all that it is this machine.
    remoteAddress: isProxy(remoteAddress) ? '' : remoteAddress,
    helo: hostNameAppearsAs || '',
  };
}

/** All recipients at once; when that fails each alone, so that one that fails does not hold up the others. */
async function answersFor(everyRcpt: readonly string[], mail: SmtpMail, { receive, log }: Parts): Promise<Answers> {
  const take = (to: readonly string[]): Promise<string | SmtpReply> =>
    receive({ ...mail, to }).then(
      () => TAKEN,
      (error: unknown) => replyForFailure(error, log),
    );
  const forAll = await take(mail.to);
  if (forAll === TAKEN || mail.to.length === 1) return everyRcpt.map(() => forAll);
  const answers = new Map<string, string | SmtpReply>();
  for (const address of mail.to) answers.set(address.toLowerCase(), await take([address]));
  return everyRcpt.map((address) => answers.get(address.toLowerCase()) ?? forAll);
}

/** Bytes of all unfinished mails together are counted: what exceeds a limit is read and thrown away. */
function readingWithin({ maxBytes, maxBytesInFlight }: Parts) {
  const limit = maxBytesInFlight ?? 8 * maxBytes;
  let inFlight = 0;
  return (stream: SMTPServerDataStream) => {
    let chunks: Buffer[] = [];
    let held = 0;
    let isFull = false;
    const drop = (): void => {
      chunks = [];
      inFlight -= held;
      held = 0;
    };
    return {
      drop,
      async read(): Promise<Buffer> {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          isFull ||= inFlight + chunk.length > limit;
          if (stream.sizeExceeded || isFull) {
            // What follows is read and thrown away: a client listens only after its final dot.
            drop();
            continue;
          }
          chunks.push(chunk);
          held += chunk.length;
          inFlight += chunk.length;
        }
        if (stream.sizeExceeded) throw smtpReply(552, `5.3.4 Message exceeds ${maxBytes} bytes`);
        if (isFull) throw smtpReply(452, '4.3.1 Too much mail at once, try again later');
        return Buffer.concat(chunks);
      },
    };
  };
}
