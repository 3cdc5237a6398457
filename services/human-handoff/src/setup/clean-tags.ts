/** The company's tags: how many cases bear each and what names it; renaming, merging and deleting them everywhere at once. */
import { AppError, isAppError } from '@facteur/primitives';
import type { DeskActs } from '../acts/acts.ts';
import type { Actor } from '../acts/state.ts';
import type { DeskIndex } from '../desk-index/desk-index.ts';
import type { ContentOf } from './items.ts';
import type { Editor, Setup } from './setup.ts';
import type { SetupStore, StoredItem } from './setup-store.ts';
import { alikeTags, renamedTag, type TaggingKind, tagsIn, withoutTag } from './tags.ts';

/** A tag, as the API shows it. `rules`, `macros`, `views`: titles of those that name it. */
export interface TagUse {
  readonly tag: string;
  readonly cases: number;
  /** When one of its cases changed last. */
  readonly lastUsedAt?: string;
  readonly rules: readonly string[];
  readonly macros: readonly string[];
  readonly views: readonly string[];
  /** Tags that are written nearly the same. */
  readonly alike: readonly string[];
}

/** What cleaning needs. */
export interface TagParts {
  readonly setup: Pick<Setup, 'store' | 'list'>;
  readonly index: Pick<DeskIndex, 'counts' | 'list' | 'isComplete'>;
  readonly acts: Pick<DeskActs, 'act'>;
}

const KINDS = ['rule', 'macro', 'view'] as const satisfies TaggingKind[];
/** `all` leaves out what was put away to be deleted; it may be taken back. */
const STATES = ['all', 'trash'] as const;
const PAGE = 200;
const AT_ONCE = 20;
const MOST_TRIES = 5;

/** Every tag that a case bears, or that something names which `editor` sees; by name. */
export async function tagUses({ setup, index }: TagParts, editor: Editor): Promise<TagUse[]> {
  const counts = index.counts({ state: 'all' }).tag;
  const [rules, macros, views] = await Promise.all([
    titlesIn(setup, 'rule', editor),
    titlesIn(setup, 'macro', editor),
    titlesIn(setup, 'view', editor),
  ]);
  const tags = [...new Set([...Object.keys(counts), ...rules.keys(), ...macros.keys(), ...views.keys()])];
  tags.sort((a, b) => a.localeCompare(b, 'fr') || (a < b ? -1 : 1));
  const alike = alikeTags(tags);
  const uses: TagUse[] = [];
  for (const tag of tags) {
    const cases = counts[tag] ?? 0;
    const lastUsedAt = cases === 0 ? undefined : await lastChangeOf(index, tag);
    uses.push({
      ...{ tag, cases },
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      ...{ rules: rules.get(tag) ?? [], macros: macros.get(tag) ?? [], views: views.get(tag) ?? [] },
      alike: alike.get(tag) ?? [],
    });
  }
  return uses;
}

/** A tag's new name; undefined: it goes. */
export interface TagChange {
  readonly from: string;
  readonly to: string | undefined;
  readonly advisor: Actor;
}

/**
 * Changes it on every case and in every rule, macro and view, also in those that are somebody's own. Done again, it finishes what was cut short.
 * Returns how many were changed. @throws AppError `CONFLICT` while cases are still being read after a start
 */
export async function changeTag(parts: TagParts, change: TagChange): Promise<number> {
  if (change.from === change.to) return 0;
  if (!parts.index.isComplete())
    throw new AppError('CONFLICT', 'Les dossiers sont encore en cours de lecture : recommencez dans un instant');
  let changed = 0;
  // First what would give the old one to further cases.
  for (const kind of KINDS) changed += await changeIn(parts.setup.store, kind, change);
  return changed + (await changeOnCases(parts, change));
}

async function changeIn<K extends TaggingKind>(store: SetupStore, kind: K, change: TagChange): Promise<number> {
  let changed = 0;
  for (const item of await store.listAll(kind)) if (await changeItem(store, kind, item, change)) changed += 1;
  return changed;
}

async function changeItem<K extends TaggingKind>(
  store: SetupStore,
  kind: K,
  item: StoredItem<K>,
  { from, to }: TagChange,
): Promise<boolean> {
  let now: StoredItem<K> | undefined = item;
  for (let tries = 1; now; tries += 1) {
    const before: ContentOf[K] = now.content;
    const content = to === undefined ? withoutTag(kind, before, from) : renamedTag(kind, before, from, to);
    if (content === before) return false;
    try {
      await store.replace(kind, now, { owner: now.owner, content });
      return true;
    } catch (error) {
      // Somebody edits it: what they made of it is changed instead.
      if (!isAppError(error, 'CONFLICT') || tries >= MOST_TRIES) throw error;
      now = await store.get(kind, item.id);
    }
  }
  return false;
}

async function changeOnCases({ index, acts }: TagParts, { from, to, advisor }: TagChange): Promise<number> {
  const numbers = await casesWith(index, from);
  let changed = 0;
  for (let first = 0; first < numbers.length; first += AT_ONCE) {
    const some = numbers.slice(first, first + AT_ONCE);
    const done = await Promise.all(
      some.map((number) => unlessGone(acts.act(number, 'tags', { advisor, add: to ? [to] : [], remove: [from] }))),
    );
    changed += done.filter(Boolean).length;
  }
  return changed;
}

/** False for a case that was erased meanwhile. */
async function unlessGone(acting: Promise<unknown>): Promise<boolean> {
  try {
    await acting;
    return true;
  } catch (error) {
    if (isAppError(error, 'KEY_ERASED') || isAppError(error, 'NOT_FOUND')) return false;
    throw error;
  }
}

async function casesWith(index: TagParts['index'], tag: string): Promise<readonly string[]> {
  const numbers = new Set<string>();
  for (const state of STATES) {
    let after: string | undefined;
    do {
      const page = await index.list({ filter: { state, tag }, sort: 'age', limit: PAGE, after });
      for (const { number } of page.items) numbers.add(number);
      after = page.cursor;
    } while (after !== undefined);
  }
  return [...numbers];
}

async function lastChangeOf(index: TagParts['index'], tag: string): Promise<string | undefined> {
  const { items } = await index.list({ filter: { state: 'all', tag }, sort: 'updated', limit: 1 });
  return items[0]?.updatedAt;
}

/** Tag → titles of what names it. */
async function titlesIn<K extends TaggingKind>(setup: Pick<Setup, 'list'>, kind: K, editor: Editor) {
  const titles = new Map<string, string[]>();
  for (const item of await setup.list(kind, editor))
    for (const tag of new Set(tagsIn(kind, item))) titles.set(tag, [...(titles.get(tag) ?? []), item.title]);
  return titles;
}
