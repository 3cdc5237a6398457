/** A case as its timeline tells it: what came in, in order, and what the company's systems answered. Pure. */
import type { Event, reviewDecided } from '@facteur/contracts';
import type { JsonObject } from '@facteur/primitives';
import type { Called } from '../progress.ts';
import type { Understood } from '../state.ts';

/** One line of a timeline. */
export interface PastEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly topic: string;
  readonly data: unknown;
}

type Decided = Parameters<typeof reviewDecided.about>[1];

/** Something that came in. */
export type PastInput =
  | { readonly kind: 'mail'; readonly atMs: number; readonly understood: Understood }
  | { readonly kind: 'decision'; readonly atMs: number; readonly decided: Decided };

export interface PastCase {
  readonly number: string;
  readonly inputs: readonly PastInput[];
  /** Calls that were answered, oldest first. */
  readonly calls: readonly Called[];
}

/** @param timeline in the order in which it reads: causes first */
export function pastCase(number: string, timeline: readonly PastEntry[]): PastCase {
  const mails = new Map<string, Event['data']>();
  const inputs: PastInput[] = [];
  const calls: Called[] = [];
  for (const { at, topic, data } of timeline) {
    const atMs = Date.parse(at);
    if (topic === 'mail.received') mails.set((data as { mailId: string }).mailId, data as Event['data']);
    if (topic === 'mail.understood') {
      const { mailId, ...rest } = data as { mailId: string };
      const mail = mails.get(mailId);
      if (mail !== undefined)
        inputs.push({ kind: 'mail', atMs, understood: { mail, ...rest } as unknown as Understood });
    }
    if (topic === 'review.decided') inputs.push({ kind: 'decision', atMs, decided: data as Decided });
    const called = topic === 'case.changed' ? (data as { data?: { called?: Called } }).data?.called : undefined;
    if (called !== undefined) calls.push(called);
  }
  return { number, inputs, calls };
}

/** The same call gives the same answer, whatever the order of its inputs. */
export function callKey(operation: string, input: JsonObject): string {
  return `${operation} ${JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}
