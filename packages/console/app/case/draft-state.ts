/** A reply being written: what is typed, what the server holds, what to do when two people typed. Pure. */
import type { Draft } from '../api/types.ts';

export type DraftPhase = 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'conflict';

export interface Written {
  readonly subject: string;
  readonly text: string;
}

export interface DraftState extends Written {
  readonly phase: DraftPhase;
  /** The server's version that this one was written over; 0 when it holds none. */
  readonly base: number;
  /** In a conflict: what the server holds. */
  readonly theirs?: Draft;
}

export type DraftAction =
  | { readonly kind: 'type'; readonly change: Partial<Written> }
  | { readonly kind: 'save' }
  | { readonly kind: 'saved'; readonly version: number; readonly written: Written }
  | { readonly kind: 'failed' }
  | { readonly kind: 'refused'; readonly theirs: Draft }
  | { readonly kind: 'server'; readonly draft: Draft | undefined }
  | { readonly kind: 'keep-mine' }
  | { readonly kind: 'take-theirs' }
  | { readonly kind: 'empty' };

/** Begins with what was kept on this device, else with the server's. */
export function beginDraft(server: Draft | undefined, kept: Written | undefined): DraftState {
  const base = server?.version ?? 0;
  if (kept && (kept.text !== server?.text || kept.subject !== (server.subject ?? ''))) {
    return { ...kept, phase: 'typing', base };
  }
  return { subject: server?.subject ?? '', text: server?.text ?? '', phase: server ? 'saved' : 'clean', base };
}

export function changeDraft(state: DraftState, action: DraftAction): DraftState {
  switch (action.kind) {
    case 'type':
      return { ...state, ...action.change, phase: state.phase === 'conflict' ? 'conflict' : 'typing' };
    case 'save':
      return state.phase === 'conflict' ? state : { ...state, phase: 'saving' };
    case 'saved':
      return { ...state, base: action.version, phase: isSame(state, action.written) ? 'saved' : 'typing' };
    case 'failed':
      return { ...state, phase: 'offline' };
    case 'refused':
      return { ...state, phase: 'conflict', theirs: action.theirs };
    case 'server':
      return onServer(state, action.draft);
    case 'keep-mine':
      return settled(state, { phase: 'typing', base: state.theirs?.version ?? state.base });
    case 'take-theirs':
      return settled(state, beginDraft(state.theirs, undefined));
    case 'empty':
      return { subject: '', text: '', phase: 'clean', base: 0 };
  }
}

function settled({ theirs: _, ...state }: DraftState, change: Partial<DraftState>): DraftState {
  return { ...state, ...change };
}

/** What others saved is taken over unless something here is not saved yet: then saving will tell of the conflict. */
function onServer(state: DraftState, draft: Draft | undefined): DraftState {
  if (state.phase !== 'clean' && state.phase !== 'saved') return state;
  const version = draft?.version ?? 0;
  return version <= state.base && draft !== undefined ? state : beginDraft(draft, undefined);
}

function isSame(a: Written, b: Written): boolean {
  return a.text === b.text && a.subject === b.subject;
}

/** True when there is something that the server does not have. */
export function isUnsaved({ phase }: DraftState): boolean {
  return phase === 'typing' || phase === 'offline';
}
