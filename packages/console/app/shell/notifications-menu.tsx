/** Mentions, assignments and pauses that ended. */
import { Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../api/client.ts';
import { notificationsQuery } from '../api/queries.ts';
import type { Notice } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from './age.tsx';

export function NotificationsMenu() {
  const { words } = useSession();
  const client = useQueryClient();
  const { data } = useQuery(notificationsQuery);
  const read = useMutation({
    mutationFn: () => post('/notifications/read'),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey }),
  });
  const unread = data?.unread ?? 0;
  const label = unread > 0 ? `${words.shell.notifications} (${words.shell.unread(unread)})` : words.shell.notifications;
  return (
    <Menu position="bottom-end" width={320} onClose={() => unread > 0 && read.mutate()}>
      <Menu.Target>
        <button type="button" className="icon-button" aria-label={label}>
          <Icon name="bell" />
          {unread > 0 && <span className="dot" />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {(data?.items ?? []).slice(0, 8).map((notice) => (
          <NoticeItem key={notice.id} notice={notice} />
        ))}
        {(data?.items.length ?? 0) === 0 && <p className="menu-empty">{words.shell.noNotifications}</p>}
      </Menu.Dropdown>
    </Menu>
  );
}

function NoticeItem({ notice }: { notice: Notice }) {
  const { words } = useSession();
  const navigate = useNavigate();
  const by = typeof notice.by === 'string' ? notice.by : (notice.by?.name ?? notice.by?.id ?? '');
  return (
    <Menu.Item onClick={() => void navigate({ to: '/cases/$number', params: { number: notice.number } })}>
      <span className="notice-line">
        <strong>{[by, words.shell.notices[notice.kind]].filter(Boolean).join(' ')}</strong>
        <span className="quiet">
          <Age at={notice.at} />
        </span>
      </span>
      <span className="notice-text">{notice.text}</span>
    </Menu.Item>
  );
}
