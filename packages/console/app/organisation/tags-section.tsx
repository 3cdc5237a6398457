/** Tags: those that want attention first; renamed, merged and taken away with what changes said before. */
import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TagUse } from '../api/setup-types.ts';
import { formatNumber } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { SearchField } from './search-field.tsx';
import { matchesTyped } from './search-text.ts';
import { tagsQuery } from './setup-queries.ts';
import { TagDialog, type TagDialogKind } from './tag-dialog.tsx';
import { inTagOrder, isUnused, tagToKeep } from './tag-order.ts';

interface Asked {
  readonly kind: TagDialogKind;
  readonly tag: TagUse;
}

export function TagsSection() {
  const { words: shared } = useSession();
  const words = usePageWords(organisationWords);
  const found = useQuery(tagsQuery);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<Asked>();
  if (found.isError && !found.data) return <LoadFailure onRetry={() => void found.refetch()} />;
  if (!found.data) return <p className="quiet">{shared.common.loading}</p>;
  const tags = inTagOrder(found.data);
  const shown = tags.filter(({ tag }) => matchesTyped(tag, typed));
  return (
    <>
      <div className="setup-tools">
        <SearchField typed={typed} onType={setTyped} />
      </div>
      {tags.length === 0 && <p className="setup-empty">{words.tags.none}</p>}
      {tags.length > 0 && shown.length === 0 && <p className="setup-empty">{words.nothingFound}</p>}
      {shown.length > 0 && <TagTable tags={shown} all={tags} onAsk={setAsked} />}
      {asked && <TagDialog {...asked} tags={tags} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface TableProps {
  readonly tags: readonly TagUse[];
  readonly all: readonly TagUse[];
  readonly onAsk: (asked: Asked) => void;
}

function TagTable({ tags, all, onAsk }: TableProps) {
  const { may } = useSession();
  const words = usePageWords(organisationWords).tags;
  return (
    <table className="setup-table">
      <thead>
        <tr>
          <th scope="col">{words.tag}</th>
          <th scope="col" className="figure">
            {words.cases}
          </th>
          <th scope="col" className="only-wide-cell">
            {words.lastUsed}
          </th>
          <th scope="col" className="only-wide-cell">
            {words.usedBy}
          </th>
          {may('supervisor') && (
            <th scope="col">
              <span className="visually-hidden">{words.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {tags.map((tag) => (
          <TagRow key={tag.tag} tag={tag} all={all} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function TagRow({ tag, all, onAsk }: { tag: TagUse } & Pick<TableProps, 'all' | 'onAsk'>) {
  const { language, may, words: shared } = useSession();
  const words = usePageWords(organisationWords);
  const alike = tag.alike.map(words.quoted).join(', ');
  return (
    <tr>
      <th scope="row">
        <span className="chip tag">{tag.tag}</span>{' '}
        {isUnused(tag) && <span className="chip unsure">{words.tags.unused}</span>}
        {tag.alike.length > 0 && <span className="small tag-alike">{words.tags.alike(alike)}</span>}
      </th>
      <td className="figure">{formatNumber(tag.cases, language)}</td>
      <td className="only-wide-cell">
        {tag.lastUsedAt === undefined ? shared.common.none : <Age at={tag.lastUsedAt} />}
      </td>
      <td className="only-wide-cell">
        <UsedBy tag={tag} />
      </td>
      {may('supervisor') && (
        <td className="figure">
          <span className="tag-acts">
            {tag.alike.length > 0 && tagToKeep(tag, all) !== tag.tag && (
              <button type="button" className="link" onClick={() => onAsk({ kind: 'merge', tag })}>
                {words.tags.merge}
              </button>
            )}
            <TagMenu tag={tag} onAsk={onAsk} />
          </span>
        </td>
      )}
    </tr>
  );
}

function UsedBy({ tag }: { tag: TagUse }) {
  const { words: shared } = useSession();
  const { by } = usePageWords(organisationWords).tags;
  const used = (['rules', 'macros', 'views'] as const).filter((kind) => tag[kind].length > 0);
  if (used.length === 0) return shared.common.none;
  return used.map((kind, index) => (
    <span key={kind} title={tag[kind].join(', ')}>
      {index > 0 && ', '}
      {by[kind](tag[kind].length)}
    </span>
  ));
}

function TagMenu({ tag, onAsk }: { tag: TagUse; onAsk: (asked: Asked) => void }) {
  const words = usePageWords(organisationWords).tags;
  const label = { rename: words.rename, merge: words.merge, remove: words.remove };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="icon-button" aria-label={words.more(tag.tag)}>
          <Icon name="pen" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['rename', 'merge', 'remove'] as const).map((kind) => (
          <Menu.Item key={kind} onClick={() => onAsk({ kind, tag })}>
            {label[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
