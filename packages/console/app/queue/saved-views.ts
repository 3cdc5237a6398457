/** Views of the queue: a name and a filter. On the server; those that a browser held from before are kept until taken over. Pure. */
import type { SetupScope, StoredView } from '../api/setup-types.ts';
import { type DeskFilter, filterKey, readFilter } from './desk-filter.ts';

export interface SavedView {
  readonly name: string;
  readonly filter: DeskFilter;
  /** On the server; absent: this browser alone holds it. */
  readonly id?: string;
  readonly scope?: SetupScope;
  readonly version?: number;
}

/** Reads what a browser holds; anything that is none of ours is left out. */
export function readViews(stored: string | null): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(found)) return [];
    return found.flatMap((view: unknown) => {
      const { name, filter } = (view ?? {}) as { name?: unknown; filter?: unknown };
      if (typeof name !== 'string' || name === '' || typeof filter !== 'object' || filter === null) return [];
      return [{ name, filter: readFilter(filter as Record<string, unknown>) }];
    });
  } catch {
    return [];
  }
}

/** Those of the server with those that the browser alone holds: one that the server knows as well is shown once. */
export function allViews(stored: readonly StoredView[], held: readonly SavedView[]): readonly SavedView[] {
  const known = stored.map(({ id, title, scope, filter, version }) => ({
    ...{ id, name: title, scope, filter: readFilter(filter) },
    ...(version !== undefined && { version }),
  }));
  return [...known, ...heldApart(known, held)];
}

/** Of those that a browser holds, the ones that are nowhere else. */
export function heldApart(known: readonly SavedView[], held: readonly SavedView[]): readonly SavedView[] {
  return held.filter((view) => !known.some((other) => other.name === view.name && isSameFilter(other, view)));
}

/** The held ones with names that no other view of that person has: `VIP (2)` beside a `VIP` that shows something else. */
export function namedApart(known: readonly SavedView[], held: readonly SavedView[]): readonly SavedView[] {
  const taken = new Set(known.map(({ name }) => name));
  return held.map((view) => {
    let name = view.name;
    for (let count = 2; taken.has(name); count += 1) name = `${view.name} (${count})`;
    taken.add(name);
    return { ...view, name };
  });
}

/** With this view; one of one's own of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const name = view.name.trim();
  if (name === '') return views;
  return [...views.filter((other) => other.scope === 'all' || other.name !== name), { ...view, name }];
}

/** What has to be asked of the server, and what the browser holds afterwards. */
export interface ViewChanges {
  readonly saved: readonly SavedView[];
  /** Ids. */
  readonly removed: readonly string[];
  readonly held: readonly SavedView[];
}

/** What leads from the one list to the other; a new view takes the place of an own one of its name. */
export function viewChanges(before: readonly SavedView[], after: readonly SavedView[]): ViewChanges {
  const gone = before.filter((view) => !after.includes(view));
  const fresh = after.filter((view) => !before.includes(view));
  const saved = fresh.map((view) => ({
    ...gone.find((other) => other.id !== undefined && other.name === view.name),
    ...view,
  }));
  const replaced = new Set(saved.map(({ id }) => id));
  return {
    saved,
    removed: gone.flatMap(({ id }) => (id === undefined || replaced.has(id) ? [] : [id])),
    held: before.filter((view) => view.id === undefined && after.includes(view)),
  };
}

/** The view that shows exactly this. */
export function viewOf(views: readonly SavedView[], filter: DeskFilter): SavedView | undefined {
  return views.find((view) => isSameFilter(view, { filter }));
}

function isSameFilter(one: Pick<SavedView, 'filter'>, other: Pick<SavedView, 'filter'>): boolean {
  return filterKey(one.filter) === filterKey(other.filter);
}
