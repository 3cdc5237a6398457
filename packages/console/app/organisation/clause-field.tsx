/** The value of one condition or consequence of a rule. */
import { Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { botQuery, journeysQuery } from '../api/queries.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { valuesOf } from './rule-facts.ts';
import { TagsField } from './tag-field.tsx';
import { useAssignees, useValueWords } from './use-value-words.ts';

interface ClauseProps {
  readonly field: string;
  readonly label: string;
  readonly value: string | readonly string[];
  readonly onChange: (value: string | readonly string[]) => void;
}

export function ClauseField(props: ClauseProps) {
  const { field, label, value, onChange } = props;
  const { rules } = usePageWords(organisationWords);
  const text = valuesOf(value)[0] ?? '';
  switch (field) {
    case 'tags':
      return <TagsField label={label} tags={valuesOf(value)} onChange={onChange} />;
    case 'words':
      return (
        <TagsInput
          aria-label={label}
          placeholder={rules.wordsHint}
          value={[...valuesOf(value)]}
          onChange={onChange}
          acceptValueOnBlur
        />
      );
    case 'customer':
      return (
        <TextInput
          aria-label={label}
          placeholder={rules.customerHint}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return <ChoiceField {...props} text={text} />;
  }
}

/** One of those that exist; one that exists no more stays visible. */
function ChoiceField({ field, label, text, onChange }: ClauseProps & { readonly text: string }) {
  const inWords = useValueWords();
  const choices = useChoices(field);
  const known =
    text === '' || choices.some(({ value }) => value === text)
      ? choices
      : [...choices, { value: text, label: inWords(field, text) }];
  return (
    <Select
      aria-label={label}
      searchable={known.length > 8}
      data={known}
      value={text === '' ? null : text}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

function useChoices(field: string): { value: string; label: string }[] {
  const { words } = useSession();
  const inWords = useValueWords();
  const assignees = useAssignees();
  const { data: bot } = useQuery(botQuery);
  const { data: journeys = [] } = useQuery(journeysQuery);
  const values: Readonly<Record<string, readonly string[]>> = {
    mailbox: bot?.mailboxes ?? [],
    journey: journeys.map(({ journey }) => journey),
    reason: Object.keys(words.reasons),
    language: Object.keys(words.languageNames),
    priority: Object.keys(words.priorities),
  };
  if (field === 'assign') return [...assignees];
  return (values[field] ?? []).map((value) => ({ value, label: inWords(field, value) }));
}
