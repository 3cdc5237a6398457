/** Asks before something is deleted for good. */
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../session.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

export function ConfirmDialog(props: ConfirmProps) {
  const { words } = useSession();
  const { title, children, action, isDangerous = true, isPending = false, isDisabled = false } = props;
  return (
    <Modal opened onClose={props.onCancel} title={title} closeButtonProps={{ 'aria-label': words.common.close }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm();
        }}
      >
        {children}
        <div className="buttons">
          <Button variant="default" size="sm" onClick={props.onCancel}>
            {words.common.cancel}
          </Button>
          <Button
            type="submit"
            size="sm"
            {...(isDangerous && { color: 'red', variant: 'light' })}
            loading={isPending}
            disabled={isDisabled}
          >
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
