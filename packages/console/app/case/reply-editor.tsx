/** The reply to the customer: saved as it is written, written by several if need be, never sent twice, never lost. */
import { Button, TextInput } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import type { Case, Review, Viewer } from '../api/types.ts';
import type { DraftFile, WrittenDraft } from '../api/write-types.ts';
import { bytesTogether, filesOfCase, MAX_BYTES } from '../editor/attachable.ts';
import { CopyFields } from '../editor/copy-fields.tsx';
import { DraftText, type TextHandle } from '../editor/draft-text.tsx';
import { DropZone, ForwardButton, Notices, Writing } from '../editor/editor-parts.tsx';
import { editorWords } from '../editor/editor-words.ts';
import { AttachMenu, FileList } from '../editor/file-list.tsx';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { type Copies, replyOf } from '../editor/outgoing.ts';
import { useSend } from '../editor/use-send.ts';
import { useTyping } from '../editor/use-typing.ts';
import { type Uploads, useUploads } from '../editor/use-uploads.ts';
import { formatBytes } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { reasonOf } from '../notify.ts';
import { unfilledBlanks } from '../organisation/fill-template.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { late } from '../shell/late.tsx';
import { useNames } from '../shell/use-names.ts';
import { usePageWords } from '../words/use-page-words.ts';
import type { Words } from '../words/words.ts';
import { notAddressesIn } from './addresses.ts';
import { DraftConflict } from './draft-conflict.tsx';
import { type DraftState, fileKey, type Written } from './draft-state.ts';
import { type Said, saidOf } from './said.ts';
import { forgetDraft, useDraft } from './use-draft.ts';

const InsertMenus = late(async () => (await import('../editor/insert-menus.tsx')).InsertMenus);

/** The part of an address after which the editor is open at once. */
const OPEN = 'reply';

interface EditorProps {
  readonly shown: Case;
  readonly review: Review | undefined;
  /** Corrections and the comment, which go with a reply that is a decision. */
  readonly said: Said;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onTyping: (isTyping: boolean) => void;
  /** Who else looks at the case. */
  readonly viewers?: readonly Viewer[];
  /** Words to be put into the reply, once for each object. */
  readonly takenUp?: InsertWords | undefined;
}

export function ReplyEditor(props: EditorProps) {
  const { words } = useSession();
  const { isOpen, onOpenChange } = props;
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (hash === OPEN) onOpenChange(true);
  }, [hash, onOpenChange]);
  if (isOpen) return <OpenEditor {...props} />;
  return (
    <div className="write">
      <Button
        variant="default"
        size="sm"
        leftSection={<Icon name="pen" size={16} />}
        onClick={() => onOpenChange(true)}
      >
        {words.case.write}
      </Button>
      <BegunDraft shown={props.shown} />
    </div>
  );
}

/** A case that changed meanwhile is to be looked at again; the text stays. */
function failureOf(error: unknown, { case: known, common }: Words): string {
  return error instanceof ApiError && error.status === 409 ? known.conflict : reasonOf(error, common);
}

/** Calls `put` with each new value, once it is shown. */
function useOnce<Value>(value: Value | undefined, put: (value: Value) => void): void {
  const seen = useRef<Value>(undefined);
  const latest = useRef(put);
  latest.current = put;
  useEffect(() => {
    if (value === undefined || seen.current === value) return;
    seen.current = value;
    latest.current(value);
  }, [value]);
}

/** Whose draft waits behind the closed editor. */
function BegunDraft({ shown: { desk } }: { shown: Case }) {
  const words = usePageWords(editorWords);
  const nameOf = useNames();
  if (!desk?.draft) return null;
  const { by, at } = desk.draft;
  return (
    <span className="quiet small">
      {words.begun(by.name ?? nameOf(by.id))} <Age at={at} />
    </span>
  );
}

