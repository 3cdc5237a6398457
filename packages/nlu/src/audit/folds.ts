/** Who judges whom: parts of about the same size and mix, and never two texts that say the same in different ones. */
import { derivedId } from '@facteur/primitives';
import { grouped } from './grouped.ts';

const FOLDS = 5;

/**
 * The part (0..4) of each example. Groups stay together; each label is spread evenly, where it is not held together by a group. The
 * same for the same texts and seed, whatever their order in the file.
 */
export function dealFolds(
  texts: readonly string[],
  labels: Int32Array,
  groups: Int32Array,
  seed: number,
  folds = FOLDS,
): Int32Array {
  const members = [...grouped(labels.keys(), (at) => groups[at] ?? at).values()].map((places) => ({
    places,
    rank: derivedId(String(seed), ...places.map((at) => texts[at] ?? '').sort()),
  }));
  // The largest first: what comes after them evens out.
  members.sort((a, b) => b.places.length - a.places.length || (a.rank < b.rank ? -1 : 1));
  const held = Array.from({ length: folds }, () => new Map<number, number>());
  const sizes = new Int32Array(folds);
  const result = new Int32Array(labels.length);
  for (const { places } of members) {
    const own = [...new Set(places.map((at) => labels[at] ?? 0))];
    const loadOf = (fold: number): number => own.reduce((sum, label) => sum + (held[fold]?.get(label) ?? 0), 0);
    let best = 0;
    for (let fold = 1; fold < folds; fold += 1) {
      const difference = loadOf(fold) - loadOf(best) || (sizes[fold] ?? 0) - (sizes[best] ?? 0);
      if (difference < 0) best = fold;
    }
    for (const at of places) {
      const label = labels[at] ?? 0;
      held[best]?.set(label, (held[best]?.get(label) ?? 0) + 1);
      result[at] = best;
    }
    sizes[best] = (sizes[best] ?? 0) + places.length;
  }
  return result;
}
