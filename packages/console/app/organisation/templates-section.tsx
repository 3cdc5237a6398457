/** Reply templates: the list, and the form of the one that is being written. */
import { useState } from 'react';
import type { Template } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { unfilledBlanks } from './fill-template.ts';
import { organisationWords } from './organisation-words.ts';
import { SetupList } from './setup-list.tsx';
import { TemplateForm } from './template-form.tsx';
import type { Unsaved } from './unsaved.ts';
import { useMayChange } from './use-may-change.ts';

export function TemplatesSection({ templates }: { templates: readonly Template[] }) {
  const { words: shared, language, may } = useSession();
  const words = usePageWords(organisationWords);
  const mayChange = useMayChange();
  const [written, setWritten] = useState<Unsaved<Template>>();
  const scope = mayChange('all') ? 'all' : 'me';
  const copyOf = ({ id: _, version: _v, title, ...rest }: Template): Unsaved<Template> => ({
    ...rest,
    title: words.copyTitle(title),
    scope,
  });
  return (
    <>
      <SetupList
        kind="templates"
        items={templates}
        textOf={({ subject = '', text }) => `${subject} ${text}`}
        describe={({ text }) => <p className="setup-excerpt">{text}</p>}
        marks={(template) => (
          <>
            <span className="chip">{shared.languageNames[template.language]}</span>
            <BlankCount text={template.text} />
          </>
        )}
        empty={words.templates.none}
        add={
          may('advisor')
            ? { label: words.templates.add, onClick: () => setWritten({ title: '', language, text: '', scope }) }
            : undefined
        }
        onEdit={setWritten}
        onCopy={(template) => setWritten(copyOf(template))}
      />
      {written && <TemplateForm template={written} onClose={() => setWritten(undefined)} />}
    </>
  );
}

function BlankCount({ text }: { text: string }) {
  const { templates } = usePageWords(organisationWords);
  const count = unfilledBlanks(text).length;
  return count === 0 ? null : <span className="chip unsure">{templates.blanks(count)}</span>;
}
