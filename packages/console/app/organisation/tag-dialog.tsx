/** Renames, merges or takes away a tag, once it was said how many cases change. */
import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TagUse } from '../api/setup-types.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { organisationWords } from './organisation-words.ts';
import { useSetupChange } from './setup-queries.ts';
import { tagToKeep } from './tag-order.ts';

export type TagDialogKind = 'rename' | 'merge' | 'remove';

interface TagDialogProps {
  readonly tag: TagUse;
  readonly tags: readonly TagUse[];
  readonly onClose: () => void;
}

export function TagDialog({ kind, ...props }: TagDialogProps & { readonly kind: TagDialogKind }) {
  switch (kind) {
    case 'rename':
      return <RenameDialog {...props} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'remove':
      return <RemoveDialog {...props} />;
  }
}

function useTagChange(onClose: () => void) {
  const { tags } = usePageWords(organisationWords);
  return useSetupChange<{ changed: number }>({ done: ({ changed }) => tags.changed(changed), onDone: onClose });
}

function RenameDialog({ tag, tags, onClose }: TagDialogProps) {
  const words = usePageWords(organisationWords).tags;
  const [to, setTo] = useState(tag.tag);
  const change = useTagChange(onClose);
  const wanted = to.trim();
  const isTaken = wanted !== tag.tag && tags.some((other) => other.tag === wanted);
  return (
    <ConfirmDialog
      title={words.renameTitle(tag.tag)}
      action={isTaken ? words.doMerge : words.doRename}
      isDangerous={false}
      isPending={change.isPending}
      isDisabled={wanted === '' || wanted === tag.tag}
      onCancel={onClose}
      onConfirm={() => change.mutate({ path: 'tags/rename', body: { from: tag.tag, to: wanted } })}
    >
      <TextInput
        label={words.newName}
        value={to}
        maxLength={60}
        onChange={(event) => setTo(event.target.value)}
        data-autofocus
      />
      {isTaken && <p className="notice">{words.willMerge(wanted)}</p>}
      <p className="quiet">{words.willChange(tag.cases, namersOf(tag))}</p>
    </ConfirmDialog>
  );
}

function MergeDialog({ tag, tags, onClose }: TagDialogProps) {
  const words = usePageWords(organisationWords).tags;
  const others = tags.filter((other) => other.tag !== tag.tag);
  const kept = tagToKeep(tag, tags);
  const [into, setInto] = useState<string | null>(kept === tag.tag ? (tag.alike[0] ?? null) : kept);
  const change = useTagChange(onClose);
  return (
    <ConfirmDialog
      title={words.mergeTitle(tag.tag)}
      action={words.doMerge}
      isDangerous={false}
      isPending={change.isPending}
      isDisabled={into === null}
      onCancel={onClose}
      onConfirm={() => change.mutate({ path: 'tags/rename', body: { from: tag.tag, to: into ?? tag.tag } })}
    >
      <Select
        label={words.into}
        searchable
        data={others.map((other) => ({ value: other.tag, label: `${other.tag} (${other.cases})` }))}
        value={into}
        onChange={setInto}
      />
      <p className="quiet">{words.willChange(tag.cases, namersOf(tag))}</p>
    </ConfirmDialog>
  );
}

function RemoveDialog({ tag, onClose }: TagDialogProps) {
  const words = usePageWords(organisationWords).tags;
  const change = useTagChange(onClose);
  return (
    <ConfirmDialog
      title={words.removeTitle(tag.tag)}
      action={words.doRemove}
      isPending={change.isPending}
      onCancel={onClose}
      onConfirm={() => change.mutate({ path: 'tags/delete', body: { tag: tag.tag } })}
    >
      <p>{words.willRemove(tag.cases)}</p>
      {namersOf(tag) > 0 && <p className="notice">{words.stopsRules}</p>}
    </ConfirmDialog>
  );
}

/** How many rules, macros and views name it. */
function namersOf({ rules, macros, views }: TagUse): number {
  return rules.length + macros.length + views.length;
}
