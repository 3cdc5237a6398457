/** Says that something is typed, without a word for every letter. */
import { useCallback, useEffect, useRef } from 'react';

const STILL_MS = 3_000;

/** To be called at every letter: `onTyping` hears of the first one, and when nothing was typed for three seconds. */
export function useTyping(onTyping: (isTyping: boolean) => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      onTyping(false);
    },
    [onTyping],
  );
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onTyping(false), STILL_MS);
    onTyping(true);
  }, [onTyping]);
}
