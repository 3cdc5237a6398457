/** Tells what became of an action, for some seconds. */
import { notifications } from '@mantine/notifications';
import { ApiError } from './api/client.ts';
import type { Words } from './words/words.ts';

export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 4_000, withBorder: true, withCloseButton: false });
}

export function tellFailure(error: unknown, { common }: Words): void {
  tellRefusal(reasonOf(error, common), { common });
}

/** Something was not done, and why in our own words. */
export function tellRefusal(message: string, { common }: Pick<Words, 'common'>): void {
  const closeButtonProps = { 'aria-label': common.close };
  notifications.show({
    title: common.notDone,
    message,
    color: 'red',
    autoClose: 8_000,
    withBorder: true,
    closeButtonProps,
  });
}

/** Why a call failed, for people. */
export function reasonOf(error: unknown, common: Words['common']): string {
  if (!(error instanceof ApiError) || error.status === 0) return common.unreachable;
  return error.status === 403 ? common.notAllowed : error.message;
}
