/** What leaves when a reply is sent, and where it goes. Pure. */
import type { AnyMail, FileRef } from '../api/case-types.ts';
import type { Case } from '../api/types.ts';
import type { ReplyDecision } from '../api/write-types.ts';
import { addressesIn } from '../case/addresses.ts';
import type { Written } from '../case/draft-state.ts';
import { filesOf } from './attachable.ts';
import type { SideStart } from './open-side.ts';

/** Further recipients as typed. */
export interface Copies {
  readonly cc: string;
  readonly bcc: string;
}

/** With an open review this is its decision, copies and files included; without one it is the body of a mail of one's own. */
export function replyOf({ subject, text, files }: Written, copies: Copies | undefined): ReplyDecision {
  const cc = addressesIn(copies?.cc ?? '');
  const bcc = addressesIn(copies?.bcc ?? '');
  const trimmed = subject.trim();
  return {
    kind: 'reply',
    ...(trimmed !== '' && { subject: trimmed }),
    text: text.trim(),
    ...(cc.length > 0 && { cc }),
    ...(bcc.length > 0 && { bcc }),
    ...(files.length > 0 && { attachments: files.map(({ ref }) => ref) }),
  };
}

interface ForwardWords {
  readonly prefix: string;
  /** The line before the quoted mail. */
  readonly quoted: (who: string, at: string) => string;
}

/** What is begun with for somebody outside: what is written so far, the customer's last mail quoted, the files of both. */
export function forwardOf(shown: Pick<Case, 'subject' | 'timeline'>, draft: Written, words: ForwardWords): SideStart {
  const mail = lastMail(shown);
  const quote = mail && [words.quoted(nameOf(mail), mail.receivedAt), ...lines(mail.text)].join('\n');
  return {
    subject: words.prefix + shown.subject,
    text: [draft.text.trim(), quote].filter(Boolean).join('\n\n'),
    attachments: [...draft.files.map(({ ref }) => ref), ...(mail ? refsOf(mail) : [])],
  };
}

function lastMail({ timeline }: Pick<Case, 'timeline'>): AnyMail | undefined {
  const mails = timeline.filter(({ topic, data }) => topic === 'mail.received' && !(data as AnyMail).side);
  return mails.at(-1)?.data as AnyMail | undefined;
}

function nameOf({ from, mailbox }: AnyMail): string {
  return from?.name ?? from?.address ?? mailbox;
}

const lines = (text: string): readonly string[] => text.split('\n').map((line) => `> ${line}`.trimEnd());

function refsOf(mail: AnyMail): readonly FileRef[] {
  return filesOf(mail).map(({ ref }) => ref);
}
