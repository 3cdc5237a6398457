/** Writing a macro: its actions one below the other, in the order in which they are done. */
import { Button, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Macro, MacroAction, Template } from '../api/setup-types.ts';
import { Icon } from '../icons.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { ActionField } from './action-field.tsx';
import { ACTION_KINDS, isComplete, moved, newAction } from './macro-actions.ts';
import { organisationWords } from './organisation-words.ts';
import { useSetupChange } from './setup-queries.ts';
import { ScopeField, SideForm } from './side-form.tsx';
import type { Unsaved } from './unsaved.ts';

interface MacroFormProps {
  readonly macro: Unsaved<Macro>;
  readonly templates: readonly Template[];
  readonly onClose: () => void;
}

export function MacroForm({ macro, templates, onClose }: MacroFormProps) {
  const words = usePageWords(organisationWords);
  const [next, setNext] = useState(macro);
  const { title, actions } = next;
  const save = useSetupChange({ done: () => words.saved(title.trim()), onDone: onClose });
  const setActions = (changed: readonly MacroAction[]): void => setNext({ ...next, actions: changed });
  // What is everybody's must not name what is one's own.
  const usable = templates.filter(({ scope }) => next.scope === 'me' || scope === 'all');
  const isWhole = actions.length > 0 && actions.every(isComplete);
  return (
    <SideForm
      title={macro.id === undefined ? words.macros.add : words.editOne(macro.title)}
      fault={title.trim() === '' ? words.needsTitle : isWhole ? undefined : words.macros.needsAction}
      isPending={save.isPending}
      onClose={onClose}
      onSave={() => save.mutate({ path: 'macros', body: { ...next, title: title.trim() } })}
    >
      <TextInput
        label={words.name}
        value={title}
        onChange={(event) => setNext({ ...next, title: event.target.value })}
        data-autofocus
      />
      <ScopeField scope={next.scope} onChange={(scope) => setNext({ ...next, scope })} />
      <h3>{words.macros.actions}</h3>
      <ol className="clauses">
        {actions.map((action, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two actions may be the same but for their place
          <li key={`${place}-${action.do}`} className="clause">
            <ActionField
              action={action}
              place={place + 1}
              templates={usable}
              onChange={(changed) => setActions(actions.map((one, index) => (index === place ? changed : one)))}
            />
            <PlaceButtons
              place={place}
              count={actions.length}
              onMove={(by) => setActions(moved(actions, place, by))}
              onRemove={() => setActions(actions.filter((_, index) => index !== place))}
            />
          </li>
        ))}
      </ol>
      <AddAction onAdd={(action) => setActions([...actions, action])} />
    </SideForm>
  );
}

function AddAction({ onAdd }: { onAdd: (action: MacroAction) => void }) {
  const { macros } = usePageWords(organisationWords);
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" className="start" leftSection={<Icon name="plus" size={16} />}>
          {macros.addAction}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ACTION_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(newAction(kind))}>
            {macros.kinds[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface PlaceProps {
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function PlaceButtons({ place, count, onMove, onRemove }: PlaceProps) {
  const { macros } = usePageWords(organisationWords);
  const shown = place + 1;
  return (
    <span className="clause-tools">
      <button
        type="button"
        className="icon-button"
        disabled={place === 0}
        aria-label={macros.up(shown)}
        onClick={() => onMove(-1)}
      >
        <Arrow isUp />
      </button>
      <button
        type="button"
        className="icon-button"
        disabled={shown === count}
        aria-label={macros.down(shown)}
        onClick={() => onMove(1)}
      >
        <Arrow isUp={false} />
      </button>
      <button type="button" className="icon-button" aria-label={macros.remove(shown)} onClick={onRemove}>
        <Icon name="close" size={16} />
      </button>
    </span>
  );
}

/** The arrow that leads back, turned. */
function Arrow({ isUp }: { isUp: boolean }) {
  return (
    <span className={isUp ? 'turn-up' : 'turn-down'}>
      <Icon name="back" size={16} />
    </span>
  );
}
