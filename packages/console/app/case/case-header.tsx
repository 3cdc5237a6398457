/** Number, customer, state; who holds the case, until when it rests, its tags. */
import { Button, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Case, Viewer } from '../api/types.ts';
import { useNow } from '../clock.tsx';
import { urgencyOf } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { tellDone } from '../notify.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { useNames } from '../shell/use-names.ts';
import { AssignMenu } from './assign-menu.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { Tags } from './tags.tsx';
import { useCaseAction } from './use-case-action.ts';
import { reviewToDecide } from './which-review.ts';

export function CaseHeader({ shown, viewers }: { shown: Case; viewers: readonly Viewer[] }) {
  const { words, may } = useSession();
  const { number, subject, customer, desk } = shown;
  return (
    <header className="case-header">
      <div className="case-title">
        <Link to="/" className="icon-button" aria-label={words.case.back}>
          <Icon name="back" />
        </Link>
        <div className="case-names">
          <h1>{subject || words.common.noSubject}</h1>
          <p className="case-facts">
            <CopyNumber number={number} />
            <span>{customer?.name ?? customer?.address ?? words.common.noCustomer}</span>
            <span className="quiet only-wide">{shown.mailbox}</span>
            <span className="chip">{words.statuses[shown.status]}</span>
            <Due shown={shown} />
            <Viewers viewers={viewers} />
          </p>
        </div>
      </div>
      {desk && may('advisor') && (
        <div className="case-actions">
          <Tags number={number} tags={desk.tags} />
          <AssignMenu number={number} assignee={desk.assignee} />
          <SnoozeMenu number={number} snoozedUntil={desk.snoozedUntil} customer={customer} />
          <Lease shown={shown} />
        </div>
      )}
    </header>
  );
}

function CopyNumber({ number }: { number: string }) {
  const { words } = useSession();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(number);
    tellDone(words.case.copied);
  };
  return (
    <button type="button" className="number" title={words.case.copyNumber} onClick={() => void copy()}>
      {number}
    </button>
  );
}

function Due({ shown }: { shown: Case }) {
  const { words } = useSession();
  const nowMs = useNow();
  const dueAt = reviewToDecide(shown)?.dueAt;
  if (dueAt === undefined) return null;
  const urgency = urgencyOf(dueAt, nowMs);
  return (
    <span className={`due ${urgency}`}>
      <Age at={dueAt} tell={urgency === 'overdue' ? words.case.overdue : words.case.due} />
    </span>
  );
}

function Viewers({ viewers }: { viewers: readonly Viewer[] }) {
  const { words } = useSession();
  const typing = viewers.filter(({ isTyping }) => isTyping);
  const told = typing.length > 0 ? typing : viewers;
  if (told.length === 0) return null;
  const names = told.map(({ name }) => name).join(', ');
  return (
    <span className="viewers" role="status">
      {typing.length > 0 ? words.case.typing(names) : words.case.viewing(names)}
    </span>
  );
}

/** Who may write to the customer, and taking or giving back that right. */
function Lease({ shown: { number, desk } }: { shown: Case }) {
  const { me, words } = useSession();
  const nameOf = useNames();
  const { mutate, isPending } = useCaseAction(number);
  if (!desk) return null;
  const { holder, advisor } = desk.lease;
  const isMine = holder === 'advisor' && advisor?.id === me.id;
  const who = advisor?.name ?? nameOf(advisor?.id ?? '');
  const told = holder === 'bot' ? words.case.leaseBot : isMine ? words.case.leaseMine : words.case.leaseOther(who);
  return (
    <Tooltip label={told}>
      <Button
        variant="default"
        leftSection={<Icon name={holder === 'bot' ? 'hand' : 'bot'} size={16} />}
        loading={isPending}
        onClick={() => mutate({ action: isMine ? 'hand-back' : 'take-over' })}
      >
        {isMine ? words.case.handBack : words.case.takeOver}
      </Button>
    </Tooltip>
  );
}
