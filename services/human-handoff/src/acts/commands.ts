/** What an advisor's act makes of a case's desk: handlers of the desk's commands, who has the case and what is noted on it. Pure. */
import { advisorActed, type Draft } from '@facteur/contracts';
import { AppError, derivedId, isoTime } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { NamedFile } from './files/file-ref.ts';
import { notify } from './notify.ts';
import type { Actor, DeskState, Note, ReplyDraft } from './state.ts';

/** Every command says who acts. */
export interface Act {
  readonly advisor: Actor;
}

type Acted = Parameters<typeof advisorActed.about>[1];

/** A line of the timeline. */
export function acted(subject: string, action: Acted['action'], said: Omit<Acted, 'action'>): Draft {
  return advisorActed.about(subject, { action, ...said }) as Draft;
}

/** Command `assign`: `to` is a person's id, or null for nobody. The person is told. `ifFree`: whoever has the case keeps it. */
export function assign(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, to, ifFree } = payload as Act & { readonly to: string | null; readonly ifFree?: boolean };
  const assignee = to ?? undefined;
  if (assignee === state.assignee || (ifFree && state.assignee !== undefined)) return { answer: state };
  const { subject } = context;
  return {
    ...changed({ ...state, assignee }),
    events: [acted(subject, 'assign', { advisor, ...(assignee === undefined ? {} : { assignee }) })],
    effects: notify(context, [assignee], { kind: 'assigned', by: advisor }),
  };
}

/** Command `opened`, told by the read model: whoever opened a case has it, until it is given to somebody. */
export function opened(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor } = payload as Act;
  return assign({ advisor, to: advisor.id, ifFree: true }, state, context);
}

/** Command `tags`: what is added and taken away; the same word once. */
export function tag(payload: unknown, state: DeskState): Outcome<DeskState> {
  const { add, remove } = payload as { readonly add: readonly string[]; readonly remove: readonly string[] };
  const tags = new Set([...state.tags, ...add]);
  for (const word of remove) tags.delete(word);
  if (tags.size > MOST_TAGS) throw new AppError('BAD_INPUT', `Un dossier porte au plus ${MOST_TAGS} étiquettes`);
  return changed({ ...state, tags: [...tags].sort() });
}

const MOST_TAGS = 20;
const MOST_NOTES = 500;

/** Command `note`: whoever is named in it, of `people`, is told. */
export function note(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor, text, people } = payload as Act & { readonly text: string; readonly people: readonly string[] };
  if (state.notes.length >= MOST_NOTES)
    throw new AppError('BAD_INPUT', `Ce dossier porte déjà ${MOST_NOTES} notes internes`);
  const mentions = mentionsIn(text, people);
  const { key, inputId, now } = context;
  const written: Note = { id: derivedId('note', key, inputId), at: isoTime(now), by: advisor, text, mentions };
  const told = mentions.filter((id) => id !== advisor.id);
  return {
    ...changed({ ...state, notes: [...state.notes, written] }),
    effects: notify(context, told, { kind: 'mention', by: advisor, noteId: written.id }),
  };
}

/** Ids of `people` that stand behind an `@`, in the order of their first mention. */
export function mentionsIn(text: string, people: readonly string[]): string[] {
  const known = new Set(people);
  // An id may hold a dot; one that ends the sentence is no part of it.
  const named = [...text.matchAll(/(?<![\p{L}\p{N}])@([\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*)/gu)];
  return [...new Set(named.map(([, id = '']) => id).filter((id) => known.has(id)))];
}

/** What the command `draft` answers: the stored draft in the way of a version that began with another one. */
export type DraftAnswer = { readonly stale: false; readonly state: DeskState } | Stale;

/** `draft` is what is stored; undefined: it was sent or discarded meanwhile. */
export interface Stale {
  readonly stale: true;
  readonly draft: ReplyDraft | undefined;
}

/** Command `draft`: kept only when it began with the stored version, so that nobody's words are overwritten unseen. */
export function saveDraft(payload: unknown, state: DeskState, { now }: HandlerContext): Outcome<DeskState> {
  const { advisor, base, subject, text, attachments } = payload as Act & {
    readonly base: number;
    readonly subject?: string;
    readonly text: string;
    readonly attachments?: readonly NamedFile[];
  };
  if (base !== storedVersion(state)) return { answer: staleWith(state) };
  const version = state.draftVersion + 1;
  const files = attachments === undefined || attachments.length === 0 ? {} : { attachments };
  const draft: ReplyDraft = { version, subject, text, ...files, by: advisor, at: isoTime(now) };
  return draftChanged({ ...state, draft, draftVersion: version });
}

/** Command `discard-draft`: of the version that was seen; without one, whatever is stored. */
export function discardDraft(payload: unknown, state: DeskState): Outcome<DeskState> {
  const { base } = payload as { readonly base?: number };
  if (base !== undefined && base !== storedVersion(state)) return { answer: staleWith(state) };
  return draftChanged({ ...state, draft: undefined });
}

function storedVersion({ draft }: DeskState): number {
  return draft?.version ?? 0;
}

function staleWith({ draft }: DeskState): Stale {
  return { stale: true, draft };
}

function draftChanged(state: DeskState): Outcome<DeskState> {
  const answer: DraftAnswer = { stale: false, state };
  return { state, answer };
}

/** The new state, which the caller gets as well. */
export function changed(state: DeskState): Outcome<DeskState> {
  return { state, answer: state };
}
