/** Who may write to the customer, and taking, giving back or asking for that right. */
import { Button, Menu, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Case } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { tellDone } from '../notify.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { ActFrame } from './act-frame.tsx';
import { actsWords } from './acts-words.ts';
import { useCaseAction } from './use-case-action.ts';

export function Lease({ shown: { number, desk } }: { shown: Case }) {
  const { me, words } = useSession();
  const nameOf = useNames();
  const { mutate, isPending } = useCaseAction(number);
  if (!desk) return null;
  const { holder, advisor } = desk.lease;
  const isMine = holder === 'advisor' && advisor?.id === me.id;
  if (holder === 'advisor' && !isMine)
    return <HeldByOther number={number} name={advisor?.name ?? nameOf(advisor?.id ?? '')} />;
  return (
    <Tooltip label={isMine ? words.case.leaseMine : words.case.leaseBot}>
      <Button
        data-act="hold"
        variant="default"
        leftSection={<Icon name={isMine ? 'bot' : 'hand'} size={16} />}
        loading={isPending}
        onClick={() => mutate({ action: isMine ? 'hand-back' : 'take-over' })}
      >
        {isMine ? words.case.handBack : words.case.takeOver}
      </Button>
    </Tooltip>
  );
}

/** A colleague's case is asked for first; taking it all the same is a second thought. */
function HeldByOther({ number, name }: { number: string; name: string }) {
  const { words } = useSession();
  const { hold } = usePageWords(actsWords);
  const { mutate, isPending } = useCaseAction(number);
  const [isForcing, setForcing] = useState(false);
  const ask = (): void => mutate({ action: 'ask-for' }, { onSuccess: () => tellDone(hold.asked(name)) });
  const force = (): void =>
    mutate({ action: 'take-over', body: { force: true } }, { onSuccess: () => setForcing(false) });
  return (
    <>
      <Menu position="bottom-end" width={320} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            data-act="hold"
            variant="default"
            leftSection={<Icon name="person" size={16} />}
            loading={isPending}
            title={words.case.leaseOther(name)}
          >
            {hold.heldBy(name)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="bell" size={16} />} onClick={ask}>
            {hold.askFor}
            <span className="item-note quiet small">{hold.askNote}</span>
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="hand" size={16} />} onClick={() => setForcing(true)}>
            {hold.force}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isForcing && (
        <ActFrame
          title={hold.title}
          told={[hold.lead(name), hold.draft]}
          submit={hold.submit(name)}
          isBusy={isPending}
          onClose={() => setForcing(false)}
          onSubmit={force}
        />
      )}
    </>
  );
}
