/** What can be done to the ticked cases at once. Money and goods are never validated together. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Dispatch, useState } from 'react';
import { post } from '../api/client.ts';
import type { ActsAnswer, QueueItem } from '../api/write-types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { late } from '../shell/late.tsx';
import { type Bulk, bulkOf, largestBulk } from './bulk.ts';
import type { SelectionAction } from './selection.ts';
import { useJourneyNames } from './use-journey-names.ts';

const BulkActs = late(async () => (await import('./bulk-acts.tsx')).BulkActs);
const RefusedCases = late(async () => (await import('./refused-cases.tsx')).RefusedCases);

interface BulkProps {
  readonly items: readonly QueueItem[];
  readonly ticked: ReadonlySet<string>;
  readonly dispatch: Dispatch<SelectionAction>;
  /** In the trash nothing is done to many. */
  readonly isTrash: boolean;
}

export function BulkBar(props: BulkProps) {
  const { may } = useSession();
  const [answer, setAnswer] = useState<ActsAnswer>();
  if (!may('advisor')) return null;
  return (
    <>
      <Ticked {...props} onAnswer={setAnswer} />
      {answer !== undefined && answer.refused.length > 0 && (
        <RefusedCases answer={answer} onHide={() => setAnswer(undefined)} />
      )}
    </>
  );
}

interface TickedProps extends BulkProps {
  readonly onAnswer: (answer: ActsAnswer) => void;
}

function Ticked({ items, ticked, dispatch, isTrash, onAnswer }: TickedProps) {
  const { words } = useSession();
  const optionName = useJourneyNames('options');
  const chosen = items.filter(({ number }) => ticked.has(number));
  if (chosen.length === 0) return isTrash ? null : <BulkOffer items={items} dispatch={dispatch} />;
  const bulk = bulkOf(chosen);
  return (
    <div className="bulk">
      <strong role="status">{words.queue.ticked(chosen.length)}</strong>
      <button type="button" className="link" onClick={() => dispatch({ kind: 'clear' })}>
        {words.queue.untick}
      </button>
      {!isTrash && <BulkActs items={items} chosen={chosen} dispatch={dispatch} onAnswer={onAnswer} />}
      <span className={bulk ? 'bulk-text' : 'bulk-text differ'}>
        {bulk ? optionName(bulk.option) : words.queue.bulkDiffer}
      </span>
      {bulk && <Validate bulk={bulk} dispatch={dispatch} />}
    </div>
  );
}

function BulkOffer({ items, dispatch }: Pick<BulkProps, 'items' | 'dispatch'>) {
  const { words } = useSession();
  const optionName = useJourneyNames('options');
  const offer = largestBulk(items);
  if (!offer) return null;
  return (
    <div className="bulk offer">
      <span>{words.queue.bulkSame(offer.numbers.length)}</span>
      <span className="quiet bulk-text">{optionName(offer.option)}</span>
      <button type="button" className="link" onClick={() => dispatch({ kind: 'tick-all', among: offer.numbers })}>
        {words.queue.bulkTick}
      </button>
    </div>
  );
}

interface BulkAnswer {
  readonly done: readonly string[];
  readonly refused: readonly { readonly reviewId: string; readonly why: string }[];
}

function Validate({ bulk, dispatch }: { bulk: Bulk; dispatch: Dispatch<SelectionAction> }) {
  const { words } = useSession();
  const client = useQueryClient();
  const optionName = useJourneyNames('options');
  const validate = useMutation({
    mutationFn: () => post<BulkAnswer>('/desk/bulk', { reviewIds: bulk.reviewIds, option: bulk.option }),
    onSuccess: ({ done, refused }) => {
      dispatch({ kind: 'clear' });
      const why = [...new Set(refused.map((one) => one.why))].join(' ');
      const said = [
        words.queue.bulkDone(done.length),
        refused.length > 0 && `${words.queue.bulkRefused(refused.length)} ${why}`,
      ];
      tellDone(said.filter(Boolean).join(' '));
    },
    onError: (error) => tellFailure(error, words),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Button onClick={() => validate.mutate()} loading={validate.isPending}>
      {words.queue.bulk(bulk.numbers.length, optionName(bulk.option))}
    </Button>
  );
}
