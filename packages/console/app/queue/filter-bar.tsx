/** Narrows the queue: one menu for each facet, with its counts; what is chosen stands as chips. */
import { Button, Menu, Popover, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { countsQuery } from '../api/queries.ts';
import { FACETS, type Facet } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { type DeskFilter, FILTER_OF, isNarrowed, readFilter, TRASH, withFilter, withState } from './desk-filter.ts';
import { queueWords } from './queue-words.ts';
import { viewOf, withView } from './saved-views.ts';
import { useSavedViews } from './use-saved-views.ts';

interface FilterProps {
  readonly filter: DeskFilter;
  readonly onChange: (filter: DeskFilter) => void;
}

export function FilterBar({ filter, onChange }: FilterProps) {
  const { words } = useSession();
  const { state, sort } = filter;
  return (
    <section className="filters" aria-label={words.queue.filters}>
      {FACETS.map((facet) => (
        <FacetMenu key={facet} facet={facet} filter={filter} onChange={onChange} />
      ))}
      {isNarrowed(filter) && (
        <button type="button" className="link" onClick={() => onChange(readFilter({ state, sort }))}>
          {words.queue.clear}
        </button>
      )}
      {isNarrowed(filter) && <SaveView filter={filter} />}
      <TrashLink filter={filter} onChange={onChange} />
    </section>
  );
}

/** Leads to what was put away, when something was. */
function TrashLink({ filter, onChange }: FilterProps) {
  const words = usePageWords(queueWords);
  const { data } = useQuery(countsQuery({}));
  const count = data?.states[TRASH] ?? 0;
  if (count === 0 || filter.state === TRASH) return null;
  return (
    <button type="button" className="link trash-link only-wide" onClick={() => onChange(withState({}, TRASH))}>
      {words.trash} ({count})
    </button>
  );
}

function FacetMenu({ facet, filter, onChange }: FilterProps & { facet: Facet }) {
  const { words } = useSession();
  const name = FILTER_OF[facet];
  const chosen = filter[name];
  const { data } = useQuery(countsQuery(withFilter(filter, name, undefined)));
  const inFacetWords = useFacetWords(facet);
  const values = Object.entries(data?.[facet] ?? {}).sort(([, a], [, b]) => b - a);
  const label = words.queue.facets[facet];
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="facet" data-chosen={chosen !== undefined}>
          {chosen === undefined ? label : `${label} · ${inFacetWords(chosen)}`}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="facet-values">
        {values.length === 0 && <p className="menu-empty">{words.queue.noValues}</p>}
        {values.map(([value, count]) => (
          <Menu.Item
            key={value}
            onClick={() => onChange(withFilter(filter, name, value))}
            leftSection={<span className="tick-mark">{value === chosen && <Icon name="check" size={14} />}</span>}
            rightSection={<span className="count">{count}</span>}
          >
            {inFacetWords(value)}
          </Menu.Item>
        ))}
        {chosen !== undefined && (
          <Menu.Item onClick={() => onChange(withFilter(filter, name, undefined))}>
            {words.queue.remove(label)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How the values of a facet read. */
function useFacetWords(facet: Facet): (value: string) => string {
  const { words } = useSession();
  const nameOf = useNames();
  const titleOf = useTitles();
  return (value) => {
    switch (facet) {
      case 'reasons':
        return words.reasons[value]?.[0] ?? inWords(value);
      case 'languages':
        return words.languageNames[value] ?? value;
      case 'priorities':
        return (words.priorities as Record<string, string>)[value] ?? value;
      case 'assignees':
        return nameOf(value);
      case 'mailboxes':
      case 'tags':
        return value;
      case 'journeys':
        return titleOf(value);
      default:
        return inWords(value);
    }
  };
}

function SaveView({ filter }: { filter: DeskFilter }) {
  const { words } = useSession();
  const [views, setViews] = useSavedViews();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  if (viewOf(views, filter)) return null;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setViews(withView(views, { name, filter }));
    setOpen(false);
    setName('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus shadow="md" position="bottom-start">
      <Popover.Target>
        <button type="button" className="link" onClick={() => setOpen(!isOpen)}>
          {words.queue.saveView}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.queue.saveView}>
        <form onSubmit={save} className="inline-form">
          <TextInput
            label={words.queue.viewName}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
          <Button type="submit">{words.common.save}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