function OpenEditor({ shown, review, said, onOpenChange, onTyping, viewers = [], takenUp }: EditorProps) {
  const server: WrittenDraft | undefined = shown.desk?.draft;
  const { draft, dispatch, writer } = useDraft({ number: shown.number, server, isWatched: viewers.length > 0 });
  const [copies, setCopies] = useState<Copies>();
  const text = useRef<TextHandle>(null);
  const uploads = useUploads(shown.number, (file) => dispatch({ kind: 'add-file', file }));
  const typing = useTyping(onTyping);
  const close = (): void => {
    dispatch({ kind: 'empty' });
    onOpenChange(false);
  };
  const { invalid, sent } = saidOf(review ?? {}, said);
  const session = useSession().words;
  const send = useSend({ shown, review, draft, withDecision: sent, onSent: close });
  const isUnreadable = review !== undefined && invalid.length > 0;
  const problem = useProblem(draft, uploads);
  const isMisaddressed = notAddressesIn(`${copies?.cc ?? ''} ${copies?.bcc ?? ''}`).length > 0;
  const isWritten = draft.text.trim() !== '' && draft.phase !== 'conflict';
  const canSend = isWritten && !send.isPending && !isUnreadable && !isMisaddressed && problem === undefined;
  const onSend = (): void => {
    const [blank] = unfilledBlanks(draft.text);
    if (blank) text.current?.select(blank.start, blank.end);
    else if (canSend && unfilledBlanks(draft.subject).length === 0) send.mutate(replyOf(draft, copies));
  };
  const type = (change: Partial<Written>, over?: string): void => {
    typing();
    dispatch({ kind: 'type', change, ...(over !== undefined && { over }) });
  };
  const put = ({ subject, text: words }: { readonly subject?: string; readonly text: string }): void => {
    if (subject !== undefined && draft.subject.trim() === '') type({ subject });
    text.current?.insert(words);
  };
  useOnce(takenUp, put);
  const attach = (file: DraftFile): void => dispatch({ kind: 'add-file', file });
  return (
    <DropZone onFiles={uploads.add}>
      <EditorHead shown={shown} hasCopies={copies !== undefined} onCopies={() => setCopies({ cc: '', bcc: '' })} />
      <Writing viewers={viewers} writer={writer} />
      {draft.theirs && <DraftConflict mine={draft} theirs={draft.theirs} dispatch={dispatch} />}
      {copies && <CopyFields copies={copies} onChange={setCopies} />}
      <SubjectField shown={shown} draft={draft} onChange={(subject) => type({ subject })} />
      <DraftText
        ref={text}
        value={draft.text}
        onType={(words, over) => type({ text: words }, over)}
        onFiles={uploads.add}
        onSend={onSend}
        language={shown.language}
      />
      <FileList files={draft.files} uploads={uploads} onRemove={(file) => dispatch({ kind: 'remove-file', file })} />
      <Notices
        draft={draft}
        problem={problem}
        isUnreadable={isUnreadable}
        hasCorrections={Object.keys(sent).length > 0}
        failure={send.error === null || send.isPending ? undefined : failureOf(send.error, session)}
      />
      <div className="editor-tools">
        <AttachMenu offered={offeredTo(draft, shown)} onFiles={uploads.add} onOffered={attach} />
        <ForwardButton shown={shown} draft={draft} />
        {/* Last, as they come late: nothing moves under the pointer. */}
        <InsertMenus shown={shown} onWords={put} />
      </div>
      <EditorFoot
        draft={draft}
        canSend={canSend}
        isSending={send.isPending}
        onSend={onSend}
        onDiscard={() => {
          forgetDraft(shown.number, draft);
          close();
        }}
      />
    </DropZone>
  );
}

/** Why what is attached keeps the reply from leaving. */
function useProblem({ files }: DraftState, { pending }: Uploads): string | undefined {
  const { language } = useSession();
  const words = usePageWords(editorWords);
  const bytes = bytesTogether(files);
  if (pending.some(({ problem }) => problem !== undefined)) return words.unsentFile;
  if (pending.length > 0) return words.stillUploading;
  return bytes > MAX_BYTES ? words.tooMuchTogether(formatBytes(bytes, language)) : undefined;
}

function offeredTo({ files }: Written, shown: Case): readonly DraftFile[] {
  const attached = new Set(files.map(fileKey));
  return filesOfCase(shown).filter((file) => !attached.has(fileKey(file)));
}

interface HeadProps {
  readonly shown: Case;
  readonly hasCopies: boolean;
  readonly onCopies: () => void;
}

function EditorHead({ shown, hasCopies, onCopies }: HeadProps) {
  const { words } = useSession();
  return (
    <div className="editor-head">
      <h2 id="reply-title">{words.case.reply}</h2>
      <span className="quiet small">{shown.customer?.address}</span>
      {!hasCopies && (
        <button type="button" className="link small" onClick={onCopies}>
          {words.case.addCopies}
        </button>
      )}
    </div>
  );
}

function SubjectField({
  shown,
  draft,
  onChange,
}: {
  shown: Case;
  draft: Written;
  onChange: (subject: string) => void;
}) {
  const { words } = useSession();
  return (
    <TextInput
      aria-label={words.case.subject}
      placeholder={`Re: ${shown.subject}`}
      value={draft.subject}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

interface FootProps {
  readonly draft: DraftState;
  readonly canSend: boolean;
  readonly isSending: boolean;
  readonly onSend: () => void;
  readonly onDiscard: () => void;
}

function EditorFoot({ draft, canSend, isSending, onSend, onDiscard }: FootProps) {
  const { words } = useSession();
  return (
    <div className="editor-foot">
      <span className="quiet small" role="status">
        {words.case.draft[draft.phase]}
      </span>
      <Button variant="subtle" size="sm" onClick={onDiscard}>
        {words.case.discard}
      </Button>
      <Button
        size="sm"
        disabled={!canSend}
        loading={isSending}
        onClick={onSend}
        leftSection={<Icon name="send" size={16} />}
      >
        {words.case.send}
      </Button>
    </div>
  );
}
