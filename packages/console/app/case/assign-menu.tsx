/** Gives the case to somebody. */
import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '../api/queries.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { useCaseAction } from './use-case-action.ts';

export function AssignMenu({ number, assignee }: { number: string; assignee: string | undefined }) {
  const { me, words } = useSession();
  const nameOf = useNames();
  const { data: people = [] } = useQuery(peopleQuery);
  const { mutate, isPending } = useCaseAction(number);
  const assign = (to: string | null): void => mutate({ action: 'assign', body: { to } });
  const others = people.filter(({ id, role, isActive }) => id !== me.id && isActive && role !== 'reader');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="person" size={16} />} loading={isPending}>
          {assignee === undefined ? words.case.assign : assignee === me.id ? words.case.assignMe : nameOf(assignee)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => assign(me.id)}>{words.case.assignMe}</Menu.Item>
        <Menu.Item title={words.case.assignAutoNote} onClick={() => assign('auto')}>
          {words.case.assignAuto}
        </Menu.Item>
        <Menu.Divider />
        {others.map((person) => (
          <Menu.Item
            key={person.id}
            onClick={() => assign(person.id)}
            rightSection={person.isAway && <span className="quiet small">{words.case.away}</span>}
          >
            {person.name}
          </Menu.Item>
        ))}
        {assignee !== undefined && <Menu.Divider />}
        {assignee !== undefined && <Menu.Item onClick={() => assign(null)}>{words.case.nobody}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
