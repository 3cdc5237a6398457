/** A mail of ours came back: ingest says of which reply, with proof; here it is known what became of it. Pure. */
import { type Draft, type Event, type Mail, replyFailed } from '@facteur/contracts';
import type { Outcome } from '@facteur/runtime';
import type { ComposerState } from './state.ts';

/**
 * Handler of `mail.received`: a reply that will not arrive is told as failed, once. Delays and successes stand on the case by the
 * mail itself; a bounce of which nothing is proven is nobody's.
 * @param tokenOf what names a reply in what comes back
 */
export function cameBack(tokenOf: (replyId: string) => string) {
  return ({ data, subject }: Event<Mail>, state: ComposerState): Outcome<ComposerState> | undefined => {
    const { bounce, mailbox } = data;
    if (bounce?.action !== 'failed' || bounce.of.length === 0) return undefined;
    const returned = state.replies.find(({ replyId }) => bounce.of.includes(tokenOf(replyId)));
    if (returned === undefined || returned.status === 'bounced' || returned.status === 'suppressed') return undefined;
    const { replyId, purpose, language = 'fr', side } = returned;
    const detail = [bounce.status ?? '', bounce.diagnostic ?? ''].filter((part) => part !== '').join(' ');
    const failed = replyFailed.about(subject, {
      ...{ replyId, purpose, mailbox, language },
      code: 'BOUNCED',
      detail: detail === '' ? 'refusé par le serveur du destinataire' : detail,
      permanent: true,
      ...(side === undefined ? {} : { side }),
    });
    const replies = state.replies.map((reply) =>
      reply === returned ? { ...reply, status: 'bounced' as const } : reply,
    );
    return { state: { ...state, replies }, events: [failed as Draft] };
  };
}
