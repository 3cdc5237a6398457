/** Who may change what is set up. The server decides all the same. */
import type { SetupScope } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';

/** One's own takes an advisor, everybody's a supervisor; rules and goals are everybody's. */
export function useMayChange(): (scope: SetupScope) => boolean {
  const { may } = useSession();
  return (scope) => may(scope === 'me' ? 'advisor' : 'supervisor');
}
