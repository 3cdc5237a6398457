/** Parts of the reply editor around its text: who types, what keeps it from leaving, dropping files, forwarding. */
import { Button } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import type { Case, Viewer } from '../api/types.ts';
import type { DraftState, Written } from '../case/draft-state.ts';
import { formatInstant } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { unfilledBlanks } from '../organisation/fill-template.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { editorWords } from './editor-words.ts';
import { useOpenSide } from './open-side.ts';
import { forwardOf } from './outgoing.ts';
import type { Uploads } from './use-uploads.ts';

interface WritingProps {
  readonly viewers: readonly Viewer[];
  readonly writer: { readonly id: string; readonly name?: string } | undefined;
}

/** Who types, told where one types. */
export function Writing({ viewers, writer }: WritingProps) {
  const words = usePageWords(editorWords);
  const nameOf = useNames();
  const typing = viewers.filter(({ isTyping }) => isTyping).map(({ name }) => name);
  const names = new Set(writer ? [...typing, writer.name ?? nameOf(writer.id)] : typing);
  return (
    <p className="writing" aria-live="polite">
      {names.size > 0 && (
        <>
          <Icon name="pen" size={14} /> {words.writing([...names].join(', '))}
        </>
      )}
    </p>
  );
}

interface NoticesProps {
  readonly draft: DraftState;
  readonly problem: string | undefined;
  readonly isUnreadable: boolean;
  readonly hasCorrections: boolean;
  /** Why it could not be sent. Absent: nothing failed. */
  readonly failure?: string | undefined;
}

export function Notices({ draft, problem, isUnreadable, hasCorrections, failure }: NoticesProps) {
  const { exchange } = useSession().words;
  const words = usePageWords(editorWords);
  const blanks = unfilledBlanks(draft.text).length + unfilledBlanks(draft.subject).length;
  return (
    <>
      {failure !== undefined && (
        <p className="notice" role="alert">
          {exchange.notSentSince(failure)}
        </p>
      )}
      {isUnreadable && <p className="notice">{exchange.fixCorrections}</p>}
      {blanks > 0 && <p className="notice">{words.blanks(blanks)}</p>}
      {problem !== undefined && <p className="notice">{problem}</p>}
      {!isUnreadable && hasCorrections && <p className="quiet small">{exchange.withCorrections}</p>}
    </>
  );
}

export function ForwardButton({ shown, draft }: { shown: Case; draft: Written }) {
  const { language } = useSession();
  const words = usePageWords(editorWords);
  const openSide = useOpenSide();
  if (!openSide) return null;
  const quoted = (who: string, at: string): string => words.quoted(who, formatInstant(at, language));
  return (
    <Button
      variant="default"
      leftSection={<Icon name="send" size={16} />}
      title={words.forwardNote}
      onClick={() => openSide(forwardOf(shown, draft, { prefix: words.forwardPrefix, quoted }))}
    >
      {words.forward}
    </Button>
  );
}

/** The editor takes files that are dropped anywhere on it. */
export function DropZone({ onFiles, children }: { onFiles: Uploads['add']; children: ReactNode }) {
  const words = usePageWords(editorWords);
  const [isOver, setOver] = useState(false);
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return (
    <section
      className="panel editor"
      aria-labelledby="reply-title"
      data-dropping={isOver}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <p className="drop-here">{words.drop}</p>}
    </section>
  );
}
