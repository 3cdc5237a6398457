/** Proposals of one status: decided one by one or several at once, by mouse or keyboard. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useReducer, useRef } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { NOTHING_SELECTED, select } from '../queue/selection.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { proposalsQuery } from './learning-queries.ts';
import type { Proposal, ProposalStatus } from './learning-types.ts';
import { learningWords } from './learning-words.ts';
import { ManyBar } from './many-bar.tsx';
import { ProposalItem } from './proposal-item.tsx';
import { ProposalKeys } from './proposal-keys.tsx';
import type { Deciding } from './use-verdicts.ts';
import { nextAfter, undecided, VERDICTS, VERDICTS_OF, type Verdict } from './verdicts.ts';

interface PartProps {
  readonly status: ProposalStatus;
  readonly deciding: Deciding;
}

export function ProposalsPart({ status, deciding }: PartProps) {
  const { words: shared } = useSession();
  const found = useInfiniteQuery(proposalsQuery(status));
  const { verdicts } = deciding;
  const items = useMemo(
    () => undecided(found.data?.pages.flatMap(({ proposals }) => proposals) ?? [], verdicts),
    [found.data, verdicts],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  // A page may hold nothing but what repeats others.
  const wantsMore = items.length === 0 && hasNextPage && !isFetchingNextPage && !found.isFetchNextPageError;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  if (found.isPending) return <Loading />;
  if (found.isError && !found.data) return <LoadFailure onRetry={() => void found.refetch()} />;
  if (items.length === 0 && !hasNextPage) return <Empty status={status} />;
  return (
    <>
      <ProposalList status={status} deciding={deciding} items={items} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {shared.common.more}
        </Button>
      )}
    </>
  );
}

function Loading() {
  const { common } = useSession().words;
  return (
    <div className="proposals-loading" role="status" aria-label={common.loading}>
      {['a', 'b', 'c'].map((key) => (
        <span key={key} />
      ))}
    </div>
  );
}

function Empty({ status }: { status: ProposalStatus }) {
  const words = usePageWords(learningWords);
  return (
    <div className="message">
      <h3>{words.empty[status]}</h3>
      <p>{words.emptyNote[status]}</p>
    </div>
  );
}

function ProposalList({ status, deciding, items }: PartProps & { items: readonly Proposal[] }) {
  const words = usePageWords(learningWords);
  const list = useRef<HTMLUListElement>(null);
  const { selection, dispatch, ticked, say } = useDecisions({ status, deciding, items });
  useFocusKept(list, items.length);
  const ids = items.map(({ id }) => id);
  return (
    <>
      <ManyBar
        status={status}
        count={ticked.length}
        total={items.length}
        onAll={() => dispatch({ kind: 'tick-all', among: ids })}
        onClear={() => dispatch({ kind: 'clear' })}
        onSay={(verdict) => say(verdict, ticked)}
      />
      <ul className="proposals" aria-label={words.list} ref={list}>
        {items.map((proposal) => (
          <ProposalItem
            key={proposal.id}
            proposal={proposal}
            isCurrent={proposal.id === selection.current}
            isTicked={selection.ticked.has(proposal.id)}
            onTick={() => dispatch({ kind: 'tick', number: proposal.id })}
            onSay={(verdict) => say(verdict, [proposal.id])}
          />
        ))}
      </ul>
      <ProposalKeys status={status} />
    </>
  );
}

/** Cursor, ticks and keys. What is ticked goes before where the cursor stands. */
function useDecisions({ status, deciding, items }: PartProps & { items: readonly Proposal[] }) {
  const navigate = useNavigate();
  const [selection, dispatch] = useReducer(select, NOTHING_SELECTED);
  const ids = items.map(({ id }) => id);
  const ticked = ids.filter((id) => selection.ticked.has(id));
  const current = items.find(({ id }) => id === selection.current) ?? items[0];
  const say = (verdict: Verdict, about: readonly string[]): void => {
    if (about.length === 0) return;
    deciding.hold({ verdict, from: status, ids: about });
    const next = nextAfter(ids, about);
    dispatch({ kind: 'clear' });
    if (next !== undefined) dispatch({ kind: 'go', to: next });
  };
  useKeys({
    next: () => dispatch({ kind: 'move', by: 1, among: ids }),
    previous: () => dispatch({ kind: 'move', by: -1, among: ids }),
    tick: () => current && dispatch({ kind: 'tick', number: current.id }),
    open: () => {
      if (current) void navigate({ to: '/cases/$number', params: { number: current.caseNumber } });
    },
    option: (place) => {
      const verdict = VERDICTS[place];
      if (verdict === undefined || !VERDICTS_OF[status].includes(verdict)) return;
      say(verdict, ticked.length > 0 ? ticked : current ? [current.id] : []);
    },
  });
  return { selection, dispatch, ticked, say };
}

/** What was decided leaves the page with the button that had the focus: the list takes it, at the next proposal. */
function useFocusKept(list: { readonly current: HTMLUListElement | null }, count: number): void {
  const before = useRef(count);
  useEffect(() => {
    const isFewer = count < before.current;
    before.current = count;
    if (!isFewer || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>('[aria-current=true]')?.focus();
  }, [count, list]);
}
