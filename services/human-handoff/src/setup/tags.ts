/** Tags across what a company set up: where each is named, which are written nearly alike, what is left when one goes. Pure. */
import { bitsApart, editsBetween, forgiven, lettersOf } from '../desk-index/edits.ts';
import { fold } from '../desk-index/fold.ts';
import type { ContentOf, MacroAction } from './items.ts';

/** Kinds that name tags. */
export type TaggingKind = 'rule' | 'macro' | 'view';

const READERS: { readonly [Each in TaggingKind]: (content: ContentOf[Each]) => readonly string[] } = {
  rule: ({ then }) => then.tags ?? [],
  macro: ({ actions }) => actions.flatMap((action) => ('tag' in action ? [action.tag] : [])),
  view: ({ filter }) => (filter.tag === undefined ? [] : [filter.tag]),
};

/** The tags that one rule, macro or view names. */
export function tagsIn<K extends TaggingKind>(kind: K, content: ContentOf[K]): readonly string[] {
  return READERS[kind](content);
}

/** The same with `to` in the place of `from`; the very same object where it names no such tag. */
export function renamedTag<K extends TaggingKind>(
  kind: K,
  content: ContentOf[K],
  from: string,
  to: string,
): ContentOf[K] {
  return changedTag(kind, content, from, to);
}

/**
 * The same without it; the very same object where it names no such tag. A rule that did nothing else is off, a macro may be empty, a view
 * shows cases of all tags.
 */
export function withoutTag<K extends TaggingKind>(kind: K, content: ContentOf[K], tag: string): ContentOf[K] {
  return changedTag(kind, content, tag, undefined);
}

function changedTag<K extends TaggingKind>(
  kind: K,
  content: ContentOf[K],
  from: string,
  to: string | undefined,
): ContentOf[K] {
  if (from === to || !tagsIn(kind, content).includes(from)) return content;
  const changers: { readonly [Each in TaggingKind]: (content: ContentOf[Each]) => ContentOf[Each] } = {
    rule: (rule) => ruleWith(rule, from, to),
    macro: (macro) => ({ ...macro, actions: macro.actions.flatMap((action) => actionWith(action, from, to)) }),
    view: ({ filter: { tag: _, ...filter }, ...view }) => ({
      ...view,
      filter: to === undefined ? filter : { ...filter, tag: to },
    }),
  };
  return changers[kind](content);
}

function ruleWith({ then: { tags = [], ...then }, ...rule }: ContentOf['rule'], from: string, to: string | undefined) {
  const left = [...new Set(tags.flatMap((tag) => (tag === from ? (to ?? []) : [tag])))];
  const isIdle = left.length === 0 && Object.keys(then).length === 0;
  // biome-ignore lint/suspicious/noThenProperty: an object, which nothing takes for a promise
  return { ...rule, isOn: rule.isOn && !isIdle, then: left.length === 0 ? then : { ...then, tags: left } };
}

function actionWith(action: MacroAction, from: string, to: string | undefined): readonly MacroAction[] {
  if (!('tag' in action) || action.tag !== from) return [action];
  return to === undefined ? [] : [{ ...action, tag: to }];
}

/** By tag, the others that are written nearly the same: by case, accents, marks, plural, or one typing error. */
export function alikeTags(tags: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const forms = tags.map((tag) => {
    const form = plainForm(tag);
    return { tag, form, letters: lettersOf(form) };
  });
  return new Map(
    forms.map((one) => [
      one.tag,
      forms.flatMap((other) => (other.tag !== one.tag && isAlike(one, other) ? [other.tag] : [])),
    ]),
  );
}

interface Form {
  readonly form: string;
  readonly letters: number;
}

/** An edit changes two of the letters at most: most pairs need no closer look. */
function isAlike(one: Form, other: Form): boolean {
  if (one.form === other.form) return true;
  const most = Math.min(1, forgiven(one.form), forgiven(other.form));
  return most > 0 && bitsApart(one.letters, other.letters) <= 2 && editsBetween(one.form, other.form, most) <= most;
}

/** Shorter words end in an s of their own. */
const SHORTEST_PLURAL = 4;

function plainForm(tag: string): string {
  const words = fold(tag).match(/[\p{L}\p{N}]+/gu) ?? [fold(tag)];
  return words.map(singular).join(' ');
}

function singular(word: string): string {
  if (word.length < SHORTEST_PLURAL) return word;
  return word.endsWith('aux') ? `${word.slice(0, -3)}al` : word.replace(/[sx]$/, '');
}
