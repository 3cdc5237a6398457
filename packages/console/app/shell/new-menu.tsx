/** What an advisor begins of their own accord. */
import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Icon } from '../icons.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { navigationWords } from './navigation-words.ts';

export function NewMenu() {
  const words = usePageWords(navigationWords);
  const navigate = useNavigate();
  const begin = (kind: 'mail' | 'call'): void => void navigate({ to: '/new', search: { kind } });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="icon-button" aria-label={words.create} title={words.create}>
          <Icon name="plus" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="send" size={16} />} onClick={() => begin('mail')}>
          {words.newMail}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="pen" size={16} />} onClick={() => begin('call')}>
          {words.newCall}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
