/** The states of the queue with their counts, and the views a person keeps. */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { countsQuery } from '../api/queries.ts';
import { Icon } from '../icons.tsx';
import { STATES, withState } from '../queue/desk-filter.ts';
import { withoutView } from '../queue/saved-views.ts';
import { useSavedViews } from '../queue/use-saved-views.ts';
import { useSession } from '../session.tsx';

export function ViewLinks() {
  const { words } = useSession();
  const [views, setViews] = useSavedViews();
  const isQueue = useLocation({ select: ({ pathname }) => pathname === '/' });
  if (!isQueue) return null;
  return (
    <div className="view-links">
      <StateLinks />
      {views.length > 0 && <h2>{words.shell.views}</h2>}
      <ul>
        {views.map(({ name, filter }) => (
          <li key={name} className="view">
            <Link to="/" search={filter} className="state-link" activeOptions={{ exact: true }}>
              <Icon name="star" size={14} />
              <span>{name}</span>
            </Link>
            <button
              type="button"
              className="icon-button remove"
              aria-label={words.queue.deleteView(name)}
              onClick={() => setViews(withoutView(views, name))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function StateLinks() {
  const { words } = useSession();
  const { data } = useQuery(countsQuery({}));
  return (
    <ul>
      {STATES.map((state) => (
        <li key={state}>
          <Link to="/" search={withState({}, state)} className="state-link" activeOptions={{ exact: true }}>
            <span>{words.states[state]}</span>
            <span className="count">{data?.states[state] ?? ''}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
