/** The files of a reply: those attached, those on their way, those that did not arrive. */
import { Button, Menu } from '@mantine/core';
import { useRef } from 'react';
import type { DraftFile } from '../api/write-types.ts';
import { fileKey } from '../case/draft-state.ts';
import { formatBytes, formatShare } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { editorWords } from './editor-words.ts';
import type { Pending, Uploads } from './use-uploads.ts';

interface ListProps {
  readonly files: readonly DraftFile[];
  readonly uploads: Uploads;
  readonly onRemove: (file: DraftFile) => void;
}

export function FileList({ files, uploads, onRemove }: ListProps) {
  const { language } = useSession();
  const words = usePageWords(editorWords);
  if (files.length + uploads.pending.length === 0) return null;
  return (
    <ul className="draft-files" aria-label={words.attached}>
      {files.map((file) => (
        <li key={fileKey(file)} className="draft-file">
          <Icon name="clip" size={14} />
          <span className="ellipsis">{file.name}</span>
          <span className="quiet small">{formatBytes(file.bytes, language)}</span>
          <RemoveButton label={words.remove(file.name)} onClick={() => onRemove(file)} />
        </li>
      ))}
      {uploads.pending.map((one) => (
        <PendingFile key={one.id} one={one} uploads={uploads} />
      ))}
    </ul>
  );
}

function PendingFile({ one: { id, file, share, problem, canRetry }, uploads }: { one: Pending; uploads: Uploads }) {
  const { language } = useSession();
  const words = usePageWords(editorWords);
  return (
    <li className="draft-file" data-failed={problem !== undefined}>
      <Icon name={problem === undefined ? 'clock' : 'flag'} size={14} />
      <span className="ellipsis">{file.name}</span>
      {problem === undefined ? (
        <>
          <progress max={1} value={share} aria-label={words.uploading(file.name, formatShare(share, language))} />
          <span className="quiet small">{formatShare(share, language)}</span>
        </>
      ) : (
        <span className="small" role="alert">
          {problem}
        </span>
      )}
      {problem !== undefined && canRetry && (
        <button type="button" className="link small" onClick={() => uploads.retry(id)}>
          {words.retry}
        </button>
      )}
      <RemoveButton label={words.remove(file.name)} onClick={() => uploads.remove(id)} />
    </li>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button small-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name="close" size={14} />
    </button>
  );
}

interface AttachProps {
  /** Files of the case that are not attached yet. */
  readonly offered: readonly DraftFile[];
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onOffered: (file: DraftFile) => void;
}

export function AttachMenu({ offered, onFiles, onOffered }: AttachProps) {
  const { language } = useSession();
  const words = usePageWords(editorWords);
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu withinPortal={false} withInitialFocusPlaceholder={false} width={320}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="clip" size={16} />} aria-label={words.attachLabel}>
            {words.attach}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="facet-values">
          <Menu.Item leftSection={<Icon name="plus" size={14} />} onClick={() => chooser.current?.click()}>
            {words.chooseFile}
          </Menu.Item>
          {offered.length > 0 && <Menu.Label>{words.ofCase}</Menu.Label>}
          {offered.map((file) => (
            <Menu.Item
              key={fileKey(file)}
              onClick={() => onOffered(file)}
              rightSection={<span className="quiet small">{formatBytes(file.bytes, language)}</span>}
            >
              {file.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={words.attachLabel}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}
