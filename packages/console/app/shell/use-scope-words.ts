/** Where the bot is stopped, in words. */
import type { BrakeRecord } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { useTitles } from './use-titles.ts';

export type Scope = Pick<BrakeRecord, 'scope' | 'name'>;

export function useScopeWords(): (scope: Scope) => string {
  const { words } = useSession();
  const titleOf = useTitles();
  return ({ scope, name = '' }) =>
    scope === 'all'
      ? words.brake.all
      : scope === 'journey'
        ? words.brake.journey(titleOf(name))
        : words.brake.mailbox(name);
}
