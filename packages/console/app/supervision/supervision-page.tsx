/** The wallboard: what waits, since when, who does what, how much goes by itself. */
import '../styles/pages.css';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { supervisionQuery } from '../api/queries.ts';
import type { Supervision } from '../api/types.ts';
import { formatNumber, formatShare } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { useTitles } from '../shell/use-titles.ts';
import { BrakePanel } from './brake-panel.tsx';

export function SupervisionPage() {
  const { words } = useSession();
  const found = useQuery(supervisionQuery);
  usePageTitle(words.supervision.title);
  return (
    <div className="page">
      <h1>{words.supervision.title}</h1>
      {found.data && <Board board={found.data} />}
      {found.isPending && <p className="quiet">{words.common.loading}</p>}
      {found.isError && !found.data && <LoadFailure onRetry={() => void found.refetch()} />}
    </div>
  );
}

function Board({ board }: { board: Supervision }) {
  return (
    <>
      <Figures board={board} />
      <BrakePanel />
      <Loads board={board} />
    </>
  );
}

function Figures({ board }: { board: Supervision }) {
  const { words, language } = useSession();
  const { supervision } = words;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <dl className="figures">
      <Figure label={supervision.unassigned} value={number(board.unassigned)} />
      <Figure label={supervision.overdue} value={number(board.overdue)} tone={board.overdue > 0 ? 'bad' : ''} />
      <Figure label={supervision.dueSoon} value={number(board.dueSoon)} tone={board.dueSoon > 0 ? 'unsure' : ''} />
      <Figure
        label={supervision.oldest}
        value={board.oldestSince === undefined ? words.common.none : <Age at={board.oldestSince} />}
      />
      <Figure
        label={supervision.automatic}
        value={formatShare(board.automaticShare, language)}
        note={supervision.automaticNote}
      />
      <Figure label={supervision.open} value={number(board.open)} />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: string;
  readonly tone?: string;
}

function Figure({ label, value, note, tone = '' }: FigureProps) {
  return (
    <div className={`card figure-card ${tone}`}>
      <dt>{label}</dt>
      <dd>
        {value}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}

function Loads({ board }: { board: Supervision }) {
  const { words, language } = useSession();
  const { supervision } = words;
  const titleOf = useTitles();
  const number = (value: number): string => formatNumber(value, language);
  const flow = { headings: [supervision.cases, supervision.closedToday, supervision.share] };
  return (
    <div className="loads">
      <Load
        title={supervision.advisors}
        head={[supervision.advisor, supervision.cases, supervision.decidedToday]}
        rows={board.perAdvisor.map(({ id, name, open, decidedToday }) => [
          id,
          name,
          number(open),
          number(decidedToday),
        ])}
      />
      <Load
        title={supervision.journeys}
        head={[supervision.journey, ...flow.headings]}
        rows={board.perJourney.map(({ journey, open, closedToday, automaticShare }) => [
          ...[journey, titleOf(journey), number(open), number(closedToday)],
          formatShare(automaticShare, language),
        ])}
      />
      <Load
        title={supervision.mailboxes}
        head={[supervision.mailbox, ...flow.headings]}
        rows={board.perMailbox.map(({ mailbox, open, closedToday, automaticShare }) => [
          ...[mailbox, mailbox, number(open), number(closedToday)],
          formatShare(automaticShare, language),
        ])}
      />
    </div>
  );
}

/** The first cell of a row names it and is not shown. */
function Load({ title, head, rows }: { title: string; head: readonly string[]; rows: readonly (readonly string[])[] }) {
  const { words } = useSession();
  return (
    <section className="card load">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{words.supervision.nothing}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, name, ...figures]) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {figures.map((figure, column) => (
                  <td key={head[column + 1]}>{figure}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
