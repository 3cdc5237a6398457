/** The reply to the customer: saved as it is written, never sent twice, never lost. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { ApiError, post } from '../api/client.ts';
import type { Case, Review } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { tellDone, tellFailure, tellRefusal } from '../notify.ts';
import { useSession } from '../session.tsx';
import { addressesIn, notAddressesIn } from './addresses.ts';
import { DraftConflict } from './draft-conflict.tsx';
import { type Said, saidOf, type WithDecision } from './said.ts';
import { actionPath } from './use-case-action.ts';
import { useDecide } from './use-decide.ts';
import { forgetDraft, useDraft } from './use-draft.ts';

interface EditorProps {
  readonly shown: Case;
  readonly review: Review | undefined;
  /** Corrections and the comment, which go with a reply that is a decision. */
  readonly said: Said;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onTyping: (isTyping: boolean) => void;
}

export function ReplyEditor(props: EditorProps) {
  const { words } = useSession();
  if (props.isOpen) return <OpenEditor {...props} />;
  return (
    <div className="write">
      <Button
        variant="default"
        size="sm"
        leftSection={<Icon name="pen" size={16} />}
        onClick={() => props.onOpenChange(true)}
      >
        {words.case.write}
      </Button>
    </div>
  );
}

function OpenEditor({ shown, review, said, onOpenChange, onTyping }: EditorProps) {
  const { words } = useSession();
  const [draft, dispatch] = useDraft(shown.number, shown.desk?.draft);
  const [copies, setCopies] = useState<Copies>();
  const close = (): void => {
    dispatch({ kind: 'empty' });
    onOpenChange(false);
  };
  const { invalid, sent } = saidOf(review ?? {}, said);
  const send = useSend(shown, review, sent, close);
  const { cc, bcc } = recipientsOf(copies);
  const isDecision = review !== undefined && cc.length + bcc.length === 0;
  const isUnreadable = isDecision && invalid.length > 0;
  const isMisaddressed = notAddressesIn(`${copies?.cc ?? ''} ${copies?.bcc ?? ''}`).length > 0;
  useEffect(() => onTyping(draft.phase === 'typing'), [draft.phase, onTyping]);
  const isReady = draft.text.trim() !== '' && draft.phase !== 'conflict' && !send.isPending;
  const canSend = isReady && !isUnreadable && !isMisaddressed;
  const onSend = (): void => {
    if (canSend) send.mutate({ subject: draft.subject.trim(), text: draft.text.trim(), copies });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend();
  };
  return (
    <section className="panel editor" aria-labelledby="reply-title">
      <div className="editor-head">
        <h2 id="reply-title">{words.case.reply}</h2>
        <span className="quiet small">{shown.customer?.address}</span>
        {copies === undefined && (
          <button type="button" className="link small" onClick={() => setCopies({ cc: '', bcc: '' })}>
            {words.case.addCopies}
          </button>
        )}
      </div>
      {draft.theirs && <DraftConflict mine={draft.text} theirs={draft.theirs} dispatch={dispatch} />}
      {copies && <CopyFields copies={copies} onChange={setCopies} />}
      <TextInput
        aria-label={words.case.subject}
        placeholder={`Re: ${shown.subject}`}
        value={draft.subject}
        onChange={(event) => dispatch({ kind: 'type', change: { subject: event.target.value } })}
      />
      <Textarea
        aria-label={words.case.text}
        placeholder={words.case.text}
        value={draft.text}
        onChange={(event) => dispatch({ kind: 'type', change: { text: event.target.value } })}
        onKeyDown={onKey}
        autosize
        minRows={6}
        maxRows={24}
        lang={shown.language}
        spellCheck
        data-autofocus
      />
      {isUnreadable && <p className="notice">{words.exchange.fixCorrections}</p>}
      {isDecision && !isUnreadable && Object.keys(sent).length > 0 && (
        <p className="quiet small">{words.exchange.withCorrections}</p>
      )}
      {review !== undefined && !isDecision && <p className="notice">{words.exchange.copiesKeepReview}</p>}
      <div className="editor-foot">
        <span className="quiet small" role="status">
          {words.case.draft[draft.phase]}
        </span>
        <Button
          variant="subtle"
          size="sm"
          onClick={() => {
            forgetDraft(shown.number);
            close();
          }}
        >
          {words.case.discard}
        </Button>
        <Button
          size="sm"
          disabled={!canSend}
          loading={send.isPending}
          onClick={onSend}
          leftSection={<Icon name="send" size={16} />}
        >
          {words.case.send}
        </Button>
      </div>
    </section>
  );
}

interface Copies {
  readonly cc: string;
  readonly bcc: string;
}

interface Outgoing {
  readonly subject: string;
  readonly text: string;
  readonly copies: Copies | undefined;
}

/** With an open review and no copies the reply is its decision; otherwise a mail of the advisor's own. */
function useSend(shown: Case, review: Review | undefined, withDecision: WithDecision, onSent: () => void) {
  const { words } = useSession();
  const decide = useDecide(shown.number, review);
  return useMutation({
    mutationFn: async ({ subject, text, copies }: Outgoing): Promise<void> => {
      const written = { text, ...(subject !== '' && { subject }) };
      const { cc, bcc } = recipientsOf(copies);
      if (review && cc.length + bcc.length === 0) {
        await decide.mutateAsync({ decision: { kind: 'reply', ...written }, ...withDecision });
      } else {
        await post(actionPath(shown.number, 'reply'), {
          ...written,
          ...(cc.length > 0 && { cc }),
          ...(bcc.length > 0 && { bcc }),
        });
        tellDone(words.case.sent);
      }
    },
    onSuccess: () => {
      // A decision has already led to the next case: the editor is gone and can clear nothing by itself.
      forgetDraft(shown.number);
      onSent();
    },
    onError: (error, { copies }) => {
      const { cc, bcc } = recipientsOf(copies);
      const hasCopies = cc.length + bcc.length > 0;
      const isRefused = error instanceof ApiError && error.status === 400;
      if (hasCopies && isRefused) tellRefusal(words.exchange.copiesRefused, words);
      // A decision tells of its failure itself.
      else if (!review || hasCopies) tellFailure(error, words);
    },
  });
}

function recipientsOf(copies: Copies | undefined): { cc: readonly string[]; bcc: readonly string[] } {
  return { cc: addressesIn(copies?.cc ?? ''), bcc: addressesIn(copies?.bcc ?? '') };
}

function CopyFields({ copies, onChange }: { copies: Copies; onChange: (copies: Copies) => void }) {
  const { words } = useSession();
  const problemOf = (typed: string): string | false => {
    const wrong = notAddressesIn(typed);
    return wrong.length > 0 && words.exchange.wrongAddress(wrong.join(', '));
  };
  return (
    <div className="copies">
      {(['cc', 'bcc'] as const).map((field) => (
        <TextInput
          key={field}
          label={words.case[field]}
          value={copies[field]}
          error={problemOf(copies[field])}
          onChange={(event) => onChange({ ...copies, [field]: event.target.value })}
        />
      ))}
    </div>
  );
}
