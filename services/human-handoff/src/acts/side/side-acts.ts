/** Asking people outside about a case: what a mail of a side conversation follows, and which files leave with it. */
import type { Mail, replySent } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import type { TimelineEntry } from '../../case-view.ts';
import type { Actor } from '../actor.ts';
import { languageOf } from '../addressee.ts';
import type { Desks } from '../desks.ts';
import type { FileActs } from '../files/file-acts.ts';
import type { FileRef } from '../files/file-ref.ts';
import type { DeskPart } from '../state.ts';
import type { SideMail, SideWords } from './side.ts';

/** A mail of a side conversation, as an advisor writes it. */
export type SideRequest = SideWords & { readonly attachments?: readonly FileRef[] };

export interface SideActs {
  /** @throws AppError `NOT_FOUND` for a conversation that there is none of; `BAD_INPUT`; `CONFLICT` for a merged case */
  side(number: string, advisor: Actor, request: SideRequest): Promise<DeskPart>;
}

export function openSideActs(desks: Desks, files: Pick<FileActs, 'filesOf'>): SideActs {
  return {
    async side(number, advisor, { attachments, ...words }) {
      const view = await desks.caseState(number);
      if (view.status === 'merged')
        throw new AppError('CONFLICT', 'Ce dossier a été réuni à un autre : écrivez depuis celui-ci');
      const thread = { mailbox: view.mailbox, language: languageOf(view) };
      const follows = threadOf(words.conversation, await desks.timeline(number));
      const mail: SideMail = {
        ...words,
        thread: { ...thread, ...follows },
        files: await files.filesOf(number, attachments),
      };
      return desks.act(number, 'side', { advisor, mail });
    },
  };
}

/** The mails that the next one of a conversation follows (RFC 5322 §3.6.4). */
export function threadOf(
  conversation: string | undefined,
  timeline: readonly TimelineEntry[],
): Pick<SideMail['thread'], 'inReplyTo' | 'references'> {
  if (conversation === undefined) return { references: [] };
  const ids = timeline.flatMap(({ topic, data }) => {
    if (topic !== 'mail.received' && topic !== 'reply.sent') return [];
    const { side, messageId } = data as Mail | Parameters<typeof replySent.about>[1];
    return side === conversation && messageId !== undefined ? [messageId] : [];
  });
  const last = ids.at(-1);
  return { references: ids.slice(0, -1), ...(last === undefined ? {} : { inReplyTo: last }) };
}
