/** Everything that happened to the case, folded away until it is wanted. */
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { lineOf } from './timeline-line.ts';
import { useTongue } from './use-case-names.ts';
import { withNotes } from './with-notes.ts';

export function Timeline({ shown }: { shown: Case }) {
  const { words } = useSession();
  const timeline = withNotes(shown.timeline, shown.desk?.notes ?? []);
  const tongue = useTongue(shown);
  return (
    <details className="timeline">
      <summary>
        {words.case.history} <span className="quiet">{words.case.events(timeline.length)}</span>
      </summary>
      <ol>
        {timeline.map((entry) => {
          const { kind, title, note } = lineOf(entry, tongue);
          return (
            <li key={entry.eventId} className={`event ${kind}`}>
              <span className="event-title">{title}</span>
              {note !== undefined && note !== '' && <span className="quiet event-note">{note}</span>}
              <span className="quiet small">
                <Age at={entry.at} />
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
