/** What the journey has gathered: each datum with its value and where it came from. */
import type { Case, Review } from '../api/types.ts';
import { useNow } from '../clock.tsx';
import { formatDate } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { gatheredOf, type Origin } from './data-origin.ts';
import { useCaseNames } from './use-case-names.ts';
import { ValueView } from './value-view.tsx';

export function GatheredData({ shown, review }: { shown: Case; review: Review | undefined }) {
  const { course } = usePageWords(actsWords);
  const { datum } = useCaseNames(shown);
  const gathered = gatheredOf(shown, review);
  if (gathered.length === 0) return null;
  return (
    <details className="gathered" open>
      <summary>{course.gathered}</summary>
      <dl className="facts">
        {gathered.map(({ name, value, origin }) => (
          <div key={name}>
            <dt>{datum(name)}</dt>
            <dd>
              <ValueView value={value} />
              {origin && <OriginNote origin={origin} />}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function OriginNote({ origin }: { origin: Origin }) {
  const told = useOriginWords(origin);
  return <span className="origin quiet small">{told}</span>;
}

function useOriginWords(told: Origin): string {
  const { language } = useSession();
  const { origin } = usePageWords(actsWords);
  const nameOf = useNames();
  const day = formatDate(told.at, useNow(), language);
  switch (told.kind) {
    case 'system':
      return origin.system(told.operation);
    case 'person':
      return origin.person(told.by.name ?? nameOf(told.by.id));
    case 'run':
      return origin.run;
    default:
      return origin[told.kind](day);
  }
}
