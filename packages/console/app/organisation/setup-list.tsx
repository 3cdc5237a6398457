/** A list of things that are set up: searched, edited, copied, deleted after a question. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { SetupScope } from '../api/setup-types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { organisationWords } from './organisation-words.ts';
import { SearchField } from './search-field.tsx';
import { matchesTyped } from './search-text.ts';
import { deletePath, useSetupChange } from './setup-queries.ts';
import { useMayChange } from './use-may-change.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  /** Absent: it is everybody's. */
  readonly scope?: SetupScope;
}

interface SetupListProps<Item extends Listed> {
  readonly kind: 'templates' | 'macros' | 'rules' | 'views';
  readonly items: readonly Item[];
  /** What is searched besides the title. */
  readonly textOf: (item: Item) => string;
  readonly describe: (item: Item) => ReactNode;
  readonly marks?: (item: Item) => ReactNode;
  readonly lead?: (item: Item) => ReactNode;
  /** What can be done with it by whoever may read it. */
  readonly extra?: (item: Item) => ReactNode;
  readonly empty: string;
  readonly add?: { readonly label: string; readonly onClick: () => void } | undefined;
  readonly onEdit: (item: Item) => void;
  readonly onCopy?: (item: Item) => void;
}

export function SetupList<Item extends Listed>(props: SetupListProps<Item>) {
  const { items, textOf, empty, add } = props;
  const words = usePageWords(organisationWords);
  const [typed, setTyped] = useState('');
  const shown = items.filter((item) => matchesTyped(`${item.title} ${textOf(item)}`, typed));
  return (
    <>
      <div className="setup-tools">
        <SearchField typed={typed} onType={setTyped} />
        {add && (
          <Button size="sm" leftSection={<Icon name="plus" size={16} />} onClick={add.onClick}>
            {add.label}
          </Button>
        )}
      </div>
      {items.length === 0 && <p className="setup-empty">{empty}</p>}
      {items.length > 0 && shown.length === 0 && <p className="setup-empty">{words.nothingFound}</p>}
      <ul className="setup-list">
        {shown.map((item) => (
          <ListedItem key={item.id} item={item} {...props} />
        ))}
      </ul>
    </>
  );
}

function ListedItem<Item extends Listed>(props: SetupListProps<Item> & { readonly item: Item }) {
  const { item, lead, describe, marks } = props;
  const words = usePageWords(organisationWords);
  return (
    <li className="setup-item" id={`${props.kind}-${item.id}`}>
      {lead?.(item)}
      <div className="setup-what">
        <h3>
          {item.title}
          {item.scope === 'me' && <span className="chip good">{words.scopes.me}</span>}
          {marks?.(item)}
        </h3>
        {describe(item)}
      </div>
      <ItemActions {...props} />
    </li>
  );
}

function ItemActions<Item extends Listed>(props: SetupListProps<Item> & { readonly item: Item }) {
  const { kind, item, extra, onEdit, onCopy } = props;
  const { may } = useSession();
  const words = usePageWords(organisationWords);
  const mayChange = useMayChange()(item.scope ?? 'all');
  return (
    <div className="setup-actions">
      {extra?.(item)}
      {mayChange && (
        <button type="button" className="link" aria-label={words.editOne(item.title)} onClick={() => onEdit(item)}>
          {words.edit}
        </button>
      )}
      {onCopy && may('advisor') && (
        <button type="button" className="link" aria-label={words.copyOne(item.title)} onClick={() => onCopy(item)}>
          {words.copy}
        </button>
      )}
      {mayChange && <DeleteOne kind={kind} item={item} />}
    </div>
  );
}

function DeleteOne({ kind, item }: { kind: SetupListProps<Listed>['kind']; item: Listed }) {
  const words = usePageWords(organisationWords);
  const [isAsking, setAsking] = useState(false);
  const remove = useSetupChange({ done: () => words.deleted(item.title), onDone: () => setAsking(false) });
  return (
    <>
      <button type="button" className="link" aria-label={words.deleteOne(item.title)} onClick={() => setAsking(true)}>
        {words.delete}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteOne(item.title)}
          action={words.delete}
          isPending={remove.isPending}
          onCancel={() => setAsking(false)}
          onConfirm={() => remove.mutate({ path: deletePath(kind, item.id) })}
        >
          <p>{words.deleteAsk(item.title)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
