/** Who looks at a case now, and who types: in the memory of this process, for half a minute after the last word of it. */
import type { Clock } from '@facteur/primitives';
import type { Actor } from './state.ts';

/** Someone who has the case open. */
export interface Viewer extends Actor {
  readonly isTyping: boolean;
}

/** How long a viewer counts after they were last heard of. */
const PRESENT_MS = 30_000;

/** Says who else is there. */
export interface Presence {
  /** Notes that `advisor` looks at the case. Returns everyone who does, by name. */
  seen(caseNumber: string, advisor: Actor, isTyping: boolean): readonly Viewer[];
}

/** Nobody yet. */
export function openPresence(clock: Pick<Clock, 'now'>): Presence {
  const cases = new Map<string, Map<string, Viewer & { readonly atMs: number }>>();
  const forgetAbsent = (): void => {
    const oldest = clock.now() - PRESENT_MS;
    for (const [number, viewers] of cases) {
      for (const [id, { atMs }] of viewers) if (atMs <= oldest) viewers.delete(id);
      if (viewers.size === 0) cases.delete(number);
    }
  };
  return {
    seen(caseNumber, { id, name }, isTyping) {
      forgetAbsent();
      const viewers = cases.get(caseNumber) ?? new Map();
      viewers.set(id, { id, name, isTyping, atMs: clock.now() });
      cases.set(caseNumber, viewers);
      const all = [...viewers.values()].map(({ atMs: _, ...viewer }): Viewer => viewer);
      return all.sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'fr'));
    },
  };
}
