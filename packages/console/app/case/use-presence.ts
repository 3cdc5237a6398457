/** Tells the server that the case is being looked at or written on, and who else does. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import type { Viewer } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { actionPath } from './use-case-action.ts';

/** The server forgets a viewer after 30 s. */
const BEAT_MS = 15_000;

export function usePresence(number: string): { viewers: readonly Viewer[]; tellTyping: (isTyping: boolean) => void } {
  const { me, may } = useSession();
  const [viewers, setViewers] = useState<readonly Viewer[]>([]);
  const typing = useRef(false);
  const canAct = may('advisor');
  const beat = useCallback(async () => {
    if (!canAct) return;
    try {
      const answer = await post<{ viewers?: readonly Viewer[] }>(actionPath(number, 'presence'), {
        isTyping: typing.current,
      });
      setViewers((answer.viewers ?? []).filter(({ id }) => id !== me.id));
    } catch {
      // Presence is a courtesy: nothing depends on it.
    }
  }, [number, me.id, canAct]);
  useEffect(() => {
    void beat();
    const timer = setInterval(() => void beat(), BEAT_MS);
    return () => clearInterval(timer);
  }, [beat]);
  const tellTyping = useCallback(
    (isTyping: boolean) => {
      if (typing.current === isTyping) return;
      typing.current = isTyping;
      void beat();
    },
    [beat],
  );
  return { viewers, tellTyping };
}
