/** Accepts and refuses proposals: each decision waits some seconds, in which it can be undone, and goes then or with the next one. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { post } from '../api/client.ts';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { LEARNING } from './learning-queries.ts';
import { decide, type Held, NO_VERDICTS, type Verdict, type Verdicts } from './verdicts.ts';

/** Time to change one's mind. */
const UNDO_MS = 8_000;

export interface Deciding {
  readonly verdicts: Verdicts;
  readonly hold: (held: Held) => void;
  readonly undo: () => void;
}

export function useVerdicts(): Deciding {
  const [verdicts, dispatch] = useReducer(decide, NO_VERDICTS);
  const sendNow = useSending();
  const waiting = useRef<Held>(undefined);
  const send = useCallback(async (): Promise<void> => {
    const held = waiting.current;
    waiting.current = undefined;
    if (held === undefined) return;
    await sendNow(held);
    dispatch({ kind: 'told', ids: held.ids });
  }, [sendNow]);
  useEffect(() => {
    if (verdicts.held === undefined) return;
    const timer = setTimeout(() => {
      dispatch({ kind: 'send' });
      void send();
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [verdicts.held, send]);
  useLeaving(send, () => {
    waiting.current?.ids.forEach(beacon(waiting.current.verdict));
    waiting.current = undefined;
    // Whoever comes back to the page finds its lists loaded anew.
    dispatch({ kind: 'undo' });
  });
  return {
    verdicts,
    hold: (held) => {
      void send();
      waiting.current = held;
      dispatch({ kind: 'hold', held });
    },
    undo: () => {
      waiting.current = undefined;
      dispatch({ kind: 'undo' });
    },
  };
}

/** Whoever leaves has decided: another page of the console, or the console itself, where no answer can be waited for. */
function useLeaving(onPage: () => Promise<void>, onWindow: () => void): void {
  const latest = useRef(onWindow);
  latest.current = onWindow;
  useEffect(() => {
    const onLeave = (): void => latest.current();
    addEventListener('pagehide', onLeave);
    return () => {
      removeEventListener('pagehide', onLeave);
      void onPage();
    };
  }, [onPage]);
}

function beacon(verdict: Verdict) {
  const body = new Blob(['{}'], { type: 'application/json' });
  return (id: string): void => void navigator.sendBeacon(`/api/v1${pathOf(id, verdict)}`, body);
}

function pathOf(id: string, verdict: Verdict): string {
  return `/nlu/proposals/${encodeURIComponent(id)}/${verdict}`;
}

/** One after the other; what fails is told, and is in its list again. */
function useSending(): (held: Held) => Promise<void> {
  const client = useQueryClient();
  const { words } = useSession();
  const latest = useRef(words);
  latest.current = words;
  return useCallback(
    async ({ verdict, ids }) => {
      for (const id of ids) {
        await post(pathOf(id, verdict)).catch((error: unknown) => tellFailure(error, latest.current));
      }
      await client.invalidateQueries({ queryKey: LEARNING });
    },
    [client],
  );
}
