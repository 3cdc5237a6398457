/** An advisor's own mails, drafts and snoozes: whom a mail goes to and which files leave with it is found here. */
import { AppError } from '@facteur/primitives';
import type { Actor } from './actor.ts';
import { addresseeIn } from './addressee.ts';
import type { Desks, DraftResult } from './desks.ts';
import type { FileActs } from './files/file-acts.ts';
import type { FileRef } from './files/file-ref.ts';
import type { DeskPart } from './state.ts';
import { heldInTrash } from './trash/trash.ts';
import type { OwnMail } from './writing.ts';

/** Words of an advisor's own mail, before it is known whom it goes to. */
export type MailWords = Omit<OwnMail, 'addressee' | 'files'> & { readonly attachments?: readonly FileRef[] };

/** Refused with `CONFLICT` for a case that was merged, lies in the trash, or is held by a colleague. */
export interface WritingActs {
  snooze(number: string, advisor: Actor, until: string, tell?: MailWords): Promise<DeskPart>;
  reply(number: string, advisor: Actor, words: MailWords): Promise<DeskPart>;
  saveDraft(
    number: string,
    draft: MailWords & { readonly advisor: Actor; readonly base: number },
  ): Promise<DraftResult>;
  discardDraft(number: string, advisor: Actor, base?: number): Promise<DraftResult>;
}

export function openWritingActs(desks: Desks, { filesOf }: Pick<FileActs, 'filesOf'>): WritingActs {
  const mailOf = async (number: string, { attachments, ...words }: MailWords): Promise<OwnMail> => {
    const view = await desks.caseState(number);
    if (view.status === 'merged')
      throw new AppError('CONFLICT', 'Ce dossier a été réuni à un autre : répondez depuis celui-ci');
    if ((await desks.deskState(number)).trashedAt !== undefined) throw heldInTrash();
    const addressee = addresseeIn(await desks.timeline(number), view);
    if (!addressee) throw new AppError('BAD_INPUT', 'Aucun mail de ce dossier ne dit à qui répondre');
    return { addressee, ...words, files: await filesOf(number, attachments) };
  };
  return {
    async snooze(number, advisor, until, words) {
      const tell = words && (await mailOf(number, words));
      return desks.act(number, 'snooze', { advisor, until, ...(tell && { tell }) });
    },
    reply: async (number, advisor, words) => desks.act(number, 'reply', { advisor, mail: await mailOf(number, words) }),
    async saveDraft(number, { advisor, attachments: refs, ...draft }) {
      const files = await filesOf(number, refs);
      const attachments = files.map(({ ref, name, type, bytes }) => ({ ref, name, type, bytes }));
      return desks.draft(number, 'draft', { advisor, ...draft, attachments });
    },
    discardDraft: (number, advisor, base) =>
      desks.draft(number, 'discard-draft', { advisor, ...(base === undefined ? {} : { base }) }),
  };
}
