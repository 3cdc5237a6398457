/** Macros: the list, and the form of the one that is being written. */
import { useState } from 'react';
import type { Macro, Template } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { MacroForm } from './macro-form.tsx';
import { organisationWords } from './organisation-words.ts';
import { SetupList } from './setup-list.tsx';
import type { Unsaved } from './unsaved.ts';
import { useMacroWords } from './use-macro-words.ts';
import { useMayChange } from './use-may-change.ts';

interface MacrosProps {
  readonly macros: readonly Macro[];
  readonly templates: readonly Template[];
}

export function MacrosSection({ macros, templates }: MacrosProps) {
  const { may } = useSession();
  const words = usePageWords(organisationWords);
  const inWords = useMacroWords(templates);
  const scope = useMayChange()('all') ? 'all' : 'me';
  const [written, setWritten] = useState<Unsaved<Macro>>();
  return (
    <>
      <SetupList
        kind="macros"
        items={macros}
        textOf={inWords}
        describe={(macro) => <p className="quiet first-large">{inWords(macro)}</p>}
        empty={words.macros.none}
        add={
          may('advisor')
            ? { label: words.macros.add, onClick: () => setWritten({ title: '', scope, actions: [] }) }
            : undefined
        }
        onEdit={setWritten}
        onCopy={({ title, actions }) => setWritten({ title: words.copyTitle(title), actions, scope })}
      />
      {written && <MacroForm macro={written} templates={templates} onClose={() => setWritten(undefined)} />}
    </>
  );
}
