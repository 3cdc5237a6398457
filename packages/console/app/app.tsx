/** What surrounds every page: theme, queries, clock, and the sign-in when nobody is signed in. */
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { ApiError } from './api/client.ts';
import { followLive } from './api/live.ts';
import { meQuery } from './api/queries.ts';
import type { Me } from './api/types.ts';
import { ClockProvider, systemNowMs } from './clock.tsx';
import { router } from './router.tsx';
import { SessionProvider } from './session.tsx';
import { theme } from './theme.ts';
import { browserLanguage, wordsOf } from './words/words.ts';

const SignInPage = lazy(async () => ({ default: (await import('./sign-in/sign-in-page.tsx')).SignInPage }));
const InvitationPage = lazy(async () => ({ default: (await import('./sign-in/invitation-page.tsx')).InvitationPage }));

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <ClockProvider nowMs={systemNowMs}>
          <Notifications position="bottom-right" limit={3} />
          <Door />
        </ClockProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Lets in whoever is signed in; the others sign in or follow their invitation. */
function Door() {
  const { data: me, error, isPending } = useQuery(meQuery);
  const language = browserLanguage(navigator.languages);
  const invitation = /^\/invitation\/([^/]+)$/.exec(location.pathname)?.[1];
  if (invitation !== undefined) {
    return (
      <Suspense>
        <InvitationPage token={decodeURIComponent(invitation)} words={wordsOf(language)} />
      </Suspense>
    );
  }
  if (me) return <Inside me={me} />;
  if (isPending) return <p className="starting">{wordsOf(language).common.loading}</p>;
  if (error instanceof ApiError && error.status === 401) {
    return (
      <Suspense>
        <SignInPage words={wordsOf(language)} />
      </Suspense>
    );
  }
  return <Unreachable language={language} />;
}

function Unreachable({ language }: { language: 'fr' | 'en' }) {
  const { common } = wordsOf(language);
  return (
    <main className="starting">
      <p>{common.unreachable}</p>
      <button type="button" className="link" onClick={() => void client.invalidateQueries()}>
        {common.retry}
      </button>
    </main>
  );
}

function Inside({ me }: { me: Me }) {
  // Without transitions kept, a style element would be injected, which the security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { theme: wanted } = me.settings;
  useEffect(() => {
    if (colorScheme !== wanted) setColorScheme(wanted);
  }, [colorScheme, wanted, setColorScheme]);
  useEffect(() => {
    document.documentElement.lang = me.language;
  }, [me.language]);
  useEffect(() => followLive(client), []);
  return (
    <SessionProvider me={me}>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}
