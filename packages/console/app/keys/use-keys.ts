/** Listens for keys while a page is shown; typing in a field or an open dialogue is never taken for a command. */
import { useEffect, useRef } from 'react';
import { useSession } from '../session.tsx';
import { actionOf, type KeyAction, optionOf } from './key-map.ts';

type Handlers = Partial<Record<KeyAction, () => void>> & { readonly option?: (place: number) => void };

/** Calls the handler of the key that is pressed. */
export function useKeys(handlers: Handlers): void {
  const { me } = useSession();
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isTaken(event)) return;
      const action = actionOf(event, me.settings);
      const place = optionOf(event, me.settings);
      const handle = action === undefined ? undefined : latest.current[action];
      if (handle) handle();
      else if (place !== undefined && latest.current.option) latest.current.option(place);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [me.settings]);
}

/** Fields take every key; buttons and links take Enter; an open dialogue or menu takes all. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  const open = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  // Closed lists stay in the page, hidden.
  if ([...open].some((element) => element.checkVisibility({ visibilityProperty: true }))) return true;
  if (target === null) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) {
    return !(target instanceof HTMLInputElement && target.type === 'checkbox' && event.key !== 'Enter');
  }
  return event.key === 'Enter' && /^(A|BUTTON|SUMMARY)$/.test(target.tagName);
}
