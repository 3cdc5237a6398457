/** Chooses a reply template and fills it with what is known of the case. Loaded when the reply is being written. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Template } from '../api/setup-types.ts';
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type Filled, fillTemplate } from './fill-template.ts';
import { organisationWords } from './organisation-words.ts';
import { type PickItem, PickList } from './pick-list.tsx';
import { setupQuery } from './setup-queries.ts';
import { factsOf } from './template-facts.ts';

interface TemplatePickerProps {
  readonly caseView: Case;
  /** Gets the template's texts with the facts of the case in them; what was not known became a blank `[[…]]`. */
  readonly onPick: (filled: Filled) => void;
}

export function TemplatePicker({ caseView, onPick }: TemplatePickerProps) {
  const { me, words } = useSession();
  const { picker } = usePageWords(organisationWords);
  const { data: setup, isPending } = useQuery(setupQuery);
  const templates = inLanguageOrder(setup?.templates ?? [], caseView.language);
  const filled = (template: Template): Filled => fillTemplate(template, factsOf(caseView, me, template.language));
  const pick = (id: string): void => {
    const template = templates.find((one) => one.id === id);
    if (template) onPick(filled(template));
  };
  const itemsOf = (scope: Template['scope']): readonly PickItem[] =>
    templates
      .filter((template) => template.scope === scope)
      .map((template) => ({
        id: template.id,
        title: template.title,
        text: filled(template).text,
        ...(template.language !== caseView.language && {
          mark: <span className="chip unsure">{words.languageNames[template.language]}</span>,
        }),
      }));
  return (
    <PickList
      label={picker.template}
      icon="pen"
      searchLabel={picker.searchTemplate}
      empty={isPending ? words.common.loading : picker.noTemplate}
      groups={[
        { label: picker.own, items: itemsOf('me') },
        { label: picker.shared, items: itemsOf('all') },
      ]}
      onPick={pick}
      foot={<Link to="/organisation">{picker.manage}</Link>}
    />
  );
}

/** Those in the customer's language first, then by title. */
function inLanguageOrder(templates: readonly Template[], language: string): readonly Template[] {
  return [...templates].sort(
    (a, b) => Number(b.language === language) - Number(a.language === language) || a.title.localeCompare(b.title),
  );
}
