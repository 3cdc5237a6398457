/** Telling people of what concerns them: the effect that keeps a notification. Pure. */
import { derivedId, isoTime } from '@facteur/primitives';
import type { EffectRequest, HandlerContext } from '@facteur/runtime';
import type { Actor } from './state.ts';

/**
 * Why someone is told. `taken-over`: another advisor took the right to write from them; `asked-for`: one asks them to hand it back;
 * `expert-answered`: somebody outside answered a side conversation.
 */
export const NOTIFICATION_KINDS = [
  'mention',
  'assigned',
  'snooze-over',
  'taken-over',
  'asked-for',
  'expert-answered',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What is kept of it: nothing that a customer or a colleague said, only where that stands. */
export interface Notification {
  readonly id: string;
  readonly at: string;
  readonly number: string;
  readonly kind: NotificationKind;
  readonly by?: Actor | undefined;
  /** `mention`: the note. */
  readonly noteId?: string | undefined;
}

/** The effect `notify`: keeps `notification` for `person`. */
export interface NotifyInput {
  readonly person: string;
  readonly notification: Notification;
}

/** The same input leads to the same notification, however often it is handled. Nobody is told of what they did themselves. */
export function notify(
  { subject, inputId, now }: HandlerContext,
  people: readonly (string | undefined)[],
  about: Pick<Notification, 'kind' | 'by' | 'noteId'>,
): EffectRequest[] {
  return people.flatMap((person) => {
    if (person === undefined || person === about.by?.id) return [];
    const id = derivedId('notification', subject, inputId, about.kind, person);
    const input: NotifyInput = { person, notification: { id, at: isoTime(now), number: subject, ...about } };
    return [{ id, kind: 'notify', input }];
  });
}
