/** Which marked elements are open while an HTML mail is read, whatever was left unclosed in it. */
import type { ElementMark } from './marks.ts';

/** The marked elements that are open. */
export interface OpenMarks {
  open(name: string, mark: ElementMark | undefined): void;
  close(name: string): void;
  /** How many elements with that mark are open. */
  count(mark: ElementMark): number;
}

interface OpenMark {
  readonly name: string;
  /** How many elements of that name were open when it began. */
  readonly level: number;
  readonly mark: ElementMark;
}

/** Marks that an end tag is looked for in: unclosed ones lie above it, rarely many. */
const MAX_SEARCHED = 16;

/** None open. */
export function newOpenMarks(): OpenMarks {
  const marks: OpenMark[] = [];
  const levels = new Map<string, number>();
  const counts = new Map<ElementMark, number>();
  const count = (mark: ElementMark): number => counts.get(mark) ?? 0;
  return {
    count,
    open(name, mark) {
      const level = (levels.get(name) ?? 0) + 1;
      levels.set(name, level);
      if (mark === undefined) return;
      marks.push({ name, level, mark });
      counts.set(mark, count(mark) + 1);
    },
    close(name) {
      const level = levels.get(name) ?? 0;
      if (level === 0) return;
      levels.set(name, level - 1);
      for (let i = marks.length - 1; i >= Math.max(0, marks.length - MAX_SEARCHED); i--) {
        if (marks[i]?.name !== name || marks[i]?.level !== level) continue;
        for (const { mark } of marks.splice(i)) counts.set(mark, count(mark) - 1);
        return;
      }
    },
  };
}
