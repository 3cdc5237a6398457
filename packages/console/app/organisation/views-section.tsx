/** Views of the queue: one's own, those of all, and those that only this browser holds. */
import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StoredView } from '../api/setup-types.ts';
import { Icon } from '../icons.tsx';
import { readFilter } from '../queue/desk-filter.ts';
import { savedViewsWords } from '../queue/saved-views-words.ts';
import { useHeldViews } from '../queue/use-saved-views.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { SetupList } from './setup-list.tsx';
import { useSetupChange } from './setup-queries.ts';
import { ScopeField, SideForm } from './side-form.tsx';
import { useValueWords } from './use-value-words.ts';

export function ViewsSection({ views }: { views: readonly StoredView[] }) {
  const words = usePageWords(organisationWords);
  const [edited, setEdited] = useState<StoredView>();
  const inWords = useFilterWords();
  return (
    <>
      <HeldViews />
      <SetupList
        kind="views"
        items={views}
        textOf={({ filter }) => inWords(filter).join(' ')}
        describe={({ filter }) => <FilterChips filter={filter} />}
        extra={({ title, filter }) => (
          <Link to="/" search={readFilter(filter)} className="link" aria-label={words.views.openOne(title)}>
            {words.views.open}
          </Link>
        )}
        empty={words.views.none}
        onEdit={setEdited}
      />
      {edited && <ViewForm view={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

/** Offered here for as long as there are any, also once the queue's own offer was put off. */
function HeldViews() {
  const words = usePageWords(savedViewsWords);
  const { held, canTakeOver, takeOver } = useHeldViews();
  if (!canTakeOver) return null;
  return (
    <div className="notice held-views">
      <p>{words.held(held.length)}</p>
      <Button size="xs" variant="default" loading={takeOver.isPending} onClick={() => takeOver.mutate()}>
        {words.takeOver}
      </Button>
    </div>
  );
}

function FilterChips({ filter }: Pick<StoredView, 'filter'>) {
  const { views } = usePageWords(organisationWords);
  const inWords = useFilterWords();
  const parts = inWords(filter);
  if (parts.length === 0) return <p className="quiet small">{views.everything}</p>;
  return (
    <p className="filter-chips">
      {parts.map((part) => (
        <span key={part} className="chip">
          {part}
        </span>
      ))}
    </p>
  );
}

/** Each part of a filter as `Motif : Client mécontent`. */
function useFilterWords(): (filter: StoredView['filter']) => readonly string[] {
  const { views } = usePageWords(organisationWords);
  const valueInWords = useValueWords();
  return (filter) =>
    Object.entries(filter).map(([name, value]) => `${views.fields[name] ?? name} · ${valueInWords(name, value)}`);
}

function ViewForm({ view, onClose }: { view: StoredView; onClose: () => void }) {
  const words = usePageWords(organisationWords);
  const [next, setNext] = useState(view);
  const valueInWords = useValueWords();
  const save = useSetupChange({ done: () => words.saved(next.title.trim()), onDone: onClose });
  const without = (gone: string): StoredView['filter'] =>
    Object.fromEntries(Object.entries(next.filter).filter(([name]) => name !== gone));
  return (
    <SideForm
      title={words.views.edit(view.title)}
      fault={next.title.trim() === '' ? words.needsTitle : undefined}
      isPending={save.isPending}
      onClose={onClose}
      onSave={() => save.mutate({ path: 'views', body: { ...next, title: next.title.trim() } })}
    >
      <TextInput
        label={words.name}
        value={next.title}
        onChange={(event) => setNext({ ...next, title: event.target.value })}
        data-autofocus
      />
      <ScopeField scope={next.scope} onChange={(scope) => setNext({ ...next, scope })} />
      <h3>{words.views.filters}</h3>
      <ul className="filter-lines">
        {Object.entries(next.filter).map(([name, value]) => (
          <li key={name}>
            <span className="quiet">{words.views.fields[name] ?? name}</span>{' '}
            <strong>{valueInWords(name, value)}</strong>
            <button
              type="button"
              className="icon-button"
              aria-label={words.views.without(words.views.fields[name] ?? name)}
              onClick={() => setNext({ ...next, filter: without(name) })}
            >
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
      </ul>
      {Object.keys(next.filter).length === 0 && <p className="quiet">{words.views.everything}</p>}
    </SideForm>
  );
}
