/** What else can be done with a case: each item opens a dialogue that says what will happen. */
import { Button, Menu } from '@mantine/core';
import type { ActsDesk } from '../api/case-types.ts';
import type { Case } from '../api/types.ts';
import { Icon, type IconName } from '../icons.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { conversationOf } from './conversation-of.ts';

export type ActName = 'merge' | 'split' | 'link' | 'customer' | 'call' | 'ask' | 'archive' | 'trash' | 'restore';

const ICONS: Readonly<Record<ActName, IconName>> = {
  merge: 'merge',
  split: 'split',
  link: 'link',
  customer: 'person',
  call: 'phone',
  ask: 'hidden',
  archive: 'box',
  trash: 'trash',
  restore: 'back',
};

/** In groups: what touches other cases, who takes part, where the case goes. */
export function actsFor(shown: Case): readonly (readonly ActName[])[] {
  if (isInTrash(shown)) return [['restore']];
  if (shown.status === 'merged') return [['link', 'call']];
  const hasText = conversationOf(shown).some((one) => one.kind === 'mail' && one.mail.text.trim() !== '');
  return [
    ['merge', ...(hasText ? (['split'] as const) : []), 'link'],
    ['ask', 'call', 'customer'],
    [...(shown.status === 'closed' ? [] : (['archive'] as const)), 'trash'],
  ];
}

export function isInTrash({ desk }: Pick<Case, 'desk'>): boolean {
  const acts: ActsDesk | undefined = desk;
  return acts?.state === 'trash' || acts?.trashedAt !== undefined;
}

export function ActsMenu({ shown, onOpen }: { shown: Case; onOpen: (act: ActName) => void }) {
  const { menu } = usePageWords(actsWords);
  const groups = actsFor(shown);
  return (
    <Menu position="bottom-end" width={330} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button data-act="acts" variant="default" px={8} aria-label={menu.title} title={menu.title}>
          <Icon name="dots" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map((group, index) => [
          index > 0 && <Menu.Divider key={`before-${group[0]}`} />,
          ...group.map((act) => (
            <Menu.Item key={act} leftSection={<Icon name={ICONS[act]} size={16} />} onClick={() => onOpen(act)}>
              {menu[act]}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
