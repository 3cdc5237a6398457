/** Puts the case to rest until a moment, with a mail to the customer if wanted. */
import { Button, Checkbox, Popover, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Customer } from '../api/types.ts';
import { useNow } from '../clock.tsx';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { snoozeTimes } from './snooze-times.ts';
import { useCaseAction } from './use-case-action.ts';

interface SnoozeProps {
  readonly number: string;
  readonly snoozedUntil: string | undefined;
  readonly customer: Customer | undefined;
}

export function SnoozeMenu({ number, snoozedUntil, customer }: SnoozeProps) {
  const { words } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { mutate, isPending } = useCaseAction(number);
  const act = (action: string, body?: object): void => {
    setOpen(false);
    mutate(body === undefined ? { action } : { action, body });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus shadow="md" position="bottom-end" width={300}>
      <Popover.Target>
        <Button
          data-act="snooze"
          variant="default"
          leftSection={<Icon name="clock" size={16} />}
          loading={isPending}
          onClick={() => setOpen(!isOpen)}
        >
          {snoozedUntil === undefined ? words.case.snooze : <Age at={snoozedUntil} tell={words.case.snoozedUntil} />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.case.snooze}>
        {snoozedUntil !== undefined && (
          <Button fullWidth variant="default" onClick={() => act('unsnooze')}>
            {words.case.unsnooze}
          </Button>
        )}
        <SnoozeForm hasCustomer={customer !== undefined} onSnooze={(body) => act('snooze', body)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SnoozeForm({ hasCustomer, onSnooze }: { hasCustomer: boolean; onSnooze: (body: object) => void }) {
  const { words } = useSession();
  const nowMs = useNow();
  const [isTelling, setTelling] = useState(false);
  const [text, setText] = useState('');
  const tell = isTelling && text.trim() !== '' ? { tell: { text: text.trim() } } : {};
  return (
    <div className="stack">
      {hasCustomer && (
        <Checkbox
          label={words.case.tellCustomer}
          checked={isTelling}
          onChange={(event) => setTelling(event.target.checked)}
        />
      )}
      {isTelling && (
        <Textarea
          label={words.case.tellText}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autosize
          minRows={3}
        />
      )}
      {snoozeTimes(nowMs).map(({ name, until }) => (
        <Button
          key={name}
          variant="default"
          disabled={isTelling && text.trim() === ''}
          onClick={() => onSnooze({ until, ...tell })}
        >
          {words.case.snoozes[name]}
        </Button>
      ))}
    </div>
  );
}
