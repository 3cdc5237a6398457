/** Saves what is typed: on this device at once, on the server at every pause, sooner when somebody writes along. */
import { useEffect, useReducer, useRef, useState } from 'react';
import { ApiError, post } from '../api/client.ts';
import type { CaseDesk } from '../api/types.ts';
import type { WrittenDraft } from '../api/write-types.ts';
import { useSession } from '../session.tsx';
import {
  beginDraft,
  changeDraft,
  type DraftAction,
  type DraftState,
  isUnsaved,
  type KeptDraft,
  NOTHING_STORED,
} from './draft-state.ts';
import { actionPath } from './use-case-action.ts';

/** How long nothing is typed before it is saved, and the longest that something stays unsaved while typing goes on. */
const ALONE = { pauseMs: 1_000, mostMs: 10_000 };
const TOGETHER = { pauseMs: 500, mostMs: 1_200 };
const RETRY_MS = 5_000;
/** For how long somebody is called writing after their words came. */
const WRITING_MS = 6_000;

type Dispatch = (action: DraftAction) => void;

const placeOf = (number: string): string => `facteur-draft-${number}`;

export interface DraftOptions {
  readonly number: string;
  readonly server: WrittenDraft | undefined;
  /** Somebody else looks at the case. */
  readonly isWatched: boolean;
}

export interface UsedDraft {
  readonly draft: DraftState;
  readonly dispatch: Dispatch;
  /** Whose words came in a moment ago. */
  readonly writer: { readonly id: string; readonly name?: string } | undefined;
}

export function useDraft({ number, server, isWatched }: DraftOptions): UsedDraft {
  const [draft, dispatch] = useReducer(changeDraft, undefined, () => beginDraft(server, readKept(number)));
  useEffect(() => dispatch({ kind: 'server', draft: server }), [server]);
  useEffect(() => keep(number, draft), [number, draft]);
  const writer = useWriter(server);
  useSaving(number, draft, dispatch, isWatched || writer !== undefined ? TOGETHER : ALONE);
  return { draft, dispatch, writer };
}

function useSaving(number: string, draft: DraftState, dispatch: Dispatch, pace: typeof ALONE): void {
  const latest = useRef(draft);
  latest.current = draft;
  const isWaiting = isUnsaved(draft);
  const isOffline = draft.phase === 'offline';
  const { pauseMs, mostMs } = pace;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause begins anew with every letter
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => void save(number, latest.current, dispatch), isOffline ? RETRY_MS : pauseMs);
    return () => clearTimeout(timer);
  }, [number, draft, isWaiting, isOffline, pauseMs, dispatch]);
  useEffect(() => {
    if (!isWaiting || isOffline) return undefined;
    const timer = setTimeout(() => void save(number, latest.current, dispatch), mostMs);
    return () => clearTimeout(timer);
  }, [number, isWaiting, isOffline, mostMs, dispatch]);
}

function useWriter(server: WrittenDraft | undefined): UsedDraft['writer'] {
  const { me } = useSession();
  const seen = useRef(server?.version);
  const [writer, setWriter] = useState<UsedDraft['writer']>();
  useEffect(() => {
    if (!server || server.version === seen.current) return undefined;
    seen.current = server.version;
    setWriter(server.by.id === me.id ? undefined : server.by);
    const timer = setTimeout(() => setWriter(undefined), WRITING_MS);
    return () => clearTimeout(timer);
  }, [server, me.id]);
  return writer;
}

/**
 * What was sent or thrown away must not come back as a draft, here or for a colleague; what a colleague wrote since stays. A draft that
 * stays on the server for once is seen by whoever opens the case, and does no harm.
 */
export function forgetDraft(number: string, { base, text }: Pick<DraftState, 'base' | 'text'>): void {
  localStorage.removeItem(placeOf(number));
  void discard(number, base.version).catch((error: unknown) => {
    const stored = error instanceof ApiError && error.status === 409 ? draftIn(error.body) : undefined;
    // Our own last words were still on their way when the reply left.
    return stored?.text.trim() === text.trim() ? discard(number, stored.version).catch(() => undefined) : undefined;
  });
}

function discard(number: string, base: number): Promise<unknown> {
  return post(actionPath(number, 'draft/discard'), { base });
}

async function save(number: string, { base, subject, text, files }: DraftState, dispatch: Dispatch): Promise<void> {
  dispatch({ kind: 'save' });
  try {
    const hasFiles = files.length + base.files.length > 0;
    const body = {
      base: base.version,
      text,
      ...(subject !== '' && { subject }),
      ...(hasFiles && { attachments: files.map(({ ref }) => ref) }),
    };
    const desk = await post<CaseDesk>(actionPath(number, 'draft'), body);
    dispatch({
      kind: 'saved',
      version: desk.draft?.version ?? base.version + 1,
      written: { subject, text, files },
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) dispatch({ kind: 'refused', theirs: draftIn(error.body) });
    else dispatch({ kind: 'failed' });
  }
}

function draftIn(body: unknown): WrittenDraft | undefined {
  return (body as { draft?: WrittenDraft | null } | undefined)?.draft ?? undefined;
}

/** What the server does not have yet survives a closed window. */
function keep(number: string, state: DraftState): void {
  const { subject, text, files, base } = state;
  if (isUnsaved(state) || state.phase === 'saving' || state.phase === 'conflict') {
    localStorage.setItem(placeOf(number), JSON.stringify({ subject, text, files, base } satisfies KeptDraft));
  } else localStorage.removeItem(placeOf(number));
}

function readKept(number: string): KeptDraft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(number)) ?? 'null');
    const { subject = '', text = '', files = [], base } = (kept ?? {}) as Partial<KeptDraft>;
    if (typeof text !== 'string' || (text === '' && files.length === 0)) return undefined;
    return { subject, text, files, base: base ?? NOTHING_STORED };
  } catch {
    return undefined;
  }
}
