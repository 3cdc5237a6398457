/** The present, told anew every half minute so that ages stay true. The only place that asks the browser for the time. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const TICK_MS = 30_000;

/** Milliseconds since 1970. */
export function systemNowMs(): number {
  return Date.now();
}

const Now = createContext(0);

export function ClockProvider({ nowMs, children }: { nowMs: () => number; children: ReactNode }) {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [nowMs]);
  return <Now value={now}>{children}</Now>;
}

export function useNow(): number {
  return useContext(Now);
}
