/** The second question before a serious amount may move. */
import { Button, Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import { formatMoney, type Money } from '../format/format.ts';
import { useSession } from '../session.tsx';

interface AskProps {
  /** The option that was chosen; undefined: nothing is asked. */
  readonly option: string | undefined;
  readonly amount: Money | undefined;
  /** What the step is called that it leads to. */
  readonly leadsTo: string | undefined;
  readonly nameOf: (option: string) => string;
  readonly onCancel: () => void;
  readonly onConfirm: (option: string) => void;
}

export function AskTwice({ option, amount, leadsTo, nameOf, onCancel, onConfirm }: AskProps) {
  const { words, language } = useSession();
  const told = amount ? formatMoney(amount, language) : '';
  return (
    <Modal
      opened={option !== undefined}
      onClose={onCancel}
      title={words.case.confirmTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {option !== undefined && (
        <div className="stack">
          <p>{amount ? words.case.confirmText(nameOf(option), told) : words.exchange.confirmUnknown(nameOf(option))}</p>
          {leadsTo !== undefined && <p className="quiet">{words.case.leadsTo(leadsTo)}</p>}
          <Confirmation
            key={option}
            tick={amount ? words.case.confirmTick(told) : words.exchange.confirmTickUnknown}
            onCancel={onCancel}
            onConfirm={() => onConfirm(option)}
          />
        </div>
      )}
    </Modal>
  );
}

function Confirmation({ tick, onCancel, onConfirm }: { tick: string; onCancel: () => void; onConfirm: () => void }) {
  const { words } = useSession();
  const [isChecked, setChecked] = useState(false);
  return (
    <>
      <Checkbox
        label={tick}
        checked={isChecked}
        onChange={(event) => setChecked(event.target.checked)}
        data-autofocus
      />
      <div className="buttons">
        <Button variant="default" size="sm" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button size="sm" disabled={!isChecked} onClick={onConfirm}>
          {words.common.confirm}
        </Button>
      </div>
    </>
  );
}
