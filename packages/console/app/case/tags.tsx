/** The tags of a case. */
import { Autocomplete, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { countsQuery } from '../api/queries.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { useCaseAction } from './use-case-action.ts';

export function Tags({ number, tags }: { number: string; tags: readonly string[] }) {
  const { words } = useSession();
  const { mutate } = useCaseAction(number);
  return (
    <div className="tags">
      {tags.map((tag) => (
        <span key={tag} className="chip tag removable">
          {tag}
          <button
            type="button"
            aria-label={words.case.removeTag(tag)}
            onClick={() => mutate({ action: 'tags', body: { remove: [tag] } })}
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
      <AddTag tags={tags} onAdd={(tag) => mutate({ action: 'tags', body: { add: [tag] } })} />
    </div>
  );
}

function AddTag({ tags, onAdd }: { tags: readonly string[]; onAdd: (tag: string) => void }) {
  const { words } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { data } = useQuery(countsQuery({ state: 'all' }));
  const known = Object.keys(data?.tags ?? {}).filter((tag) => !tags.includes(tag));
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() === '') return;
    onAdd(typed.trim());
    setTyped('');
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus shadow="md" position="bottom-end">
      <Popover.Target>
        <button
          data-act="tag"
          type="button"
          className="icon-button"
          aria-label={words.case.addTag}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="tag" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.case.addTag}>
        <form onSubmit={add}>
          <Autocomplete
            label={words.case.addTag}
            data={known}
            value={typed}
            onChange={setTyped}
            comboboxProps={{ withinPortal: false }}
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
