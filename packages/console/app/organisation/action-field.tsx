/** One action of a macro: what it does, and with what. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MacroAction, Template } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { formatDelay, parseDelay } from './duration.ts';
import { organisationWords } from './organisation-words.ts';
import { TagField } from './tag-field.tsx';
import { useAssignees } from './use-value-words.ts';

interface ActionProps {
  readonly action: MacroAction;
  /** From 1. */
  readonly place: number;
  readonly templates: readonly Template[];
  readonly onChange: (action: MacroAction) => void;
}

export function ActionField(props: ActionProps) {
  const { macros } = usePageWords(organisationWords);
  const { action, place } = props;
  return (
    <div className="clause-field">
      <span className="clause-name">{macros.kinds[action.do]}</span>
      <ActionValue {...props} label={`${macros.action(place)}, ${macros.values[action.do].toLowerCase()}`} />
    </div>
  );
}

function ActionValue({ action, templates, onChange, label }: ActionProps & { readonly label: string }) {
  const named = { 'aria-label': label };
  switch (action.do) {
    case 'tag':
    case 'untag':
      return <TagField label={label} tag={action.tag} onChange={(tag) => onChange({ ...action, tag })} />;
    case 'assign':
      return <AssignField label={label} to={action.to} onChange={(to) => onChange({ ...action, to })} />;
    case 'snooze':
      return (
        <DelayField label={label} minutes={action.minutes} onChange={(minutes) => onChange({ ...action, minutes })} />
      );
    case 'note':
      return (
        <Textarea
          {...named}
          autosize
          minRows={2}
          value={action.text}
          onChange={(event) => onChange({ ...action, text: event.target.value })}
        />
      );
    case 'reply':
      return (
        <Select
          {...named}
          searchable
          data={templates.map(({ id, title }) => ({ value: id, label: title }))}
          value={action.template || null}
          onChange={(template) => onChange({ ...action, template: template ?? '' })}
        />
      );
    case 'close':
      return (
        <OutcomeField label={label} outcome={action.outcome} onChange={(outcome) => onChange({ ...action, outcome })} />
      );
  }
}

/** The outcomes that a person may give. */
const OUTCOMES = ['resolved', 'no-action', 'refused', 'archived'];

interface OutcomeProps {
  readonly label: string;
  readonly outcome: string;
  readonly onChange: (outcome: string) => void;
}

function OutcomeField({ label, outcome, onChange }: OutcomeProps) {
  const { words } = useSession();
  const { archived } = usePageWords(organisationWords).macros;
  const labelOf = (value: string): string => words.outcomes[value] ?? (value === 'archived' ? archived : value);
  const known = [...new Set([...OUTCOMES, outcome])].map((value) => ({ value, label: labelOf(value) }));
  return <Select aria-label={label} data={known} value={outcome} onChange={(value) => onChange(value ?? outcome)} />;
}

/** A select holds texts alone: nobody is one that no id looks like. */
const NOBODY = '/nobody';

interface AssignProps {
  readonly label: string;
  readonly to: string | null;
  readonly onChange: (to: string | null) => void;
}

function AssignField({ label, to, onChange }: AssignProps) {
  const { choices } = usePageWords(organisationWords).assign;
  const people = useAssignees().filter(({ value }) => !value.startsWith('team:'));
  return (
    <Select
      aria-label={label}
      searchable
      data={[{ value: 'me', label: choices.me }, ...people, { value: NOBODY, label: choices.nobody }]}
      value={to ?? NOBODY}
      onChange={(value) => onChange(value === NOBODY ? null : (value ?? 'me'))}
    />
  );
}

interface DelayProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** What cannot be read counts as no delay, so that it is not saved. */
function DelayField({ label, minutes, onChange }: DelayProps) {
  const { language } = useSession();
  const { macros } = usePageWords(organisationWords);
  const [typed, setTyped] = useState(() => formatDelay(minutes, language));
  // Another action may have taken this place.
  const isTyped = (parseDelay(typed) ?? 0) === minutes;
  return (
    <TextInput
      aria-label={label}
      value={isTyped ? typed : formatDelay(minutes, language)}
      placeholder={macros.delayHint}
      error={minutes === 0 && macros.delayHint}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parseDelay(event.target.value) ?? 0);
      }}
    />
  );
}
