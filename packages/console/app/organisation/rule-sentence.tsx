/** A rule as a sentence: « Quand … et que …, alors … ». */
import type { Rule } from '../api/setup-types.ts';
import { formatMoney } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type Clauses, type FilledClause, filledClauses } from './clauses.ts';
import { organisationWords } from './organisation-words.ts';
import { isAmount } from './rule-amount.ts';
import type { ThenField, WhenField } from './rule-facts.ts';
import { useAssignWords, useValueWords } from './use-value-words.ts';

type Spoken = Pick<Rule, 'when' | 'then'>;

export function RuleSentence({ rule }: { rule: Spoken }) {
  const { rules } = usePageWords(organisationWords);
  const inWords = useRuleValues();
  const when = filledClauses(rule.when as Clauses);
  const then = filledClauses(rule.then as Clauses);
  return (
    <p className="rule-sentence">
      {rules.quand}{' '}
      {when.map(([field, values], index) => (
        <span key={field}>
          {index > 0 && ` ${rules.andWhen} `}
          {rules.when[field as WhenField]} <strong>{inWords(field, values)}</strong>
        </span>
      ))}
      , {rules.alors}{' '}
      {then.map(([field, values], index) => (
        <span key={field}>
          {index > 0 && ` ${rules.andThen} `}
          {rules.does[field as ThenField]} <strong>{inWords(field, values)}</strong>
        </span>
      ))}
      .
    </p>
  );
}

/** The same as one text, to be searched. */
export function useRuleText(): (rule: Spoken) => string {
  const { rules } = usePageWords(organisationWords);
  const inWords = useRuleValues();
  return ({ when, then }) =>
    [
      ...filledClauses(when as Clauses).map(
        ([field, values]) => `${rules.when[field as WhenField]} ${inWords(field, values)}`,
      ),
      ...filledClauses(then as Clauses).map(
        ([field, values]) => `${rules.does[field as ThenField]} ${inWords(field, values)}`,
      ),
    ].join(' ');
}

function useRuleValues(): (...clause: FilledClause) => string {
  const { language } = useSession();
  const words = usePageWords(organisationWords);
  const inWords = useValueWords();
  const assign = useAssignWords();
  const oneOf = (field: string, value: string): string => {
    if (field === 'assign') return assign(value);
    const text = inWords(field, value);
    if (field === 'priority' || field === 'language') return text.toLowerCase();
    return field === 'mailbox' || field === 'customer' ? text : words.quoted(text);
  };
  return (field, values) =>
    isAmount(values)
      ? formatMoney(values.atLeast, language)
      : values.map((value) => oneOf(field, value)).join(field === 'words' ? words.or : words.and);
}
