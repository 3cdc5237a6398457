/** What can be done to the ticked cases at once. Money and goods are never validated together. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { post } from '../api/client.ts';
import type { DeskItem } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { type Bulk, bulkOf, largestBulk } from './bulk.ts';
import type { SelectionAction } from './selection.ts';

interface BulkProps {
  readonly items: readonly DeskItem[];
  readonly ticked: ReadonlySet<string>;
  readonly dispatch: Dispatch<SelectionAction>;
}

export function BulkBar({ items, ticked, dispatch }: BulkProps) {
  const { words, may } = useSession();
  const chosen = items.filter(({ number }) => ticked.has(number));
  if (!may('advisor')) return null;
  if (chosen.length === 0) return <BulkOffer items={items} dispatch={dispatch} />;
  const bulk = bulkOf(chosen);
  return (
    <div className="bulk" role="status">
      <strong>{words.queue.ticked(chosen.length)}</strong>
      <span className="quiet bulk-text">{bulk ? inWords(bulk.option) : words.queue.bulkDiffer}</span>
      <button type="button" className="link" onClick={() => dispatch({ kind: 'clear' })}>
        {words.queue.untick}
      </button>
      {bulk && <Validate bulk={bulk} dispatch={dispatch} />}
    </div>
  );
}

function BulkOffer({ items, dispatch }: Pick<BulkProps, 'items' | 'dispatch'>) {
  const { words } = useSession();
  const offer = largestBulk(items);
  if (!offer) return null;
  return (
    <div className="bulk offer">
      <span>{words.queue.bulkSame(offer.numbers.length)}</span>
      <span className="quiet bulk-text">{inWords(offer.option)}</span>
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
      {words.queue.bulk(bulk.numbers.length, inWords(bulk.option))}
    </Button>
  );
}
