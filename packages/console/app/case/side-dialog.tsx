/** A mail to somebody outside: what it says, which files and whether the customer's words go along. */
import { Button, Checkbox, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FileRef, SideConversation } from '../api/case-types.ts';
import type { Case } from '../api/types.ts';
import { formatBytes } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { addressesIn, notAddressesIn } from './addresses.ts';
import { type CaseFile, customersAmong, filesOf, lastWords, withQuote } from './side-mail.ts';
import { useAct } from './use-act.ts';

/** What the dialogue begins with. */
export interface SideStart {
  readonly conversation?: SideConversation;
  readonly subject?: string;
  readonly text?: string;
  /** Files that go along whatever is ticked. */
  readonly attachments?: readonly FileRef[];
}

interface DialogProps {
  readonly shown: Case;
  readonly start: SideStart;
  readonly onClose: () => void;
}

export function SideDialog({ shown, start, onClose }: DialogProps) {
  const { words } = useSession();
  const { side } = usePageWords(actsWords);
  const [mail, setMail] = useState(() => beginMail(shown, start));
  const { act, isPending } = useAct(shown.number);
  const body = useBody(shown, start, mail);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (body && !isPending) act({ action: 'side', body }, side.done, onClose);
  };
  const change = (part: Partial<SideMail>): void => setMail({ ...mail, ...part });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      classNames={{ content: 'side-modal' }}
      title={start.conversation === undefined ? side.dialog : side.dialogMore}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form className="stack act" onSubmit={send}>
        <HiddenNote />
        <Recipients shown={shown} mail={mail} onChange={change} />
        <TextInput
          label={side.subject}
          value={mail.subject}
          onChange={(event) => change({ subject: event.target.value })}
          maxLength={500}
        />
        <Textarea
          label={side.text}
          value={mail.text}
          onChange={(event) => change({ text: event.target.value })}
          autosize
          minRows={6}
          maxRows={16}
        />
        <Along shown={shown} start={start} mail={mail} onChange={change} />
        <Ways canSend={body !== undefined} isBusy={isPending} onClose={onClose} />
      </form>
    </Modal>
  );
}

function HiddenNote() {
  const { side } = usePageWords(actsWords);
  return (
    <p className="side-hidden">
      <Icon name="hidden" size={16} />
      <span>
        <strong>{side.hidden}.</strong> {side.lead}
      </span>
    </p>
  );
}

function Ways({ canSend, isBusy, onClose }: { canSend: boolean; isBusy: boolean; onClose: () => void }) {
  const { words } = useSession();
  const { side } = usePageWords(actsWords);
  return (
    <div className="buttons">
      <Button variant="default" size="sm" onClick={onClose}>
        {words.common.cancel}
      </Button>
      <Button type="submit" size="sm" disabled={!canSend} loading={isBusy} leftSection={<Icon name="send" size={16} />}>
        {side.submit}
      </Button>
    </div>
  );
}

interface SideMail {
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  /** Names of places of ticked files. */
  readonly files: ReadonlySet<string>;
  readonly isQuoting: boolean;
}

interface PartProps {
  readonly shown: Case;
  readonly mail: SideMail;
  readonly onChange: (change: Partial<SideMail>) => void;
}

function beginMail(shown: Case, { conversation, subject, text }: SideStart): SideMail {
  return {
    to: conversation?.with.join(', ') ?? '',
    cc: '',
    subject: subject ?? conversation?.subject ?? shown.subject,
    text: text ?? '',
    files: new Set(),
    isQuoting: false,
  };
}

/** What is sent; undefined while something is missing or wrong. */
function useBody(shown: Case, { conversation, attachments = [] }: SideStart, mail: SideMail): object | undefined {
  const { side } = usePageWords(actsWords);
  const [to, cc] = [addressesIn(mail.to), addressesIn(mail.cc)];
  const typed = `${mail.to} ${mail.cc}`;
  const isWrong = notAddressesIn(typed).length > 0 || customersAmong([...to, ...cc], shown).length > 0;
  if (isWrong || to.length === 0 || mail.subject.trim() === '' || mail.text.trim() === '') return undefined;
  const words = mail.isQuoting ? lastWords(shown) : undefined;
  const who = shown.customer?.name ?? shown.customer?.address ?? '';
  const ticked = filesOf(shown).filter((file) => mail.files.has(placeOf(file)));
  const files = [...attachments, ...ticked.map(({ ref }) => ref)];
  return {
    ...(conversation && { conversation: conversation.id }),
    to,
    ...(cc.length > 0 && { cc }),
    subject: mail.subject.trim(),
    text: words === undefined ? mail.text.trim() : withQuote(mail.text, side.quoted(who), words.text),
    ...(files.length > 0 && { attachments: files }),
  };
}

function Recipients({ shown, mail, onChange }: PartProps) {
  const { side } = usePageWords(actsWords);
  const errorOf = (typed: string): string | undefined => {
    const wrong = notAddressesIn(typed);
    if (wrong.length > 0) return side.wrong(wrong.join(', '));
    return customersAmong(addressesIn(typed), shown).length > 0 ? side.isCustomer : undefined;
  };
  return (
    <div className="copies">
      <TextInput
        label={side.to}
        inputMode="email"
        autoComplete="off"
        value={mail.to}
        error={errorOf(mail.to)}
        onChange={(event) => onChange({ to: event.target.value })}
        data-autofocus
      />
      <TextInput
        label={side.cc}
        inputMode="email"
        autoComplete="off"
        value={mail.cc}
        error={errorOf(mail.cc)}
        onChange={(event) => onChange({ cc: event.target.value })}
      />
    </div>
  );
}

function Along({ shown, start, mail, onChange }: PartProps & { readonly start: SideStart }) {
  const { language } = useSession();
  const { side } = usePageWords(actsWords);
  const files = filesOf(shown);
  const extra = start.attachments?.length ?? 0;
  const tick = (place: string): void => {
    const files = new Set(mail.files);
    if (!files.delete(place)) files.add(place);
    onChange({ files });
  };
  return (
    <>
      {extra > 0 && <p className="quiet small">{side.extra(extra)}</p>}
      {files.length > 0 && (
        <fieldset className="edit-fields">
          <legend>{side.files}</legend>
          {files.map((file) => (
            <Checkbox
              key={placeOf(file)}
              label={`${file.name} (${formatBytes(file.bytes, language)})`}
              checked={mail.files.has(placeOf(file))}
              onChange={() => tick(placeOf(file))}
            />
          ))}
        </fieldset>
      )}
      {lastWords(shown) && (
        <Checkbox
          label={side.quote}
          description={mail.isQuoting ? side.quoteNote : undefined}
          checked={mail.isQuoting}
          onChange={(event) => onChange({ isQuoting: event.target.checked })}
        />
      )}
    </>
  );
}

function placeOf({ ref: { mailId, index } }: CaseFile): string {
  return `${mailId}/${index}`;
}
