/** Ctrl-K: go to a page, look for a case, change a setting, by name. */
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon, type IconName } from '../icons.tsx';
import { STATES, withState } from '../queue/desk-filter.ts';
import { useChangeSettings, useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { navigationWords } from './navigation-words.ts';

export function Palette({ onHelp }: { onHelp: () => void }) {
  const { words } = useSession();
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const found: SpotlightActionData[] =
    typed.trim() === ''
      ? []
      : [
          {
            id: 'search',
            label: words.shell.findCases(typed.trim()),
            // Matches whatever is typed.
            keywords: [typed],
            leftSection: <Icon name="search" />,
            onClick: () => void navigate({ to: '/search', search: { q: typed.trim() } }),
          },
        ];
  return (
    <Spotlight
      actions={[...usePages(), ...useChoices(onHelp), ...found]}
      query={typed}
      onQueryChange={setTyped}
      shortcut="mod + K"
      nothingFound={words.shell.paletteEmpty}
      searchProps={{
        placeholder: words.shell.paletteHint,
        'aria-label': words.shell.paletteHint,
        leftSection: <Icon name="search" />,
      }}
      lockScroll={false}
      attributes={{ content: { 'aria-label': words.keys.palette } }}
      limit={9}
      highlightQuery={false}
    />
  );
}

function usePages(): SpotlightActionData[] {
  const { me, words, may } = useSession();
  const more = usePageWords(navigationWords);
  const navigate = useNavigate();
  const page = (id: string, label: string, icon: IconName, onClick: () => void): SpotlightActionData => ({
    id,
    label,
    leftSection: <Icon name={icon} />,
    onClick,
  });
  return [
    ...STATES.map((state) =>
      page(`queue-${state}`, `${words.shell.queue} · ${words.states[state]}`, 'inbox', () => {
        void navigate({ to: '/', search: withState({}, state) });
      }),
    ),
    page('cases', words.shell.search, 'folder', () => void navigate({ to: '/search', search: {} })),
    page('supervision', words.shell.supervision, 'chart', () => void navigate({ to: '/supervision' })),
    ...(may('advisor')
      ? [
          page('quarantine', words.shell.quarantine, 'filter', () => void navigate({ to: '/quarantine' })),
          page('new-mail', more.newMail, 'send', () => void navigate({ to: '/new', search: { kind: 'mail' } })),
          page('new-call', more.newCall, 'pen', () => void navigate({ to: '/new', search: { kind: 'call' } })),
        ]
      : []),
    page('organisation', more.organisation, 'tag', () => void navigate({ to: '/organisation' })),
    ...(may('author') ? [page('learning', more.learning, 'bot', () => void navigate({ to: '/learning' }))] : []),
    ...(me.isDemo ? [page('demo', words.demo.title, 'send', () => void navigate({ to: '/demo' }))] : []),
    page('settings', words.shell.settings, 'gear', () => void navigate({ to: '/settings' })),
  ];
}

function useChoices(onHelp: () => void): SpotlightActionData[] {
  const { words } = useSession();
  const { mutate } = useChangeSettings();
  const themes = (['auto', 'light', 'dark'] as const).map((theme) => ({
    id: `theme-${theme}`,
    label: `${words.shell.theme} · ${words.shell.themes[theme]}`,
    leftSection: <Icon name="gear" />,
    onClick: () => mutate({ theme }),
  }));
  const languages = (['fr', 'en'] as const).map((language) => ({
    id: `language-${language}`,
    label: `${words.shell.language} · ${language === 'fr' ? 'Français' : 'English'}`,
    leftSection: <Icon name="gear" />,
    onClick: () => mutate({ language }),
  }));
  const help = { id: 'help', label: words.shell.shortcuts, leftSection: <Icon name="keyboard" />, onClick: onHelp };
  return [help, ...themes, ...languages];
}
