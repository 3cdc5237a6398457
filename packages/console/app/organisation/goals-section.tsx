/** How soon cases are to be handled, by mailbox and priority. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { botQuery } from '../api/queries.ts';
import type { Goal } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { formatDelay, parseDelay } from './duration.ts';
import {
  type Cell,
  cellKey,
  GOAL_PRIORITIES,
  type GoalPriority,
  type Grid,
  goalsOf,
  gridMailboxes,
  gridOf,
  inheritedGoal,
} from './goal-grid.ts';
import { organisationWords } from './organisation-words.ts';
import { useSetupChange } from './setup-queries.ts';

/** Ninety days: what is longer is no goal. */
const MAX_GOAL_MIN = 90 * 24 * 60;

function parseGoal(written: string): number | undefined {
  const minutes = parseDelay(written);
  return minutes !== undefined && minutes <= MAX_GOAL_MIN ? minutes : undefined;
}

export function GoalsSection({ goals }: { goals: readonly Goal[] }) {
  const { language, may, words: shared } = useSession();
  const words = usePageWords(organisationWords).goals;
  const { data: bot } = useQuery(botQuery);
  const [written, setWritten] = useState<Grid>();
  const save = useSetupChange({ done: () => words.saved, onDone: () => setWritten(undefined) });
  const grid = written ?? gridOf(goals, (minutes) => formatDelay(minutes, language));
  const mailboxes = gridMailboxes(goals, bot?.mailboxes ?? []);
  const read = goalsOf(grid, mailboxes, parseGoal);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (read.unreadable.length === 0) save.mutate({ path: 'goals', body: { goals: read.goals } });
  };
  return (
    <form onSubmit={submit} className="stack">
      <p className="quiet small">{words.note}</p>
      <GoalTable
        grid={grid}
        mailboxes={mailboxes}
        {...read}
        onChange={(cell, text) => setWritten({ ...grid, [cellKey(cell)]: text })}
      />
      {read.unreadable.length > 0 && <p className="notice bad">{words.unreadable}</p>}
      {may('supervisor') && (
        <div className="buttons">
          {written && (
            <Button variant="default" size="sm" onClick={() => setWritten(undefined)}>
              {shared.common.cancel}
            </Button>
          )}
          <Button
            type="submit"
            size="sm"
            loading={save.isPending}
            disabled={written === undefined || read.unreadable.length > 0}
          >
            {shared.common.save}
          </Button>
        </div>
      )}
    </form>
  );
}

interface TableProps {
  readonly grid: Grid;
  readonly mailboxes: readonly string[];
  readonly goals: readonly Goal[];
  readonly unreadable: readonly string[];
  readonly onChange: (cell: Cell, text: string) => void;
}

function GoalTable({ mailboxes, ...props }: TableProps) {
  const words = usePageWords(organisationWords).goals;
  const inWords = usePriorityWords();
  return (
    <div className="goal-scroll">
      <table className="setup-table goal-table">
        <thead>
          <tr>
            <th scope="col">{words.mailbox}</th>
            {GOAL_PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                {inWords(priority)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mailboxes.map((mailbox) => (
            <tr key={mailbox}>
              <th scope="row">{mailbox === '*' ? words.anyMailbox : mailbox}</th>
              {GOAL_PRIORITIES.map((priority) => (
                <td key={priority}>
                  <GoalCell cell={{ mailbox, priority }} {...props} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GoalCell({ cell, grid, goals, unreadable, onChange }: Omit<TableProps, 'mailboxes'> & { cell: Cell }) {
  const { language, may } = useSession();
  const words = usePageWords(organisationWords).goals;
  const inWords = usePriorityWords();
  const inherited = inheritedGoal(goals, cell);
  const mailbox = cell.mailbox === '*' ? words.anyMailbox : cell.mailbox;
  return (
    <TextInput
      size="xs"
      aria-label={words.cell(mailbox, inWords(cell.priority))}
      placeholder={inherited === undefined ? '–' : formatDelay(inherited.minutes, language)}
      value={grid[cellKey(cell)] ?? ''}
      error={unreadable.includes(cellKey(cell))}
      readOnly={!may('supervisor')}
      onChange={(event) => onChange(cell, event.target.value)}
    />
  );
}

function usePriorityWords(): (priority: GoalPriority) => string {
  const { words } = useSession();
  const { any } = usePageWords(organisationWords).goals;
  return (priority) => (priority === '*' ? any : words.priorities[priority]);
}
