/** Who is signed in; theme, language, shortcuts, signing out. */
import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api/client.ts';
import { useChangeSettings, useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { navigationWords } from './navigation-words.ts';

/** The first letters of the first and the last name. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return [parts.at(0), parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => part?.charAt(0) ?? '')
    .join('')
    .toUpperCase();
}

export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { me, language, words, may } = useSession();
  const { mutate } = useChangeSettings();
  const navigate = useNavigate();
  const { shell } = words;
  const { organisation, learning } = usePageWords(navigationWords);
  const signOut = async (): Promise<void> => {
    await post('/sign-out').catch(() => undefined);
    location.assign('/');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="avatar-button">
          <span className="avatar">{initials(me.name)}</span>
          <span className="visually-hidden">
            {shell.account} · {me.name}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {words.roles[me.role]}
        </Menu.Label>
        {/* The bar of a phone has no room for it. */}
        {may('advisor') && (
          <Menu.Item className="only-narrow" onClick={() => void navigate({ to: '/quarantine' })}>
            {shell.quarantine}
          </Menu.Item>
        )}
        <Menu.Item className="only-narrow" onClick={() => void navigate({ to: '/organisation' })}>
          {organisation}
        </Menu.Item>
        {may('author') && (
          <Menu.Item className="only-narrow" onClick={() => void navigate({ to: '/learning' })}>
            {learning}
          </Menu.Item>
        )}
        <Menu.Item onClick={onHelp} rightSection={<kbd>?</kbd>}>
          {shell.shortcuts}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{shell.theme}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((theme) => (
          <Menu.Item key={theme} onClick={() => mutate({ theme })} rightSection={me.settings.theme === theme && '✓'}>
            {shell.themes[theme]}
          </Menu.Item>
        ))}
        <Menu.Label>{shell.language}</Menu.Label>
        {(['fr', 'en'] as const).map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            onClick={() => mutate({ language: one })}
            rightSection={language === one && '✓'}
          >
            {one === 'fr' ? 'Français' : 'English'}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
