/** Who is signed in, in which words the pages speak, and what that person may do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { post } from './api/client.ts';
import { keys } from './api/queries.ts';
import type { Language, Me, Role, Settings } from './api/types.ts';
import { type Words, wordsOf } from './words/words.ts';

const RANK: Readonly<Record<Role, number>> = { reader: 0, advisor: 1, author: 2, supervisor: 3, admin: 4 };

export interface Session {
  readonly me: Me;
  readonly language: Language;
  readonly words: Words;
  /** True when the person has this role or one above it. The server decides all the same. */
  readonly may: (role: Role) => boolean;
}

const Current = createContext<Session | undefined>(undefined);

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const session = useMemo<Session>(
    () => ({
      me,
      language: me.language,
      words: wordsOf(me.language),
      may: (role) => RANK[me.role] >= RANK[role],
    }),
    [me],
  );
  return <Current value={session}>{children}</Current>;
}

/** @throws Error outside of a session: pages are shown to people who are signed in. */
export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error('There is no session here');
  return session;
}

/** Changes settings or language: at once here, then on the server. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Settings> & { language?: Language }) => post('/me/settings', change),
    onMutate: ({ language, ...settings }) => {
      client.setQueryData<Me>(keys.me, (me) =>
        me === undefined ? me : { ...me, language: language ?? me.language, settings: { ...me.settings, ...settings } },
      );
    },
  });
}
