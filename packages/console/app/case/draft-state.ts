/** A reply being written: what is typed, what the server holds, what becomes of it when two people type. Pure. */
import type { DraftFile, WrittenDraft } from '../api/write-types.ts';
import { mergeTexts } from '../editor/merge-texts.ts';

export type DraftPhase = 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'conflict';

export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly files: readonly DraftFile[];
}

/** What the server held when writing went on from it; version 0: nothing. */
export interface Stored extends Written {
  readonly version: number;
}

export interface DraftState extends Written {
  readonly phase: DraftPhase;
  readonly base: Stored;
  /** In a conflict: what the server holds. */
  readonly theirs?: WrittenDraft;
  /** What others saved while a version of ours was on its way. */
  readonly waiting?: WrittenDraft;
}

/** What this device keeps of a draft that the server does not have. */
export interface KeptDraft extends Written {
  readonly base: Stored;
}

export type DraftAction =
  /** `over`: the text that was shown when it was typed, which may not be what is here by now. */
  | { readonly kind: 'type'; readonly change: Partial<Written>; readonly over?: string }
  | { readonly kind: 'add-file'; readonly file: DraftFile }
  | { readonly kind: 'remove-file'; readonly file: DraftFile }
  | { readonly kind: 'save' }
  | { readonly kind: 'saved'; readonly version: number; readonly written: Written }
  | { readonly kind: 'failed' }
  /** Another version is stored; without one it was sent or thrown away. */
  | { readonly kind: 'refused'; readonly theirs: WrittenDraft | undefined }
  | { readonly kind: 'server'; readonly draft: WrittenDraft | undefined }
  | { readonly kind: 'keep-mine' }
  | { readonly kind: 'take-theirs' }
  | { readonly kind: 'empty' };

/** Nothing was ever stored. */
export const NOTHING_STORED: Stored = { version: 0, subject: '', text: '', files: [] };

/** Begins with the server's; what was kept on this device is brought together with it. */
export function beginDraft(server: WrittenDraft | undefined, kept: KeptDraft | undefined): DraftState {
  const stored = storedOf(server);
  if (!kept || isSame(kept, stored)) return { ...writtenOf(stored), phase: server ? 'saved' : 'clean', base: stored };
  const mine = { ...writtenOf(kept), phase: 'typing' as const };
  if (!server || server.version <= kept.base.version) return { ...mine, base: stored };
  return takeIn({ ...mine, base: kept.base }, server);
}

export function changeDraft(state: DraftState, action: DraftAction): DraftState {
  switch (action.kind) {
    case 'type':
      return typed(state, typedOver(state, action));
    case 'add-file':
      return typed(state, { files: [...without(state.files, action.file), action.file] });
    case 'remove-file':
      return typed(state, { files: without(state.files, action.file) });
    case 'save':
      return state.phase === 'conflict' ? state : { ...state, phase: 'saving' };
    case 'saved':
      return onSaved(state, { ...writtenOf(action.written), version: action.version });
    case 'failed': {
      const { waiting, ...rest } = state;
      const next = waiting ? takeIn(rest, waiting) : rest;
      return next.phase === 'conflict' || next.phase === 'saved' ? next : { ...next, phase: 'offline' };
    }
    case 'refused':
      return action.theirs
        ? takeIn(state, action.theirs)
        : { ...settled(state), base: NOTHING_STORED, phase: 'typing' };
    case 'server':
      return onServer(state, action.draft);
    case 'keep-mine':
      return { ...settled(state), base: state.theirs ? storedOf(state.theirs) : state.base, phase: 'typing' };
    case 'take-theirs':
      return beginDraft(state.theirs, undefined);
    case 'empty':
      return beginDraft(undefined, undefined);
  }
}

/** True when there is something that the server does not have and that waits to be saved. */
export function isUnsaved({ phase }: DraftState): boolean {
  return phase === 'typing' || phase === 'offline';
}

