/** What ingest does besides its own document: it writes to other cases of its own, at least once and to the same end. */
import type { EffectRequest, EffectResult, EffectTraits, Outcome } from '@facteur/runtime';
import type { IngestState } from './state.ts';

/** `merge`: into another case; `split`: parts of a mail become cases. */
export type IngestEffect = 'merge' | 'split';

/** Asked for by an event; `round` counts how often it was put off because something was away for long. */
interface Wanted {
  readonly by: string;
  readonly round: number;
}

/** An effect that the event `by` asks for. */
export function wanted(kind: IngestEffect, by: string, input: object, round = 0): EffectRequest {
  return { id: `${kind}/${by}/${round}`, kind, input: { ...input, by, round } satisfies Wanted };
}

/** They write to the store that was restored with them, under the same ids: done again after a restore to no harm. */
export const ownTraits: EffectTraits = { meaning: ({ kind }) => ({ does: kind, changes: 'nothing' }) };

/** What may be there again later. An advisor was told that it is done: it is tried for as long as it takes. */
const PASSES: ReadonlySet<string> = new Set([
  'STORE_UNAVAILABLE',
  'KEYS_UNAVAILABLE',
  'BUS_UNAVAILABLE',
  'DISK_FULL',
  'NOT_RUNNING',
  'CONFLICT',
]);

/** Result of either effect: done, given up, or asked for anew. */
export function settled({ kind, input }: EffectRequest, result: EffectResult): Outcome<IngestState> {
  if (result.ok || !PASSES.has(result.code)) return {};
  const { by, round } = input as Wanted;
  return { effects: [wanted(kind as IngestEffect, by, input as object, round + 1)] };
}
