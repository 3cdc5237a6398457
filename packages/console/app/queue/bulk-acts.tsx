/** Acts on whichever cases are ticked: who has them, tags, pause, archive, trash. Loaded when the first one is ticked. */
import { Autocomplete, Button, Menu, Modal, Popover } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Dispatch, type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import { countsQuery, peopleQuery } from '../api/queries.ts';
import type { ActsAnswer, DeskAct, QueueItem } from '../api/write-types.ts';
import { snoozeTimes } from '../case/snooze-times.ts';
import { useNow } from '../clock.tsx';
import { Icon } from '../icons.tsx';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { answersTogether, batchesOf, tagsOf } from './act-on-many.ts';
import { bulkWords } from './bulk-words.ts';
import type { SelectionAction } from './selection.ts';

interface ActsProps {
  /** All that the list shows. */
  readonly items: readonly QueueItem[];
  readonly chosen: readonly QueueItem[];
  readonly dispatch: Dispatch<SelectionAction>;
  /** What became of an act; what was refused is told by whoever gets it. */
  readonly onAnswer: (answer: ActsAnswer) => void;
}

type Act = (act: DeskAct) => void;

export function BulkActs({ items, chosen, dispatch, onAnswer }: ActsProps) {
  const words = usePageWords(bulkWords);
  const { act, isPending } = useActs(chosen, { dispatch, onAnswer });
  return (
    <fieldset className="bulk-acts" aria-label={words.acts} disabled={isPending}>
      {chosen.length < items.length && (
        <button
          type="button"
          className="link"
          onClick={() => dispatch({ kind: 'tick-all', among: items.map(({ number }) => number) })}
        >
          {words.tickAll(items.length)}
        </button>
      )}
      <AssignMany onAct={act} />
      <TagMany chosen={chosen} onAct={act} />
      <SnoozeMany onAct={act} />
      <Ending kind="archive" count={chosen.length} onConfirm={() => act({ kind: 'close', outcome: 'archived' })} />
      <Ending kind="trash" count={chosen.length} onConfirm={() => act({ kind: 'trash' })} />
    </fieldset>
  );
}

/** Those that were refused stay ticked, and it is said why. */
function useActs(chosen: readonly QueueItem[], { dispatch, onAnswer }: Pick<ActsProps, 'dispatch' | 'onAnswer'>) {
  const session = useSession();
  const words = usePageWords(bulkWords);
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async (act: DeskAct): Promise<ActsAnswer> => {
      const answers: ActsAnswer[] = [];
      for (const numbers of batchesOf(chosen.map(({ number }) => number))) {
        answers.push(await post<ActsAnswer>('/desk/acts', { numbers, act }));
      }
      return answersTogether(answers);
    },
    onSuccess: ({ done, refused }) => {
      dispatch({ kind: 'tick-all', among: refused.map(({ number }) => number) });
      onAnswer({ done, refused });
      if (refused.length === 0) tellDone(words.done(done.length));
    },
    onError: (error) => tellFailure(error, session.words),
    onSettled: () => client.invalidateQueries(),
  });
  return { act: mutate as Act, isPending };
}

function AssignMany({ onAct }: { onAct: Act }) {
  const { me, words } = useSession();
  const own = usePageWords(bulkWords);
  const { data: people = [] } = useQuery(peopleQuery);
  const others = people.filter(({ id, role, isActive }) => id !== me.id && isActive && role !== 'reader');
  const assign = (to: string | null) => () => onAct({ kind: 'assign', to });
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="person" size={16} />}>
          {words.case.assign}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="facet-values">
        <Menu.Item onClick={assign('auto')}>
          {own.auto}
          <span className="quiet small block">{own.autoNote}</span>
        </Menu.Item>
        <Menu.Item onClick={assign(me.id)}>{words.case.assignMe}</Menu.Item>
        <Menu.Divider />
        {others.map((person) => (
          <Menu.Item
            key={person.id}
            onClick={assign(person.id)}
            rightSection={person.isAway && <span className="quiet small">{words.case.away}</span>}
          >
            {person.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={assign(null)}>{words.case.nobody}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function TagMany({ chosen, onAct }: { chosen: readonly QueueItem[]; onAct: Act }) {
  const words = usePageWords(bulkWords);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { data } = useQuery(countsQuery({ state: 'all' }));
  const change = (add: readonly string[], remove: readonly string[]): void => {
    setOpen(false);
    setTyped('');
    onAct({ kind: 'tags', add, remove });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') change([typed.trim()], []);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      shadow="md"
      position="bottom-start"
      width={300}
      withinPortal={false}
    >
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="tag" size={16} />} onClick={() => setOpen(!isOpen)}>
          {words.tag}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.tag}>
        <form onSubmit={onSubmit} className="inline-form">
          <Autocomplete
            label={words.addTag}
            data={Object.keys(data?.tags ?? {})}
            value={typed}
            onChange={setTyped}
            comboboxProps={{ withinPortal: false }}
          />
          <Button type="submit" size="sm" disabled={typed.trim() === ''}>
            {words.add}
          </Button>
        </form>
        <ul className="tags-of-many">
          {tagsOf(chosen).map(({ tag, count }) => (
            <li key={tag}>
              <button type="button" className="link" onClick={() => change([], [tag])}>
                {words.removeTag(tag, count)}
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function SnoozeMany({ onAct }: { onAct: Act }) {
  const { words } = useSession();
  const nowMs = useNow();
  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="clock" size={16} />}>
          {words.case.snooze}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {snoozeTimes(nowMs).map(({ name, until }) => (
          <Menu.Item key={name} onClick={() => onAct({ kind: 'snooze', until })}>
            {words.case.snoozes[name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface EndingProps {
  readonly kind: 'archive' | 'trash';
  readonly count: number;
  readonly onConfirm: () => void;
}

/** Asks first: it ends journeys. */
function Ending({ kind, count, onConfirm }: EndingProps) {
  const { common } = useSession().words;
  const words = usePageWords(bulkWords);
  const [isOpen, setOpen] = useState(false);
  const confirm = (): void => {
    setOpen(false);
    onConfirm();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words[kind]}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words[`${kind}Title`](count)}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <p>{words[`${kind}Text`]}</p>
        <div className="dialogue-foot">
          <Button variant="default" onClick={() => setOpen(false)}>
            {common.cancel}
          </Button>
          <Button onClick={confirm} data-autofocus>
            {words[kind]}
          </Button>
        </div>
      </Modal>
    </>
  );
}
