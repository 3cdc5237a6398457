/** Who wrote the mail that was forwarded, and under which subject. */
import { bareSubject } from '../new-text/separators.ts';

/** The mail that was forwarded. */
export interface ForwardedMail {
  /** Address of the one who wrote it, domain in lower case; their name where no address is given; absent when unknown. */
  readonly from?: string;
  /** Its subject as written; absent when unknown. */
  readonly subject?: string;
}

const LONGEST = 1000;

/** What the original's announcement says; where it names no subject, `subject` (the forwarding mail's) without its "Fwd:". */
export function forwardedMail(original: { from?: string; subject?: string }, subject: string): ForwardedMail {
  const from = senderIn(original.from ?? '');
  const innerSubject = (original.subject ?? '').trim() || bareSubject(subject);
  return { ...(from === '' ? {} : { from }), ...(innerSubject === '' ? {} : { subject: innerSubject }) };
}

/** The first address of `value`, else the name in it. */
function senderIn(value: string): string {
  const text = value.slice(0, LONGEST);
  const address = /[^\s<>"()[\],;:@]{1,64}@[^\s<>"'()[\],;:@]{2,255}/.exec(text)?.[0].replace(/^'/, '');
  if (address === undefined) return text.replace(/["*]/g, '').trim();
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '')}`;
}
