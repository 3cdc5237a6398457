/** An administrator changes what is known of somebody, and what they may do. */
import { Button, Modal, MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import type { Person, Role } from '../api/types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { Invitation } from './invitation.tsx';
import { changesOfPerson } from './person-changes.ts';
import { ROLES } from './roles.ts';

interface EditProps {
  readonly person: Person;
  readonly onClose: () => void;
}

export function EditPerson({ person, onClose }: EditProps) {
  const { words } = useSession();
  const client = useQueryClient();
  const [next, setNext] = useState(person);
  const path = `/people/${encodeURIComponent(person.id)}`;
  const save = useMutation({
    mutationFn: () => post(path, changesOfPerson(person, next)),
    onSuccess: () => {
      tellDone(words.team.saved(next.name));
      onClose();
    },
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries({ queryKey: keys.people }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (Object.keys(changesOfPerson(person, next)).length === 0) onClose();
    else save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.team.edit(person.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form onSubmit={submit} className="stack">
        <Fields person={next} onChange={setNext} />
        <div className="buttons">
          <Button variant="default" size="sm" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" size="sm" loading={save.isPending}>
            {words.common.save}
          </Button>
        </div>
      </form>
      <Invite path={path} />
    </Modal>
  );
}

function Fields({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  const { me, words } = useSession();
  const isSelf = person.id === me.id;
  const { teams, skills, languages } = person;
  const change = (part: Partial<Person>): void => onChange({ ...person, ...part });
  const known = [...new Set([...Object.keys(words.languageNames), ...languages])];
  return (
    <>
      <TextInput
        label={words.settings.name}
        required
        withAsterisk={false}
        value={person.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextInput
        label={words.settings.email}
        type="email"
        required
        withAsterisk={false}
        value={person.email}
        onChange={(event) => change({ email: event.target.value })}
      />
      <Select
        label={words.settings.role}
        data={ROLES.map((value) => ({ value, label: words.roles[value] }))}
        value={person.role}
        disabled={isSelf}
        onChange={(role) => change({ role: (role ?? person.role) as Role })}
      />
      <Names label={words.team.teams} names={teams} onChange={(given) => change({ teams: given })} />
      <Names label={words.team.skills} names={skills} onChange={(given) => change({ skills: given })} />
      <MultiSelect
        label={words.team.languages}
        data={known.map((value) => ({ value, label: words.languageNames[value] ?? value }))}
        value={[...languages]}
        onChange={(given) => change({ languages: given })}
      />
      <Switch
        label={words.team.active}
        description={isSelf ? words.team.ownAccount : words.team.activeNote}
        checked={person.isActive}
        disabled={isSelf}
        onChange={(event) => change({ isActive: event.target.checked })}
      />
    </>
  );
}

interface NamesProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
}

function Names({ label, names, onChange }: NamesProps) {
  const { words } = useSession();
  return <TagsInput label={label} placeholder={words.team.addHint} value={[...names]} onChange={onChange} />;
}

function Invite({ path }: { path: string }) {
  const { words } = useSession();
  const invite = useMutation({
    mutationFn: () => post<{ invitation: string }>(`${path}/invitation`),
    onError: (error) => tellFailure(error, words),
  });
  return (
    <section className="stack edit-invite">
      <p className="quiet small">{words.team.invitationNote}</p>
      <Button variant="default" className="start" loading={invite.isPending} onClick={() => invite.mutate()}>
        {words.team.newInvitation}
      </Button>
      {invite.data && <Invitation path={invite.data.invitation} />}
    </section>
  );
}
