/** The journey drawn: where it has been, where it stands, what may follow; and what it has gathered, with where each came from. */
import type { Case, Review } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { GatheredData } from './gathered-data.tsx';
import { courseOf, type RunOf, runOf } from './journey-course.ts';
import { JourneyDrawing } from './journey-drawing.tsx';
import { inLanguage, useCaseNames, useJourneyMap } from './use-case-names.ts';

export function JourneyPanel({ shown, review }: { shown: Case; review: Review | undefined }) {
  const { words } = useSession();
  const run = runOf(shown);
  return (
    <section className="panel" aria-labelledby="journey-title">
      <h2 id="journey-title">{words.case.journey}</h2>
      {run === undefined ? <p className="quiet">{words.case.noJourney}</p> : <Run shown={shown} run={run} />}
      <GatheredData shown={shown} review={review} />
    </section>
  );
}

function Run({ shown, run }: { shown: Case; run: RunOf }) {
  const { words, language } = useSession();
  const acts = usePageWords(actsWords);
  const map = useJourneyMap(shown);
  const names = useCaseNames(shown);
  const titleOf = useTitles();
  const title = inLanguage(map?.title, language) ?? titleOf(run.journey);
  const isClosed = shown.status === 'closed' || shown.status === 'merged';
  return (
    <>
      {run.before.map((name) => (
        <p key={name} className="quiet small">
          {acts.course.before(titleOf(name))}
        </p>
      ))}
      <p className="journey-name">{title}</p>
      {map && (
        <JourneyDrawing
          course={courseOf(map, run, shown.timeline, isClosed)}
          optionActs={shown.reviews.find(({ status }) => status === 'open')?.acts}
          names={names}
        />
      )}
      {!map && run.state !== undefined && (
        <p>
          <span className="quiet">{words.case.here} · </span>
          {names.step(run.state)}
        </p>
      )}
    </>
  );
}
