/** Tags in the order in which they want attention. Pure. */
import type { TagUse } from '../api/setup-types.ts';

/** No case bears it and nothing names it. */
export function isUnused({ cases, rules, macros, views }: TagUse): boolean {
  return cases + rules.length + macros.length + views.length === 0;
}

/** First those that are written alike, kept together, then the unused, then by number of cases. */
export function inTagOrder(tags: readonly TagUse[]): readonly TagUse[] {
  return [...tags].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (rankOf(a) === 0 ? groupOf(a).localeCompare(groupOf(b)) : 0) ||
      b.cases - a.cases ||
      a.tag.localeCompare(b.tag),
  );
}

/** Of a tag and those alike, the one to keep: the most used, then the first. */
export function tagToKeep(tag: TagUse, tags: readonly TagUse[]): string {
  const group = [tag, ...tags.filter((other) => tag.alike.includes(other.tag))];
  const weight = ({ cases, rules, macros, views }: TagUse): number =>
    cases + rules.length + macros.length + views.length;
  return group.reduce((kept, other) => (weight(other) > weight(kept) ? other : kept)).tag;
}

function rankOf(tag: TagUse): number {
  if (tag.alike.length > 0) return 0;
  return isUnused(tag) ? 1 : 2;
}

/** The same for those that are alike: the first of their names. */
function groupOf({ tag, alike }: TagUse): string {
  return [tag, ...alike].sort((a, b) => a.localeCompare(b))[0] ?? tag;
}
