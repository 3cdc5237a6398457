/** The events that tell what became of a mail. Pure. */
import { type Draft, replyFailed, replySent, type Suppression } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { HandlerContext } from '@facteur/runtime';
import { copiesOf } from './copies.ts';
import { fitFiles, namingFiles } from './files.ts';
import type { ReplyRequest, Sent } from './state.ts';

/** `reply.sent`. */
export function sentEvent(
  { subject: caseNumber, now }: HandlerContext,
  request: ReplyRequest,
  { messageId, subject, text, refused = [] }: Sent,
  merges: readonly string[],
): Draft {
  const { replyId, purpose, mailbox, to, author, side } = request;
  const { cc } = copiesOf(request);
  const attachments = fitFiles(request);
  return replySent.about(caseNumber, {
    ...{ replyId, purpose, mailbox, messageId, to, subject, text, author },
    sentAt: isoTime(now),
    ...(merges.length === 0 ? {} : { merges: [...merges] }),
    ...(refused.length === 0 ? {} : { refused: [...refused] }),
    ...(cc && { cc: [...cc] }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(side === undefined ? {} : { side }),
  }) as Draft;
}

/** Why a mail did not leave, in words for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly permanent: boolean;
  readonly suppressed?: Suppression;
}

/** `reply.failed`. */
export function failedEvent({ subject }: HandlerContext, request: ReplyRequest, failure: Failure): Draft {
  const { replyId, purpose, mailbox, language, side } = request;
  const { code, message, permanent, suppressed } = failure;
  return replyFailed.about(subject, {
    ...{ replyId, purpose, mailbox, language, code, permanent },
    detail: namingFiles(message, request),
    ...(suppressed === undefined ? {} : { suppressed }),
    ...(side === undefined ? {} : { side }),
  }) as Draft;
}
