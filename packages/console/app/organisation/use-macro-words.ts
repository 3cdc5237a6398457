/** A macro in one line: `étiqueter « casse », attribuer à Karim Haddad`. */
import type { Macro, Template } from '../api/setup-types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { formatDelay } from './duration.ts';
import { actionInWords } from './macro-actions.ts';
import { organisationWords } from './organisation-words.ts';
import { useAssignWords, useValueWords } from './use-value-words.ts';

export function useMacroWords(templates: readonly Template[]): (macro: Macro) => string {
  const { language } = useSession();
  const { macros, quoted } = usePageWords(organisationWords);
  const assign = useAssignWords();
  const inWords = useValueWords();
  const titleOf = (id: string): string | undefined => templates.find((template) => template.id === id)?.title;
  return ({ actions }) =>
    actions
      .map((action) =>
        actionInWords(action, {
          said: macros.said,
          quoted,
          assign,
          delay: (minutes) => formatDelay(minutes, language),
          template: (id) => {
            const title = titleOf(id);
            return title === undefined ? macros.lostTemplate : quoted(title);
          },
          outcome: (outcome) => inWords('outcome', outcome),
        }),
      )
      .join(', ');
}
