/** Where one can go, who one is: a column on wide screens, a bar at the bottom on a phone. */
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { countsQuery } from '../api/queries.ts';
import { Icon, type IconName } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import type { Words } from '../words/words.ts';
import { AccountMenu } from './account-menu.tsx';
import { navigationWords } from './navigation-words.ts';
import { NewMenu } from './new-menu.tsx';
import { NotificationsMenu } from './notifications-menu.tsx';
import { openPalette } from './palette-store.ts';
import { ViewLinks } from './view-links.tsx';

type PageName = 'queue' | 'search' | 'supervision' | 'quarantine' | 'organisation' | 'learning' | 'demo' | 'settings';

const PAGES: readonly { name: PageName; to: LinkProps['to'] & string; icon: IconName }[] = [
  { name: 'queue', to: '/', icon: 'inbox' },
  { name: 'search', to: '/search', icon: 'folder' },
  { name: 'supervision', to: '/supervision', icon: 'chart' },
  { name: 'quarantine', to: '/quarantine', icon: 'filter' },
  { name: 'organisation', to: '/organisation', icon: 'tag' },
  { name: 'learning', to: '/learning', icon: 'bot' },
  { name: 'demo', to: '/demo', icon: 'send' },
  { name: 'settings', to: '/settings', icon: 'gear' },
];

/** The bar of a phone has no room for them: the account's menu has them there. */
const ONLY_WIDE: ReadonlySet<PageName> = new Set(['quarantine', 'organisation', 'learning']);

export function Navigation({ onHelp }: { onHelp: () => void }) {
  const { words, me, may } = useSession();
  const isOpen: Partial<Record<PageName, boolean>> = {
    demo: me.isDemo,
    quarantine: may('advisor'),
    learning: may('author'),
  };
  const pages = PAGES.filter(({ name }) => isOpen[name] ?? true);
  return (
    <nav className="rail" aria-label={words.shell.navigation}>
      <div className="rail-top">
        <Link to="/" search={{}} className="brand">
          <img src="/icon.svg" alt="" width="24" height="24" />
          <span>Facteur</span>
        </Link>
        <div className="rail-tools">
          {may('advisor') && <NewMenu />}
          <NotificationsMenu />
          <AccountMenu onHelp={onHelp} />
        </div>
      </div>
      <button type="button" className="palette-button" onClick={openPalette}>
        <Icon name="search" size={16} />
        <span>{words.shell.palette}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="rail-pages">
        <ul className="pages">
          {pages.map((page) => (
            <li key={page.name} className={ONLY_WIDE.has(page.name) ? 'only-wide' : undefined}>
              <PageLink {...page} words={words} />
            </li>
          ))}
        </ul>
      </div>
      <ViewLinks />
    </nav>
  );
}

function PageLink({ name, to, icon, words }: (typeof PAGES)[number] & { words: Words }) {
  const more = usePageWords(navigationWords);
  return (
    <Link to={to} className="page-link" activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Icon name={icon} />
      <span>{name === 'organisation' || name === 'learning' ? more[name] : words.shell[name]}</span>
      {name === 'queue' && <Waiting />}
    </Link>
  );
}

/** How many wait for somebody. */
function Waiting() {
  const { data } = useQuery(countsQuery({}));
  const count = data?.states.unassigned ?? 0;
  return count === 0 ? null : <span className="count">{count}</span>;
}
