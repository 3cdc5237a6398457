/** Writing a rule as a sentence: conditions after « Quand », consequences after « alors ». */
import { Menu, Select, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Rule, RuleThen, RuleWhen } from '../api/setup-types.ts';
import { Icon } from '../icons.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { ClauseField } from './clause-field.tsx';
import { type Clauses, emptyValue, renamedClause, withoutClause } from './clauses.ts';
import { organisationWords } from './organisation-words.ts';
import { cleanRule, faultOf, THEN_FIELDS, WHEN_FIELDS } from './rule-facts.ts';
import { RuleSentence } from './rule-sentence.tsx';
import { useSetupChange } from './setup-queries.ts';
import { SideForm } from './side-form.tsx';
import type { Unsaved } from './unsaved.ts';
import { withThen } from './with-then.ts';

export function RuleForm({ rule, onClose }: { rule: Unsaved<Rule>; onClose: () => void }) {
  const words = usePageWords(organisationWords);
  const { rules } = words;
  const [next, setNext] = useState(rule);
  const save = useSetupChange({ done: () => words.saved(next.title.trim()), onDone: onClose });
  const fault = faultOf(next);
  return (
    <SideForm
      title={rule.id === undefined ? rules.add : words.editOne(rule.title)}
      fault={fault && rules.faults[fault]}
      isPending={save.isPending}
      onClose={onClose}
      onSave={() => save.mutate({ path: 'rules', body: cleanRule(next) })}
    >
      <TextInput
        label={words.name}
        value={next.title}
        onChange={(event) => setNext({ ...next, title: event.target.value })}
        data-autofocus
      />
      <ClauseList
        lead={rules.quand}
        link={rules.andWhen}
        what={rules.condition}
        add={rules.addCondition}
        fields={WHEN_FIELDS}
        labels={rules.when}
        clauses={next.when as Clauses}
        onChange={(when) => setNext({ ...next, when: when as RuleWhen })}
      />
      <ClauseList
        lead={rules.alors}
        link={rules.andThen}
        what={rules.consequence}
        add={rules.addConsequence}
        fields={THEN_FIELDS}
        labels={rules.does}
        clauses={next.then as Clauses}
        onChange={(then) => setNext(withThen(next, then as RuleThen))}
      />
      {fault === undefined && (
        <Preview title={rules.preview}>
          <RuleSentence rule={next} />
        </Preview>
      )}
      <Switch
        label={rules.on}
        checked={next.isOn}
        onChange={(event) => setNext({ ...next, isOn: event.target.checked })}
      />
    </SideForm>
  );
}

function Preview({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="preview">
      <h3>{title}</h3>
      <div className="preview-paper">{children}</div>
    </section>
  );
}

interface ClauseListProps {
  readonly lead: string;
  readonly link: string;
  readonly what: string;
  readonly add: string;
  readonly fields: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly clauses: Clauses;
  readonly onChange: (clauses: Clauses) => void;
}

function ClauseList(props: ClauseListProps) {
  const { lead, link, what, fields, labels, clauses, onChange } = props;
  const { rules } = usePageWords(organisationWords);
  const labelOf = (field: string): string => labels[field] ?? field;
  const rest = fields.filter((field) => !Object.hasOwn(clauses, field));
  return (
    <fieldset className="clauses rule-clauses">
      <legend>{lead}</legend>
      {Object.entries(clauses).map(([field, value], index) => (
        <div key={field} className="clause">
          <div className="clause-field" data-field={field}>
            {index > 0 && <span className="clause-link">{link}</span>}
            <Select
              aria-label={`${what} ${index + 1}`}
              data={[field, ...rest].map((name) => ({ value: name, label: labelOf(name) }))}
              value={field}
              onChange={(to) => onChange(renamedClause(clauses, field, to ?? field))}
            />
            <ClauseField
              field={field}
              label={labelOf(field)}
              value={value}
              onChange={(changed) => onChange({ ...clauses, [field]: changed })}
            />
          </div>
          <button
            type="button"
            className="icon-button"
            aria-label={rules.remove(labelOf(field))}
            onClick={() => onChange(withoutClause(clauses, field))}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
      {rest.length > 0 && <AddClause {...props} rest={rest} labelOf={labelOf} />}
    </fieldset>
  );
}

interface AddProps extends ClauseListProps {
  readonly rest: readonly string[];
  readonly labelOf: (field: string) => string;
}

function AddClause({ add, rest, labelOf, clauses, onChange }: AddProps) {
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="link start">
          <Icon name="plus" size={14} /> {add}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {rest.map((field) => (
          <Menu.Item key={field} onClick={() => onChange({ ...clauses, [field]: emptyValue(field) })}>
            {labelOf(field)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
