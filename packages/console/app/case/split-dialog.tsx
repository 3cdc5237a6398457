/** Cuts requests out of a mail: each becomes a case of its own. */
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AnyMail } from '../api/case-types.ts';
import { journeysQuery } from '../api/queries.ts';
import type { Case, MailRequest } from '../api/types.ts';
import { formatInstant } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActDialogProps, ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { conversationOf } from './conversation-of.ts';
import { SplitParts } from './split-part-list.tsx';
import {
  canSplit,
  chosenTexts,
  MOST_PARTS,
  type Part,
  suggestedParts,
  toggled,
  withoutPart,
  withPart,
} from './split-parts.ts';
import { useAct } from './use-act.ts';

interface Splittable {
  readonly mail: AnyMail;
  readonly requests: readonly MailRequest[];
}

/** The customer's mails that have words, newest first. */
function mailsOf(shown: Case): readonly Splittable[] {
  return conversationOf(shown)
    .flatMap((one) => (one.kind === 'mail' && one.mail.text.trim() !== '' ? [one] : []))
    .reverse();
}

export function SplitDialog({ shown, onClose }: ActDialogProps) {
  const { split } = usePageWords(actsWords);
  const { language } = useSession();
  const mails = mailsOf(shown);
  const [mailId, setMailId] = useState(mails[0]?.mail.mailId);
  const chosen = mails.find(({ mail }) => mail.mailId === mailId);
  return (
    <>
      {chosen && (
        <SplitOne key={mailId} shown={shown} from={chosen} onClose={onClose}>
          {mails.length > 1 && (
            <Select
              label={split.which}
              data={mails.map(({ mail }) => ({
                value: mail.mailId,
                label: `${formatInstant(mail.receivedAt, language)} — ${mail.subject}`,
              }))}
              value={mailId ?? null}
              onChange={(value) => setMailId(value ?? mailId)}
            />
          )}
        </SplitOne>
      )}
    </>
  );
}

interface OneProps extends ActDialogProps {
  readonly from: Splittable;
  readonly children: React.ReactNode;
}

function SplitOne({ shown, from: { mail, requests }, onClose, children }: OneProps) {
  const { split } = usePageWords(actsWords);
  const own = useOwnIntent(shown);
  const { act, isPending } = useAct(shown.number);
  const [changed, setChanged] = useState<readonly Part[]>();
  const parts = changed ?? suggestedParts(mail.text, requests, own);
  const texts = chosenTexts(mail.text, parts);
  return (
    <ActFrame
      title={split.title}
      told={[split.lead, split.quiet]}
      submit={split.submit(Math.max(1, texts.length))}
      canSubmit={canSplit(parts)}
      isBusy={isPending}
      isWide
      onClose={onClose}
      onSubmit={() =>
        act({ action: 'split', body: { mailId: mail.mailId, parts: texts } }, split.done(texts.length), onClose)
      }
    >
      {children}
      <div className="split">
        <MailText mail={mail} parts={parts} onAdd={(selected) => setChanged(withPart(mail.text, parts, selected))} />
        <SplitParts
          text={mail.text}
          parts={parts}
          own={own}
          onToggle={(start) => setChanged(toggled(parts, start))}
          onRemove={(start) => setChanged(withoutPart(parts, start))}
        />
      </div>
      {texts.length > MOST_PARTS && <p className="notice">{split.tooMany}</p>}
    </ActFrame>
  );
}

/** The intent that the case is about. */
function useOwnIntent({ journey }: Case): string | undefined {
  const { data: journeys = [] } = useQuery(journeysQuery);
  return journeys.find((one) => one.journey === journey)?.intent ?? journey;
}

interface TextProps {
  readonly mail: AnyMail;
  readonly parts: readonly Part[];
  readonly onAdd: (selected: { readonly start: number; readonly end: number }) => void;
}

/** A field that is read only: words are selected in it by mouse, finger or keyboard. What is a part shines through from behind. */
function MailText({ mail, parts, onAdd }: TextProps) {
  const { split } = usePageWords(actsWords);
  const field = useRef<HTMLTextAreaElement>(null);
  const add = (): void => {
    if (field.current) onAdd({ start: field.current.selectionStart, end: field.current.selectionEnd });
  };
  return (
    <div className="stack">
      <div className="split-scroll">
        <div className="split-text">
          <div className="split-back" aria-hidden="true">
            {piecesOf(mail.text, parts).map(({ start, text, nth, isChosen }) =>
              nth === undefined ? (
                text
              ) : (
                <mark key={start} className={isChosen ? `request-${nth % 3}` : 'stays'}>
                  {text}
                </mark>
              ),
            )}
          </div>
          <textarea ref={field} readOnly aria-label={split.text} value={mail.text} lang={mail.language} />
        </div>
      </div>
      <p className="quiet small">{split.select}</p>
      <Button variant="default" onClick={add}>
        {split.add}
      </Button>
    </div>
  );
}

/** The text in order, cut where parts begin and end. */
function piecesOf(text: string, parts: readonly Part[]) {
  const cuts = [...new Set([0, ...parts.flatMap(({ start, end }) => [start, end]), text.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const nth = parts.findIndex((part) => part.start === start);
    return {
      start,
      text: text.slice(start, cuts[index + 1]),
      nth: nth < 0 ? undefined : nth,
      isChosen: parts[nth]?.isChosen ?? false,
    };
  });
}
