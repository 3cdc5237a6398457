/** What a person chooses for themselves, and for administrators who belongs to the team. */
import '../styles/pages.css';
import { SegmentedControl, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import { keys, peopleQuery } from '../api/queries.ts';
import type { Language, Theme } from '../api/types.ts';
import { tellFailure } from '../notify.ts';
import { useChangeSettings, useSession } from '../session.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { KeySettings } from './key-settings.tsx';
import { People } from './people.tsx';

export function SettingsPage() {
  const { words } = useSession();
  usePageTitle(words.settings.title);
  return (
    <div className="page settings">
      <h1>{words.settings.title}</h1>
      <Preferences />
      <KeySettings />
      <People />
    </div>
  );
}

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

function Preferences() {
  const { me, language, words } = useSession();
  const { mutate } = useChangeSettings();
  return (
    <section className="card stack">
      <h2>{words.settings.mine}</h2>
      <div className="setting">
        <span id="theme-label">{words.shell.theme}</span>
        <SegmentedControl
          aria-labelledby="theme-label"
          value={me.settings.theme}
          data={THEMES.map((value) => ({ value, label: words.shell.themes[value] }))}
          onChange={(theme) => mutate({ theme: theme as Theme })}
        />
      </div>
      <div className="setting">
        <span id="language-label">{words.shell.language}</span>
        <SegmentedControl
          aria-labelledby="language-label"
          value={language}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(value) => mutate({ language: value as Language })}
        />
      </div>
      <Away />
    </section>
  );
}

function Away() {
  const { me, words } = useSession();
  const client = useQueryClient();
  const { data: people } = useQuery(peopleQuery);
  const self = people?.find(({ id }) => id === me.id);
  const change = useMutation({
    mutationFn: (isAway: boolean) => post(`/people/${encodeURIComponent(me.id)}`, { isAway }),
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: keys.people }),
  });
  if (!self) return null;
  return (
    <Switch
      label={words.settings.imAway}
      checked={change.isPending ? change.variables : self.isAway}
      onChange={(event) => change.mutate(event.target.checked)}
    />
  );
}