/** The same file, wherever it comes from. */
export function fileKey({ ref }: Pick<DraftFile, 'ref'>): string {
  return 'file' in ref ? ref.file : `${ref.mailId}/${ref.index}`;
}

/** While a version is on its way it stays so: two at once would be each other's conflict. */
function typed(state: DraftState, change: Partial<Written>): DraftState {
  const isHeld = state.phase === 'conflict' || state.phase === 'saving';
  return { ...state, ...change, phase: isHeld ? state.phase : 'typing' };
}

/** Words that came in since the text was shown are kept. */
function typedOver(
  { text }: DraftState,
  { change, over = text }: { readonly change: Partial<Written>; readonly over?: string },
): Partial<Written> {
  return change.text === undefined ? change : { ...change, text: mergeTexts(over, change.text, text).text };
}

function onSaved({ waiting, ...state }: DraftState, stored: Stored): DraftState {
  const next: DraftState = { ...state, base: stored, phase: isSame(state, stored) ? 'saved' : 'typing' };
  return waiting ? onServer(next, waiting) : next;
}

/** What others saved: taken over as it is, or brought together with what is not saved here yet. */
function onServer(state: DraftState, draft: WrittenDraft | undefined): DraftState {
  if (!draft) return onGone(state);
  if (draft.version <= state.base.version) return state;
  if (state.phase === 'saving') return { ...state, waiting: draft };
  return state.phase === 'clean' || state.phase === 'saved' ? beginDraft(draft, undefined) : takeIn(state, draft);
}

/** Sent or thrown away by somebody. What is not saved here begins anew. */
function onGone(state: DraftState): DraftState {
  if (state.base.version === 0 || state.phase === 'saving') return state;
  if (state.phase === 'saved' || state.phase === 'clean') return beginDraft(undefined, undefined);
  return { ...settled(state), base: NOTHING_STORED, phase: 'typing' };
}

function takeIn(state: DraftState, theirs: WrittenDraft): DraftState {
  const stored = storedOf(theirs);
  const subject = mergeTexts(state.base.subject, state.subject, stored.subject);
  const text = mergeTexts(state.base.text, state.text, stored.text);
  if (subject.conflicts.length + text.conflicts.length > 0) return { ...settled(state), phase: 'conflict', theirs };
  const files = mergeFiles(state.base.files, state.files, stored.files);
  const written = { subject: subject.text, text: text.text, files };
  return { ...written, base: stored, phase: isSame(written, stored) ? 'saved' : 'typing' };
}

function settled({ theirs: _, waiting: _w, ...state }: DraftState): DraftState {
  return state;
}

/** Theirs without what was removed here, with what was added here. */
function mergeFiles(
  base: readonly DraftFile[],
  mine: readonly DraftFile[],
  theirs: readonly DraftFile[],
): readonly DraftFile[] {
  const [had, have] = [keysOf(base), keysOf(mine)];
  const theirKeys = keysOf(theirs);
  const stay = theirs.filter((file) => !had.has(fileKey(file)) || have.has(fileKey(file)));
  return [...stay, ...mine.filter((file) => !had.has(fileKey(file)) && !theirKeys.has(fileKey(file)))];
}

function keysOf(files: readonly DraftFile[]): ReadonlySet<string> {
  return new Set(files.map(fileKey));
}

function without(files: readonly DraftFile[], gone: DraftFile): readonly DraftFile[] {
  return files.filter((file) => fileKey(file) !== fileKey(gone));
}

function storedOf(draft: WrittenDraft | undefined): Stored {
  if (!draft) return NOTHING_STORED;
  const { version, subject = '', text, attachments: files = [] } = draft;
  return { version, subject, text, files };
}

function writtenOf({ subject, text, files }: Written): Written {
  return { subject, text, files };
}

function isSame(a: Written, b: Written): boolean {
  const list = ({ files }: Written): string => files.map(fileKey).join('\n');
  return a.text === b.text && a.subject === b.subject && list(a) === list(b);
}
