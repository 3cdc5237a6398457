/** Saves what is typed: on this device at once, on the server at every pause. */
import { useEffect, useReducer, useRef } from 'react';
import { ApiError, post } from '../api/client.ts';
import type { CaseDesk, Draft } from '../api/types.ts';
import { beginDraft, changeDraft, type DraftAction, type DraftState, isUnsaved, type Written } from './draft-state.ts';
import { actionPath } from './use-case-action.ts';

const PAUSE_MS = 1_000;
const RETRY_MS = 5_000;

const placeOf = (number: string): string => `facteur-draft-${number}`;

export function useDraft(number: string, server: Draft | undefined): [DraftState, (action: DraftAction) => void] {
  const [state, dispatch] = useReducer(changeDraft, undefined, () => beginDraft(server, readKept(number)));
  useEffect(() => dispatch({ kind: 'server', draft: server }), [server]);
  useEffect(() => keep(number, state), [number, state]);
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    if (!isUnsaved(state)) return undefined;
    const wait = state.phase === 'offline' ? RETRY_MS : PAUSE_MS;
    const timer = setTimeout(() => void save(number, latest.current, dispatch), wait);
    return () => clearTimeout(timer);
  }, [number, state]);
  return [state, dispatch];
}

/** What was sent or thrown away must not come back as a draft, here or for a colleague. */
export function forgetDraft(number: string): void {
  localStorage.removeItem(placeOf(number));
  // A draft that stays on the server for once is seen by whoever opens the case, and does no harm.
  void post(actionPath(number, 'draft/discard')).catch(() => undefined);
}

async function save(
  number: string,
  { base, subject, text }: DraftState,
  dispatch: (action: DraftAction) => void,
): Promise<void> {
  dispatch({ kind: 'save' });
  try {
    const body = { base, text, ...(subject !== '' && { subject }) };
    const desk = await post<CaseDesk>(actionPath(number, 'draft'), body);
    dispatch({ kind: 'saved', version: desk.draft?.version ?? base + 1, written: { subject, text } });
  } catch (error) {
    const theirs = error instanceof ApiError && error.status === 409 ? draftIn(error.body) : undefined;
    dispatch(theirs ? { kind: 'refused', theirs } : { kind: 'failed' });
  }
}

function draftIn(body: unknown): Draft | undefined {
  return (body as { draft?: Draft } | undefined)?.draft;
}

/** What the server does not have yet survives a closed window. */
function keep(number: string, state: DraftState): void {
  const { subject, text } = state;
  if (isUnsaved(state) || state.phase === 'saving' || state.phase === 'conflict') {
    localStorage.setItem(placeOf(number), JSON.stringify({ subject, text } satisfies Written));
  } else localStorage.removeItem(placeOf(number));
}

function readKept(number: string): Written | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(number)) ?? 'null');
    const { subject, text } = (kept ?? {}) as Partial<Written>;
    return typeof text === 'string' && text !== '' ? { subject: subject ?? '', text } : undefined;
  } catch {
    return undefined;
  }
}
