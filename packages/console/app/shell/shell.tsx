/** The frame around every page: navigation, palette, shortcuts, connection. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { connection } from '../api/connection.ts';
import { botQuery } from '../api/queries.ts';
import { Icon } from '../icons.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { useScopeWords } from './use-scope-words.ts';

export function Shell() {
  const { words, may } = useSession();
  const navigate = useNavigate();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const showHelp = (): void => setHelpOpen(true);
  useKeys({
    help: showHelp,
    queue: () => void navigate({ to: '/', search: {} }),
    search: () => void navigate({ to: '/search', search: {} }),
    new: () => {
      if (may('advisor')) void navigate({ to: '/new', search: { kind: 'mail' } });
    },
  });
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <Navigation onHelp={showHelp} />
      <div className="content">
        <ConnectionBanner />
        <StoppedBanner />
        {/* Focusable, so that pages without links can be scrolled by keyboard. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <main id="main" tabIndex={0}>
          <Outlet />
        </main>
      </div>
      <Palette onHelp={showHelp} />
      <Shortcuts isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

/** Nobody should wonder why the bot answers nothing. */
function StoppedBanner() {
  const { words } = useSession();
  const { data } = useQuery(botQuery);
  const stopped = data?.records.filter(({ isStopped }) => isStopped) ?? [];
  const scopeWords = useScopeWords();
  if (stopped.length === 0) return null;
  return (
    <p className="banner" role="status">
      <Icon name="bot" /> {words.brake.banner(stopped.map(scopeWords).join(', '))}{' '}
      <Link to="/supervision">{words.shell.supervision}</Link>
    </p>
  );
}

function ConnectionBanner() {
  const { words } = useSession();
  const state = useSyncExternalStore(connection.watch, connection.read);
  return (
    <div role="status" className="connection">
      {state === 'lost' && (
        <p className="banner">
          <Icon name="lost" /> {words.shell.lost}
        </p>
      )}
    </div>
  );
}
