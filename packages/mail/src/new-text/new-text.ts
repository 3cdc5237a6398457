/** What the customer newly wrote: the one entry to parting a mail's body. Pure, and linear in the body's length. */
import { type ForwardedMail, forwardedMail } from '../forward/forward.ts';
import { hasQuoteMarks, htmlLines } from '../html/html-lines.ts';
import { type Line, readLines } from './lines.ts';
import { isForwardSubject } from './separators.ts';
import { type SplitLines, splitLines } from './split-lines.ts';

/** The body of a mail, decoded, as its parts were sent. */
export interface MailBody {
  /** The text/plain part (several: joined by a line end); `''` when there is none. CRLF or LF, not yet unflowed. */
  readonly text: string;
  /** The text/html part; `undefined` when there is none. */
  readonly html?: string | undefined;
  /** Content-Type says `format=flowed` (RFC 3676) and `text` still has its soft line breaks. Default false. */
  readonly isFlowed?: boolean;
  /** Content-Type says `delsp=yes`. Default false. */
  readonly deletesSpace?: boolean;
  /** The decoded Subject: "Fwd: …" decides where the text alone does not. Default `''`. */
  readonly subject?: string;
  /** Sender and subject of an attached message/rfc822 part, when there is one and the mail is no bounce. */
  readonly attached?: ForwardedMail | undefined;
}

/** The parts of a body; each has lines that end in `\n`, without blank lines around it. */
export interface NewText {
  /** What the sender newly wrote, readable: answers between quoted lines are all in it. */
  readonly text: string;
  /** The quoted or forwarded mails that were taken away, as they stood. */
  readonly quoted: string;
  /** Signature, mobile footer and disclaimers that were taken away. */
  readonly signature: string;
  /** Set when the mail forwards another one. */
  readonly forward?: ForwardedMail;
}

/** Parts the body of a mail. Never throws. */
export function splitMail(body: MailBody): NewText {
  const subject = body.subject ?? '';
  const isForwarding = isForwardSubject(subject);
  const { original, ...parts } = splitBody(body, isForwarding);
  if (original !== undefined && (original.isForward || isForwarding)) {
    return { ...parts, forward: forwardedMail(original, subject) };
  }
  return body.attached === undefined ? parts : { ...parts, forward: body.attached };
}

/** The plain text is what most programs write with care; HTML is read where there is none, or where only it marks the quote. */
function splitBody({ text, html, isFlowed, deletesSpace }: MailBody, isForwarding: boolean): SplitLines {
  if (text.trim() === '') return splitLines(html === undefined ? [] : htmlLines(html), isForwarding);
  const lines: Line[] = readLines(text, isFlowed, deletesSpace);
  const plain = splitLines(lines, isForwarding);
  if (plain.quoted !== '' || html === undefined || !hasQuoteMarks(html)) return plain;
  const rich = splitLines(htmlLines(html), isForwarding);
  return rich.quoted === '' || rich.text === '' ? plain : rich;
}
