/** Macros: what each action lacks, in which order they are done. Pure. */
import type { MacroAction } from '../api/setup-types.ts';

export const ACTION_KINDS = ['tag', 'untag', 'assign', 'snooze', 'note', 'reply', 'close'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** An action as it begins in the form. */
export function newAction(kind: ActionKind): MacroAction {
  switch (kind) {
    case 'tag':
    case 'untag':
      return { do: kind, tag: '' };
    case 'assign':
      return { do: kind, to: 'me' };
    case 'snooze':
      return { do: kind, minutes: 24 * 60 };
    case 'note':
      return { do: kind, text: '' };
    case 'reply':
      return { do: kind, template: '' };
    case 'close':
      return { do: kind, outcome: 'resolved' };
  }
}

/** True when everything that it needs is there. */
export function isComplete(action: MacroAction): boolean {
  switch (action.do) {
    case 'tag':
    case 'untag':
      return action.tag.trim() !== '';
    case 'assign':
      return action.to !== '';
    case 'snooze':
      return Number.isInteger(action.minutes) && action.minutes > 0;
    case 'note':
      return action.text.trim() !== '';
    case 'reply':
      return action.template !== '';
    case 'close':
      return action.outcome !== '';
  }
}

/** The action at `place` one further up (-1) or down (1); the first and last stay where they are. */
export function moved<Item>(items: readonly Item[], place: number, by: -1 | 1): readonly Item[] {
  const [one, other] = [items[place], items[place + by]];
  if (one === undefined || other === undefined) return items;
  return items.map((item, index) => (index === place ? other : index === place + by ? one : item));
}

/** How the parts of an action read, in a language. */
export interface ActionWords {
  readonly said: Readonly<Record<ActionKind, (value: string) => string>>;
  readonly quoted: (text: string) => string;
  readonly assign: (to: string | null) => string;
  readonly delay: (minutes: number) => string;
  /** The title of a template; of one that is gone what to call it. */
  readonly template: (id: string) => string;
  readonly outcome: (outcome: string) => string;
}

/** Notes longer than this are cut where they are only mentioned. */
const MAX_NOTE = 60;

export function actionInWords(action: MacroAction, words: ActionWords): string {
  const { said, quoted } = words;
  switch (action.do) {
    case 'tag':
    case 'untag':
      return said[action.do](quoted(action.tag));
    case 'assign':
      return said.assign(words.assign(action.to));
    case 'snooze':
      return said.snooze(words.delay(action.minutes));
    case 'note':
      return said.note(quoted(shortened(action.text)));
    case 'reply':
      return said.reply(words.template(action.template));
    case 'close':
      return said.close(words.outcome(action.outcome));
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= MAX_NOTE ? line : `${line.slice(0, MAX_NOTE - 1)}…`;
}
