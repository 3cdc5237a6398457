/** Views that a person keeps: a name and a filter. In this browser only. */
import { type DeskFilter, filterKey, readFilter } from './desk-filter.ts';

export interface SavedView {
  readonly name: string;
  readonly filter: DeskFilter;
}

/** Reads what was stored; anything that is none of ours is left out. */
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

/** With this view; one of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const name = view.name.trim();
  return name === '' ? views : [...views.filter((other) => other.name !== name), { ...view, name }];
}

/** Without the view of that name. */
export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** The view that shows exactly this. */
export function viewOf(views: readonly SavedView[], filter: DeskFilter): SavedView | undefined {
  return views.find((view) => filterKey(view.filter) === filterKey(filter));
}
