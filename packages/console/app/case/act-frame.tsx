/** What every act's dialogue has: what will happen, what will not, and the two ways out. */
import { Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';

/** What the dialogue of an act is given. */
export interface ActDialogProps {
  readonly shown: Case;
  readonly onClose: () => void;
}

interface FrameProps {
  readonly title: string;
  /** What will happen, a sentence each. */
  readonly told: readonly string[];
  readonly submit: string;
  readonly canSubmit?: boolean;
  readonly isBusy: boolean;
  readonly isWide?: boolean;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
}

export function ActFrame({
  title,
  told,
  submit,
  canSubmit = true,
  isBusy,
  isWide = false,
  children,
  onClose,
  onSubmit,
}: FrameProps) {
  const { words } = useSession();
  const { noMoney } = usePageWords(actsWords);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (canSubmit && !isBusy) onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={isWide ? 'xl' : 'md'}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form className="stack act" onSubmit={send}>
        {children}
        <ul className="act-told">
          {told.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li className="quiet">{noMoney}</li>
        </ul>
        <div className="buttons">
          <Button variant="default" size="sm" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" size="sm" disabled={!canSubmit} loading={isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
