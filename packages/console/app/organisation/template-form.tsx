/** Writing a template: placeholders by a menu, unknown ones refused, how it will look beside it. */
import { Menu, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Template } from '../api/setup-types.ts';
import { journeyWordsQuery } from '../case/case-queries.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';
import { PLACEHOLDERS, ungatheredData, unknownPlaceholders } from './placeholders.ts';
import { useSetupChange } from './setup-queries.ts';
import { ScopeField, SideForm } from './side-form.tsx';
import { TemplatePreview } from './template-preview.tsx';
import type { Unsaved } from './unsaved.ts';

export function TemplateForm({ template, onClose }: { template: Unsaved<Template>; onClose: () => void }) {
  const { words: shared } = useSession();
  const words = usePageWords(organisationWords);
  const [next, setNext] = useState(template);
  const { data: named } = useQuery(journeyWordsQuery);
  const change = (part: Partial<Template>): void => setNext({ ...next, ...part });
  const save = useSetupChange({ done: () => words.saved(next.title.trim()), onDone: onClose });
  const { subject = '', ...rest } = next;
  const unknown = unknownPlaceholders([subject, next.text], Object.keys(named?.data ?? {}));
  const fault =
    next.title.trim() === ''
      ? words.needsTitle
      : unknown.length > 0
        ? words.templates.fixUnknown
        : next.text.trim() === ''
          ? words.templates.needsText
          : undefined;
  const body = { ...rest, title: next.title.trim(), ...(subject.trim() !== '' && { subject: subject.trim() }) };
  return (
    <SideForm
      title={template.id === undefined ? words.templates.add : words.editOne(template.title)}
      fault={fault}
      isPending={save.isPending}
      onClose={onClose}
      onSave={() => save.mutate({ path: 'templates', body })}
    >
      <TextInput
        label={words.name}
        value={next.title}
        onChange={(event) => change({ title: event.target.value })}
        data-autofocus
      />
      <div className="side-by-two">
        <Select
          label={words.templates.language}
          data={(['fr', 'en'] as const).map((value) => ({ value, label: shared.languageNames[value] ?? value }))}
          value={next.language}
          onChange={(value) => change({ language: value === 'en' ? 'en' : 'fr' })}
        />
        <ScopeField scope={next.scope} onChange={(scope) => change({ scope })} />
      </div>
      <TextInput
        label={words.templates.subject}
        value={subject}
        onChange={(event) => change({ subject: event.target.value })}
      />
      <TextWithMenu text={next.text} language={next.language} onChange={(text) => change({ text })} />
      {unknown.map(({ name, nearest }) => (
        <p key={name} className="notice bad notice-line-act">
          <span>{words.templates.unknown(name, nearest)}</span>
          <button
            type="button"
            className="link"
            onClick={() => setNext(renamed(next, name, nearest))}
            aria-label={`${words.templates.replace} ${name}`}
          >
            {words.templates.replace}
          </button>
        </p>
      ))}
      {ungatheredData([subject, next.text], Object.keys(named?.data ?? {})).map((name) => (
        <p key={name} className="notice">
          {words.templates.ungathered(name)}
        </p>
      ))}
      <TemplatePreview template={next} />
    </SideForm>
  );
}

/** With another placeholder where that one stands. */
function renamed(template: Unsaved<Template>, from: string, to: string): Unsaved<Template> {
  const replace = (text: string): string =>
    text.replaceAll(/\{\{([^{}]*)\}\}/g, (whole, name: string) => (name.trim() === from ? `{{${to}}}` : whole));
  const { subject, text } = template;
  return { ...template, text: replace(text), ...(subject !== undefined && { subject: replace(subject) }) };
}

interface TextProps {
  readonly text: string;
  readonly language: string;
  readonly onChange: (text: string) => void;
}

function TextWithMenu({ text, language, onChange }: TextProps) {
  const words = usePageWords(organisationWords);
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (piece: string, selected?: string): void => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    onChange(text.slice(0, selectionStart) + piece + text.slice(selectionEnd));
    const from = selectionStart + (selected === undefined ? piece.length : piece.indexOf(selected));
    // The field shows the new text only after it has been drawn.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from, from + (selected?.length ?? 0));
    });
  };
  return (
    <div className="field">
      <div className="field-head">
        <label htmlFor="template-text" className="field-label">
          {words.templates.text}
        </label>
        <InsertMenu onInsert={insert} />
      </div>
      <Textarea
        id="template-text"
        ref={field}
        description={words.templates.textNote}
        inputWrapperOrder={['input', 'description']}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        autosize
        minRows={8}
        maxRows={18}
        lang={language}
        spellCheck
      />
    </div>
  );
}

function InsertMenu({ onInsert }: { onInsert: (piece: string, selected?: string) => void }) {
  const { language } = useSession();
  const { templates } = usePageWords(organisationWords);
  const { data: named } = useQuery(journeyWordsQuery);
  const data = Object.entries(named?.data ?? {});
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <button type="button" className="link">
          <Icon name="plus" size={14} /> {templates.insert}
        </button>
      </Menu.Target>
      <Menu.Dropdown className="facet-values">
        {PLACEHOLDERS.map((name) => (
          <Menu.Item key={name} onClick={() => onInsert(`{{${name}}}`)} rightSection={<Code name={name} />}>
            {templates.placeholders[name]}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => onInsert(`[[${templates.blankHint}]]`, templates.blankHint)}>
          {templates.blank}
        </Menu.Item>
        {data.length > 0 && <Menu.Label>{templates.caseData}</Menu.Label>}
        {data.map(([name, title]) => (
          <Menu.Item
            key={name}
            onClick={() => onInsert(`{{data.${name}}}`)}
            rightSection={<Code name={`data.${name}`} />}
          >
            {title[language] ?? title.fr}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Code({ name }: { name: string }) {
  return <code className="quiet small">{name}</code>;
}
