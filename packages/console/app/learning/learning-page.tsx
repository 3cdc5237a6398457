/** What the bot may learn from what advisors decided, and what its answers are worth: the authors' page. */
import '../styles/pages.css';
import '../styles/organisation.css';
import './learning.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useSession } from '../session.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { proposalsQuery } from './learning-queries.ts';
import { PARTS } from './learning-search.ts';
import { learningWords } from './learning-words.ts';
import { ProposalsPart } from './proposals-part.tsx';
import { ThresholdsPart } from './thresholds-part.tsx';
import { UndoNotice } from './undo-notice.tsx';
import { type Deciding, useVerdicts } from './use-verdicts.ts';
import { undecided } from './verdicts.ts';

const route = getRouteApi('/learning');

export function LearningPage() {
  const { may } = useSession();
  const words = usePageWords(learningWords);
  usePageTitle(words.title);
  return may('author') ? <Learning /> : <ForAuthors />;
}

function ForAuthors() {
  const { me, words: shared } = useSession();
  const words = usePageWords(learningWords);
  return (
    <div className="page">
      <div className="message">
        <h1>{words.title}</h1>
        <p>{words.forAuthors}</p>
        <p className="for-authors">{words.forAuthorsNote(shared.roles[me.role].toLowerCase())}</p>
      </div>
    </div>
  );
}

function Learning() {
  const words = usePageWords(learningWords);
  const { part = 'proposed' } = route.useSearch();
  const deciding = useVerdicts();
  return (
    <div className="page learning">
      <h1>{words.title}</h1>
      <p className="quiet">{words.lead}</p>
      <div className="organisation-body">
        <Parts deciding={deciding} />
        <section className="card setup-section" aria-labelledby="part-title">
          <h2 id="part-title">{words.titles[part]}</h2>
          <p className="quiet small part-lead">{words.leads[part]}</p>
          {part === 'thresholds' ? <ThresholdsPart /> : <ProposalsPart key={part} status={part} deciding={deciding} />}
        </section>
      </div>
      <UndoNotice deciding={deciding} />
    </div>
  );
}

function Parts({ deciding }: { deciding: Deciding }) {
  const words = usePageWords(learningWords);
  return (
    <nav aria-label={words.partsLabel} className="section-links">
      <ul>
        {PARTS.map((name) => (
          <li key={name}>
            <Link
              to="/learning"
              search={name === 'proposed' ? {} : { part: name }}
              className="state-link"
              activeOptions={{ exact: true }}
            >
              <span>{words.parts[name]}</span>
              <span className="count">{name === 'proposed' && <Waiting deciding={deciding} />}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** How many wait to be decided; of more than a page only that there are more. */
function Waiting({ deciding: { verdicts } }: { deciding: Deciding }) {
  const { data, hasNextPage } = useInfiniteQuery(proposalsQuery('proposed'));
  if (data === undefined) return null;
  const loaded = undecided(
    data.pages.flatMap(({ proposals }) => proposals),
    verdicts,
  );
  return `${loaded.length}${hasNextPage ? '+' : ''}`;
}
