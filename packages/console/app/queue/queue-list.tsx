/** The rows, as many as the window shows: a list of a hundred thousand scrolls like one of ten. */
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Dispatch, useEffect, useRef } from 'react';
import type { QueueItem } from '../api/write-types.ts';
import { useSession } from '../session.tsx';
import { QueueRow } from './queue-row.tsx';
import type { Selection, SelectionAction } from './selection.ts';

const WIDE_ROW_PX = 60;
const NARROW_ROW_PX = 112;
/** Rows left below the window when the next page is asked for. */
const AHEAD = 12;

interface ListProps {
  readonly items: readonly QueueItem[];
  readonly selection: Selection;
  readonly dispatch: Dispatch<SelectionAction>;
  readonly onEnd: () => void;
}

export function QueueList({ items, selection, dispatch, onEnd }: ListProps) {
  const { words } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery('(max-width: 47.9em)', false, { getInitialValueInEffect: false });
  const rowPx = isNarrow ? NARROW_ROW_PX : WIDE_ROW_PX;
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured again because their height changed
  useEffect(() => rows.measure(), [rows, rowPx]);
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - AHEAD) onEnd();
  }, [last, items.length, onEnd]);
  const at = items.findIndex(({ number }) => number === selection.current);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);
  return (
    <div className="rows" ref={scroller}>
      {/* A list whose other items are not in the page says so by position and size. */}
      <ul aria-label={words.queue.list} style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, start, size }) => {
          const item = items[index];
          return (
            item && (
              <li
                key={item.number}
                aria-posinset={index + 1}
                aria-setsize={items.length}
                style={{ transform: `translateY(${start}px)`, height: size }}
              >
                <QueueRow
                  item={item}
                  isCurrent={item.number === selection.current}
                  isTicked={selection.ticked.has(item.number)}
                  dispatch={dispatch}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
