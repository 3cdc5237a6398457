/** Side conversations: an advisor asks somebody outside about a case, and hears the answer in it. Commands; pure. */
import { type Draft, replyRequested } from '@facteur/contracts';
import { AppError, derivedId, isoTime } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted, changed } from '../commands.ts';
import { leaving, type NamedReplyFile } from '../files/kept-files.ts';
import { notify } from '../notify.ts';
import type { DeskState } from '../state.ts';
import { heldInTrash } from '../trash/trash.ts';
import { type Addressee, isSaidAgain, MOST_COPIES } from '../writing.ts';
import type { SideConversation } from './side-conversation.ts';

/** What is wanted of a side conversation. */
export interface SideWords {
  /** Which one goes on; absent: a new one begins. */
  readonly conversation?: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** A mail of one, complete. `thread` names the mails that it follows. */
export interface SideMail extends SideWords {
  readonly thread: Pick<Addressee, 'mailbox' | 'language' | 'inReplyTo' | 'references'>;
  readonly files: readonly NamedReplyFile[];
}

const MOST_CONVERSATIONS = 50;

/** Command `side`: the mail leaves. It needs no right to write: the customer is not who it goes to. */
export function side(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, mail } = payload as Act & { readonly mail: SideMail };
  if (state.trashedAt !== undefined) throw heldInTrash();
  if (mail.to.length + (mail.cc?.length ?? 0) > MOST_COPIES)
    throw new AppError('BAD_INPUT', `Au plus ${MOST_COPIES} destinataires`);
  const { key, subject, inputId, now } = context;
  const begun = conversationOf(state, mail);
  const { thread: _, ...said } = mail;
  const lastReply = { by: advisor.id, digest: derivedId('side', JSON.stringify(said)), atMs: now };
  if (isSaidAgain(state, lastReply)) return { answer: state };
  const conversation: SideConversation = {
    ...(begun ?? {
      ...{ id: sideId(key, inputId), with: [], subject: mail.subject },
      ...{ startedAt: isoTime(now), by: advisor },
    }),
    with: [...new Set([...(begun?.with ?? []), ...mail.to, ...(mail.cc ?? [])])],
    lastAt: isoTime(now),
    isAnswered: false,
  };
  return {
    ...changed({ ...state, lastReply, side: withConversation(state, conversation) }),
    events: [
      requested(mail, conversation.id, { subject, inputId }, advisor),
      acted(subject, 'expert', { advisor, conversation: conversation.id }),
    ],
  };
}

/** A contract of the signed addresses: 12 lower-case letters and digits. */
export function sideId(...names: readonly string[]): string {
  const digest = derivedId('side', ...names) + derivedId('side', ...names, 'more');
  return digest
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .padEnd(12, '0')
    .slice(0, 12);
}

function conversationOf({ side: known = [] }: DeskState, { conversation }: SideMail) {
  if (conversation === undefined) {
    if (known.length >= MOST_CONVERSATIONS)
      throw new AppError('BAD_INPUT', `Un dossier a au plus ${MOST_CONVERSATIONS} échanges : poursuivez l’un d’eux`);
    return undefined;
  }
  const found = known.find(({ id }) => id === conversation);
  if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas d’échange ${conversation} dans ce dossier`);
  return found;
}

function withConversation({ side: known = [] }: DeskState, conversation: SideConversation): SideConversation[] {
  const isKnown = known.some(({ id }) => id === conversation.id);
  return isKnown ? known.map((one) => (one.id === conversation.id ? conversation : one)) : [...known, conversation];
}

/** One mail for all: the first is who it is for, the others get it in copy. */
function requested(
  { to, cc = [], subject: title, text, thread, files }: SideMail,
  conversation: string,
  { subject, inputId }: Pick<HandlerContext, 'subject' | 'inputId'>,
  advisor: Act['advisor'],
): Draft {
  const [first = '', ...others] = [...new Set(to)];
  const copies = [...new Set([...others, ...cc])].filter((address) => address !== first);
  const { inReplyTo, ...place } = thread;
  return replyRequested.about(subject, {
    replyId: derivedId('reply', subject, 'side', inputId),
    purpose: 'question',
    ...place,
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    references: [...thread.references],
    to: { address: first },
    ...(copies.length > 0 && { cc: copies.map((address) => ({ address })) }),
    subject: title,
    content: { kind: 'written', text, subject: title },
    author: advisor,
    ...leaving(files),
    side: conversation,
  }) as Draft;
}

/** Command `expert-answered`, told by the read model: whoever has the case is told, and whoever asked. */
export function expertAnswered(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { conversation, at } = payload as { readonly conversation: string; readonly at: string };
  const found = state.side?.find(({ id }) => id === conversation);
  if (!found) return { answer: state };
  const lastAt = [found.lastAt, at].sort().at(-1) ?? at;
  const answered = { ...found, isAnswered: true, lastAt };
  return {
    ...changed({ ...state, side: withConversation(state, answered) }),
    effects: notify(context, [...new Set([found.by.id, state.assignee])], { kind: 'expert-answered' }),
  };
}
