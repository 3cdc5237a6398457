/** One case of the queue. */
import { Link } from '@tanstack/react-router';
import { type Dispatch, memo } from 'react';
import type { QueueItem } from '../api/write-types.ts';
import { useNow } from '../clock.tsx';
import { urgencyOf } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { Reasons } from '../shell/reasons.tsx';
import { useNames } from '../shell/use-names.ts';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { queueWords } from './queue-words.ts';
import type { SelectionAction } from './selection.ts';
import { useJourneyNames } from './use-journey-names.ts';

interface RowProps {
  readonly item: QueueItem;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly dispatch: Dispatch<SelectionAction>;
}

export const QueueRow = memo(function QueueRow({ item, isCurrent, isTicked, dispatch }: RowProps) {
  const { words } = useSession();
  const { number, customer, subject, excerpt, priority } = item;
  const isUrgent = priority === 'high' || priority === 'urgent';
  return (
    <div className="row" data-current={isCurrent} data-ticked={isTicked}>
      <label className="tick">
        <input
          type="checkbox"
          checked={isTicked}
          onChange={() => dispatch({ kind: 'tick', number })}
          aria-label={words.queue.tick(number)}
        />
      </label>
      <Link
        to="/cases/$number"
        params={{ number }}
        className="row-link"
        preload={false}
        onFocus={() => dispatch({ kind: 'go', to: number })}
      >
        <span className="row-who">
          {isUrgent && (
            <span className="flag" role="img" aria-label={words.queue.urgent} title={words.queue.urgent}>
              <Icon name="flag" size={14} />
            </span>
          )}
          <span className="ellipsis">{customer?.name ?? customer?.address ?? words.common.noCustomer}</span>
        </span>
        <span className="row-what">
          <span className="row-subject">{subject || words.common.noSubject}</span>
          <span className="row-excerpt">{excerpt}</span>
        </span>
        <RowMarks item={item} />
        <RowTimes item={item} />
      </Link>
    </div>
  );
});

function RowMarks({ item: { reasons, tags, journey, step, sample, isCall } }: { item: QueueItem }) {
  const titleOf = useTitles();
  const stepName = useJourneyNames('steps');
  const words = usePageWords(queueWords);
  return (
    <span className="row-marks">
      {isCall && (
        <span className="chip call" title={words.callNote}>
          {words.call}
        </span>
      )}
      {sample && (
        <span className="chip good" title={words.sampleNote}>
          {words.sample}
        </span>
      )}
      <Reasons codes={sample ? [] : reasons} most={1} />
      {journey !== undefined && (
        <span className="chip journey only-wide" title={step && words.step(titleOf(journey), stepName(step))}>
          {titleOf(journey)}
        </span>
      )}
      {tags.slice(0, 1).map((tag) => (
        <span key={tag} className="chip tag">
          {tag}
        </span>
      ))}
    </span>
  );
}

function RowTimes({ item }: { item: QueueItem }) {
  const { words } = useSession();
  const nowMs = useNow();
  const nameOf = useNames();
  const { dueAt, since, snoozedUntil, assignee, review } = item;
  const holder = assignee ?? review?.claimedBy;
  return (
    <span className="row-times">
      {snoozedUntil !== undefined ? (
        <span className="quiet">
          <Age at={snoozedUntil} tell={words.queue.snoozed} />
        </span>
      ) : dueAt !== undefined ? (
        <span className={`due ${urgencyOf(dueAt, nowMs)}`}>
          <Age at={dueAt} tell={urgencyOf(dueAt, nowMs) === 'overdue' ? words.queue.overdue : words.queue.due} />
        </span>
      ) : (
        <span className="quiet">
          <Age at={since} />
        </span>
      )}
      <span className="quiet ellipsis">{holder !== undefined ? nameOf(holder) : item.mailbox.split('@')[0]}</span>
    </span>
  );
}
