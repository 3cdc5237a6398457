/** The journey, where it stands, and what it has gathered. */
import type { Case, JourneyView, Review } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { Facts } from './value-view.tsx';

export function JourneyPanel({ shown, review }: { shown: Case; review: Review | undefined }) {
  const { words } = useSession();
  const { journeyView, journey, step } = shown;
  const titleOf = useTitles();
  const title = journeyView?.title ?? (journey === undefined ? undefined : titleOf(journey));
  const gathered = Object.entries(review?.data ?? {}).map(([name, value]) => ({ name, value }));
  return (
    <section className="panel" aria-labelledby="journey-title">
      <h2 id="journey-title">{words.case.journey}</h2>
      {title === undefined ? <p className="quiet">{words.case.noJourney}</p> : <p>{title}</p>}
      {journeyView && <Steps steps={journeyView.steps} />}
      {!journeyView && step !== undefined && (
        <p>
          <span className="quiet">{words.case.here} · </span>
          {inWords(step)}
        </p>
      )}
      {gathered.length > 0 && (
        <details>
          <summary>{words.case.gathered}</summary>
          <Facts facts={gathered} />
        </details>
      )}
    </section>
  );
}

function Steps({ steps }: Pick<JourneyView, 'steps'>) {
  const { words } = useSession();
  return (
    <ol className="steps">
      {steps.map(({ id, label, isHere, isDone }) => (
        <li key={id} aria-current={isHere ? 'step' : undefined} data-done={isDone}>
          <span className="step-mark">{isDone && <Icon name="check" size={12} />}</span>
          {label || inWords(id)}
          <span className="visually-hidden"> {isHere ? words.case.here : isDone ? words.case.done : ''}</span>
        </li>
      ))}
    </ol>
  );
}
