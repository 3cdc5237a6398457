/** Who belongs to the team; administrators invite. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import { keys, peopleQuery } from '../api/queries.ts';
import type { Person, Role } from '../api/types.ts';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { initials } from '../shell/account-menu.tsx';
import { EditPerson } from './edit-person.tsx';
import { Invitation } from './invitation.tsx';
import { ROLES } from './roles.ts';

export function People() {
  const { words, may } = useSession();
  const { data: people = [] } = useQuery(peopleQuery);
  return (
    <section className="card stack">
      <h2>{words.settings.people}</h2>
      <ul className="people">
        {people.map((person) => (
          <OnePerson key={person.id} person={person} />
        ))}
      </ul>
      {may('admin') && <Invite />}
    </section>
  );
}

function OnePerson({ person }: { person: Person }) {
  const { words, may } = useSession();
  const [isEditing, setEditing] = useState(false);
  const spoken = person.languages.map((language) => words.languageNames[language] ?? language).join(', ');
  return (
    <li>
      <span className="avatar">{initials(person.name)}</span>
      <span className="person-name">
        <strong>{person.name}</strong>
        <span className="quiet small break">{person.email}</span>
      </span>
      <span className="quiet small only-wide">
        {[...person.teams, ...person.skills, spoken].filter(Boolean).join(' · ')}
      </span>
      {person.isAway && <span className="chip unsure">{words.settings.away}</span>}
      {!person.isActive && <span className="chip">{words.settings.inactive}</span>}
      <span className="chip">{words.roles[person.role]}</span>
      {may('admin') && (
        <Button variant="default" size="xs" aria-label={words.team.edit(person.name)} onClick={() => setEditing(true)}>
          {words.team.editShort}
        </Button>
      )}
      {isEditing && <EditPerson person={person} onClose={() => setEditing(false)} />}
    </li>
  );
}

function Invite() {
  const { words } = useSession();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('advisor');
  const invite = useMutation({
    mutationFn: () => post<{ invitation: string }>('/people', { name, email, role }),
    onSuccess: () => {
      setName('');
      setEmail('');
    },
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: keys.people }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form onSubmit={submit} className="invite">
      <h3>{words.settings.invite}</h3>
      <div className="invite-fields">
        <TextInput
          label={words.settings.name}
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextInput
          label={words.settings.email}
          type="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          label={words.settings.role}
          data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
          value={role}
          onChange={(value) => setRole((value ?? 'advisor') as Role)}
        />
        <Button type="submit" size="sm" loading={invite.isPending}>
          {words.team.invite}
        </Button>
      </div>
      {invite.data && <Invitation path={invite.data.invitation} />}
    </form>
  );
}
