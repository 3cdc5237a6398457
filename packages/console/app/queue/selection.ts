/** Where the cursor stands in a list and which items are ticked. Pure: items are named by case number. */

export interface Selection {
  /** Undefined until a key or a click chooses one. */
  readonly current: string | undefined;
  readonly ticked: ReadonlySet<string>;
}

export type SelectionAction =
  | { readonly kind: 'move'; readonly by: 1 | -1; readonly among: readonly string[] }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'tick'; readonly number: string }
  | { readonly kind: 'tick-all'; readonly among: readonly string[] }
  | { readonly kind: 'clear' };

export const NOTHING_SELECTED: Selection = { current: undefined, ticked: new Set() };

/** The selection after `action`. The cursor stops at both ends. */
export function select(selection: Selection, action: SelectionAction): Selection {
  switch (action.kind) {
    case 'move':
      return { ...selection, current: moved(selection.current, action) };
    case 'go':
      return { ...selection, current: action.to };
    case 'tick':
      return { current: action.number, ticked: toggled(selection.ticked, action.number) };
    case 'tick-all':
      return { ...selection, ticked: new Set(action.among) };
    case 'clear':
      return { ...selection, ticked: new Set() };
  }
}

function moved(
  current: string | undefined,
  { by, among }: { by: number; among: readonly string[] },
): string | undefined {
  const at = current === undefined ? -1 : among.indexOf(current);
  if (at === -1) return among[0];
  return among[Math.min(among.length - 1, Math.max(0, at + by))];
}

function toggled(ticked: ReadonlySet<string>, number: string): ReadonlySet<string> {
  const next = new Set(ticked);
  if (!next.delete(number)) next.add(number);
  return next;
}

/** The item after `number`, else the one before it; undefined when it was the only one. */
export function itemAfter(numbers: readonly string[], number: string): string | undefined {
  const at = numbers.indexOf(number);
  if (at === -1) return numbers[0];
  return numbers[at + 1] ?? numbers[at - 1];
}
