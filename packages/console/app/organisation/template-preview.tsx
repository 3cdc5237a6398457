/** A template as it would come out on an example case, with what was filled in and what is left marked. */
import { useQuery } from '@tanstack/react-query';
import type { Template } from '../api/setup-types.ts';
import { journeyWordsQuery } from '../case/case-queries.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { type TemplateFacts, templateParts } from './fill-template.ts';
import { organisationWords } from './organisation-words.ts';

type Previewed = Pick<Template, 'language' | 'subject' | 'text'>;

export function TemplatePreview({ template }: { template: Previewed }) {
  const { templates } = usePageWords(organisationWords);
  const facts = useExample(template);
  const { subject = '', text, language } = template;
  if (text.trim() === '') return null;
  return (
    <section className="preview" aria-labelledby="preview-title">
      <h3 id="preview-title">{templates.preview}</h3>
      <div className="preview-paper" lang={language}>
        {subject.trim() !== '' && (
          <p className="preview-subject">
            <Parts text={subject} language={language} facts={facts} />
          </p>
        )}
        <p className="preview-text">
          <Parts text={text} language={language} facts={facts} />
        </p>
      </div>
      <p className="quiet small preview-legend">
        <mark className="known">{templates.legendKnown}</mark> <mark className="blank">{templates.legendBlank}</mark>
      </p>
    </section>
  );
}

function Parts({ text, language, facts }: Pick<Template, 'text' | 'language'> & { facts: TemplateFacts }) {
  return templateParts(text, facts, language).map(({ kind, text: part }, index) => {
    // The parts of one text have no other name than their place.
    const key = `${index}-${kind}`;
    if (kind === 'written') return <span key={key}>{part}</span>;
    return (
      <mark key={key} className={kind === 'known' ? 'known' : 'blank'}>
        {part}
      </mark>
    );
  });
}

/** An example customer; each datum of a journey by its title. */
function useExample({ language }: Previewed): TemplateFacts {
  const { me } = useSession();
  const { data: named } = useQuery(journeyWordsQuery);
  const data = Object.entries(named?.data ?? {}).map(([name, title]) => [
    `data.${name}`,
    `‹${(title[language] ?? title.fr).toLowerCase()}›`,
  ]);
  return { ...organisationWords[language].templates.example, 'me.name': me.name, ...Object.fromEntries(data) };
}
