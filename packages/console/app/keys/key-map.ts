/** Which key does what. Single keys can be turned off or changed (WCAG 2.1.4); combinations stay. Pure. */

/** What keys can do; the order is the order of the help. */
export const KEY_ACTIONS = [
  'next',
  'previous',
  'open',
  'tick',
  'back',
  'reply',
  'note',
  'assign-me',
  'snooze',
  'tag',
  'take-over',
  'acts',
  'archive',
  'new',
  'search',
  'queue',
  'help',
] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];

export const DEFAULT_KEYS: Readonly<Record<KeyAction, string>> = {
  next: 'j',
  previous: 'k',
  open: 'Enter',
  tick: 'x',
  back: 'u',
  reply: 'r',
  note: 'n',
  'assign-me': 'm',
  snooze: 'z',
  tag: 't',
  'take-over': 'p',
  acts: 'a',
  archive: 'e',
  new: 'c',
  search: '/',
  queue: 'g',
  help: '?',
};

/** A pressed key, as far as it matters. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface KeySettings {
  readonly singleKeys: boolean;
  readonly keys: Readonly<Record<string, string>>;
}

/** The keys in force: the defaults with a person's changes. */
export function keysOf({ keys }: Pick<KeySettings, 'keys'>): Readonly<Record<KeyAction, string>> {
  const changed = KEY_ACTIONS.flatMap((action) => {
    const key = keys[action];
    return key ? [[action, key] as const] : [];
  });
  return { ...DEFAULT_KEYS, ...Object.fromEntries(changed) };
}

/** What a press does; undefined when nothing, or when single keys are off (`Enter` moves on all the same). */
export function actionOf(press: Press, settings: KeySettings): KeyAction | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const keys = keysOf(settings);
  const action = KEY_ACTIONS.find((one) => isSameKey(keys[one], press.key));
  return settings.singleKeys || press.key === 'Enter' ? action : undefined;
}

/** The place (0…8) of the option that a digit chooses; undefined for other keys. */
export function optionOf({ key, ctrlKey, metaKey, altKey }: Press, { singleKeys }: KeySettings): number | undefined {
  if (!singleKeys || ctrlKey || metaKey || altKey || !/^[1-9]$/.test(key)) return undefined;
  return Number(key) - 1;
}

/** Actions that already use this key, other than `action`. */
export function clashes(action: KeyAction, key: string, settings: Pick<KeySettings, 'keys'>): readonly KeyAction[] {
  const keys = keysOf(settings);
  return KEY_ACTIONS.filter((other) => other !== action && isSameKey(keys[other], key));
}

/** A key that can be chosen: one character that is no digit (those choose options). */
export function canBeChosen(key: string): boolean {
  return key.length === 1 && key.trim() !== '' && !/^[0-9]$/.test(key);
}

function isSameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
