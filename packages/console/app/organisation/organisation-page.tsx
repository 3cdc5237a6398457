/** What a company sets up for its desk: everybody reads it, supervisors change it, advisors keep things of their own. */
import '../styles/pages.css';
import '../styles/organisation.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Setup } from '../api/setup-types.ts';
import { SECTIONS, type Section } from '../router-search.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { GoalsSection } from './goals-section.tsx';
import { MacrosSection } from './macros-section.tsx';
import { organisationWords } from './organisation-words.ts';
import { RulesSection } from './rules-section.tsx';
import { setupQuery } from './setup-queries.ts';
import { TagsSection } from './tags-section.tsx';
import { TemplatesSection } from './templates-section.tsx';
import { ViewsSection } from './views-section.tsx';

const route = getRouteApi('/organisation');

/** What only supervisors change. */
const FOR_SUPERVISORS: ReadonlySet<Section> = new Set(['rules', 'tags', 'goals']);

export function OrganisationPage() {
  const { words: shared, may } = useSession();
  const words = usePageWords(organisationWords);
  const { section = 'templates' } = route.useSearch();
  const found = useQuery(setupQuery);
  usePageTitle(words.title);
  const isReadOnly = FOR_SUPERVISORS.has(section) ? !may('supervisor') : !may('advisor');
  return (
    <div className="page organisation">
      <h1>{words.title}</h1>
      <p className="quiet">{words.lead}</p>
      <div className="organisation-body">
        <Sections setup={found.data} />
        <section className="card setup-section" aria-labelledby="section-title">
          <h2 id="section-title">{words.sections[section]}</h2>
          <p className="quiet small">{words.leads[section]}</p>
          {isReadOnly && <p className="notice small">{words.readOnly}</p>}
          {found.data && <OneSection section={section} setup={found.data} />}
          {found.isPending && <p className="quiet">{shared.common.loading}</p>}
          {found.isError && !found.data && <LoadFailure onRetry={() => void found.refetch()} />}
        </section>
      </div>
    </div>
  );
}

function Sections({ setup }: { setup: Setup | undefined }) {
  const words = usePageWords(organisationWords);
  return (
    <nav aria-label={words.sectionsLabel} className="section-links">
      <ul>
        {SECTIONS.map((name) => (
          <li key={name}>
            <Link
              to="/organisation"
              search={name === 'templates' ? {} : { section: name }}
              className="state-link"
              activeOptions={{ exact: true }}
            >
              <span>{words.sections[name]}</span>
              <span className="count">{name === 'tags' || name === 'goals' ? '' : (setup?.[name].length ?? '')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OneSection({ section, setup }: { section: Section; setup: Setup }) {
  switch (section) {
    case 'templates':
      return <TemplatesSection templates={setup.templates} />;
    case 'macros':
      return <MacrosSection macros={setup.macros} templates={setup.templates} />;
    case 'rules':
      return <RulesSection rules={setup.rules} />;
    case 'tags':
      return <TagsSection />;
    case 'goals':
      return <GoalsSection goals={setup.goals} />;
    case 'views':
      return <ViewsSection views={setup.views} />;
  }
}
