/** In whose name an act is done. */
import { ADMINISTRATOR, type Caller } from '@facteur/http';

/** Whoever acts, as events and review items name them. */
export interface Advisor {
  readonly id: string;
  readonly name?: string;
}

/**
 * A person who is signed in acts as themselves, whatever the request says. Only the administrator's token acts for another, as the
 * command line does; naming nobody, it acts as `admin`.
 */
export function advisorOf(caller: Caller | undefined, named?: Advisor): Advisor {
  if (caller === undefined || caller.id === ADMINISTRATOR.id) return named ?? { id: ADMINISTRATOR.id };
  return { id: caller.id, name: caller.name };
}
