/** The value of one condition or consequence of a rule. */
import { Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { botQuery, journeysQuery } from '../api/queries.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { type AmountClause, amountText, currencySign, isAmount, isAmountFilled, readAmount } from './rule-amount.ts';
import { type ClauseValue, valuesOf } from './rule-facts.ts';
import { TagsField } from './tag-field.tsx';
import { useAssignees, useValueWords } from './use-value-words.ts';

interface ClauseProps {
  readonly field: string;
  readonly label: string;
  readonly value: ClauseValue;
  readonly onChange: (value: ClauseValue) => void;
}

export function ClauseField(props: ClauseProps) {
  const { field, label, value, onChange } = props;
  const { rules } = usePageWords(organisationWords);
  const text = valuesOf(value)[0] ?? '';
  if (isAmount(value)) return <AmountField label={label} amount={value} onChange={onChange} />;
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

interface AmountProps {
  readonly label: string;
  readonly amount: AmountClause;
  readonly onChange: (amount: AmountClause) => void;
}

function AmountField({ label, amount, onChange }: AmountProps) {
  const { rules } = usePageWords(organisationWords);
  const [typed, setTyped] = useState(() => amountText(amount));
  return (
    <TextInput
      aria-label={label}
      inputMode="decimal"
      placeholder={rules.amountHint}
      value={typed}
      rightSection={currencySign(amount.atLeast)}
      error={typed.trim() !== '' && !isAmountFilled(amount) && rules.amountHint}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(readAmount(event.target.value, amount));
      }}
    />
  );
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
