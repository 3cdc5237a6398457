/** Rules: each as a sentence, with what became of it and what stands against it. */
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { type RuleFacts, ruleFacts } from './rule-facts.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleSentence, useRuleText } from './rule-sentence.tsx';
import { SetupList } from './setup-list.tsx';
import { rulesReportQuery, useSetupChange } from './setup-queries.ts';
import type { Unsaved } from './unsaved.ts';
import { withThen } from './with-then.ts';

type RuleItem = RuleFacts & { readonly id: string; readonly title: string };

export function RulesSection({ rules }: { rules: readonly Rule[] }) {
  const { may } = useSession();
  const words = usePageWords(organisationWords);
  const { data: report } = useQuery(rulesReportQuery);
  const textOf = useRuleText();
  const [written, setWritten] = useState<Unsaved<Rule>>();
  const items = ruleFacts(rules, report).map(
    (facts): RuleItem => ({ ...facts, id: facts.rule.id, title: facts.rule.title }),
  );
  const add = (): void => setWritten(withThen({ title: '', isOn: true, when: { words: [] } }, { tags: [] }));
  return (
    <>
      <SetupList
        kind="rules"
        items={items}
        textOf={({ rule }) => textOf(rule)}
        lead={({ rule }) => <TurnSwitch rule={rule} />}
        describe={(item) => <RuleBody item={item} />}
        marks={({ rule, isNeverUsed }) => (
          <>
            {!rule.isOn && <span className="chip">{words.rules.off}</span>}
            {isNeverUsed && <span className="chip unsure">{words.rules.never}</span>}
          </>
        )}
        empty={words.rules.none}
        add={may('supervisor') ? { label: words.rules.add, onClick: add } : undefined}
        onEdit={({ rule }) => setWritten(rule)}
        {...(may('supervisor') && {
          onCopy: ({ rule: { title, when, then } }: RuleItem) =>
            setWritten(withThen({ title: words.copyTitle(title), isOn: false, when }, then)),
        })}
      />
      {written && <RuleForm rule={written} onClose={() => setWritten(undefined)} />}
    </>
  );
}

function TurnSwitch({ rule }: { rule: Rule }) {
  const { may } = useSession();
  const { rules } = usePageWords(organisationWords);
  const turn = useSetupChange();
  return (
    <Switch
      className="setup-lead"
      aria-label={rules.turn(rule.title)}
      checked={turn.isPending ? !rule.isOn : rule.isOn}
      disabled={!may('supervisor')}
      onChange={(event) => turn.mutate({ path: 'rules', body: { ...rule, isOn: event.target.checked } })}
    />
  );
}

function RuleBody({ item }: { item: RuleItem }) {
  const { rules } = usePageWords(organisationWords);
  const { rule, matches30d, lastMatchAt, troubles } = item;
  return (
    <>
      <RuleSentence rule={rule} />
      <p className="quiet small">
        {rules.matches(matches30d)}
        {lastMatchAt !== undefined && (
          <>
            {' · '}
            <Age at={lastMatchAt} tell={rules.last} />
          </>
        )}
      </p>
      {troubles.map(({ why, other }) => (
        <p key={`${why}-${other.id}`} className={`notice small ${why === 'contradicts' ? 'bad' : ''}`}>
          {rules.troubles[why](other.title)}
        </p>
      ))}
    </>
  );
}
