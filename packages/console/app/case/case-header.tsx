/** Number, customer, state; who holds the case, until when it rests, its tags. */
import { Link } from '@tanstack/react-router';
import type { Case, Viewer } from '../api/types.ts';
import { useNow } from '../clock.tsx';
import { urgencyOf } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { tellDone } from '../notify.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { type ActName, ActsMenu, isInTrash } from './acts-menu.tsx';
import { AssignMenu } from './assign-menu.tsx';
import { Lease } from './lease.tsx';
import { SnoozeMenu } from './snooze-menu.tsx';
import { Tags } from './tags.tsx';
import { reviewToDecide } from './which-review.ts';

interface HeaderProps {
  readonly shown: Case;
  readonly viewers: readonly Viewer[];
  readonly onAct: (act: ActName) => void;
}

export function CaseHeader({ shown, viewers, onAct }: HeaderProps) {
  const { words, may } = useSession();
  const { number, subject, customer, desk } = shown;
  const isLive = shown.status !== 'merged' && !isInTrash(shown);
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
          {isLive && (
            <>
              <AssignMenu number={number} assignee={desk.assignee} />
              <SnoozeMenu number={number} snoozedUntil={desk.snoozedUntil} customer={customer} />
              <Lease shown={shown} />
            </>
          )}
          <ActsMenu shown={shown} onOpen={onAct} />
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
  const dueAt = reviewToDecide(shown)?.dueAt ?? shown.dueAt;
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
