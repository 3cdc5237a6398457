/** Finding a case by words, names, addresses and numbers. */
import '../styles/pages.css';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { searchQuery } from '../api/queries.ts';
import type { FoundCase } from '../api/types.ts';

import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { useTitles } from '../shell/use-titles.ts';

const route = getRouteApi('/search');
const PAUSE_MS = 150;

export function SearchPage() {
  const { words } = useSession();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  usePageTitle(words.search.title);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (asked !== q) void navigate({ to: '/search', search: asked === '' ? {} : { q: asked }, replace: true });
  }, [asked, q, navigate]);
  return (
    <div className="page">
      <h1>{words.search.title}</h1>
      <TextInput
        className="search-field"
        type="search"
        size="md"
        aria-label={words.search.label}
        placeholder={words.search.placeholder}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoFocus
      />
      {asked === '' ? <p className="quiet">{words.search.lead}</p> : <Found asked={asked} />}
    </div>
  );
}

function Found({ asked }: { asked: string }) {
  const { words } = useSession();
  const found = useQuery(searchQuery(asked));
  if (found.isError) return <LoadFailure onRetry={() => void found.refetch()} />;
  if (!found.data) return <p className="quiet">{words.common.loading}</p>;
  const { cases, tookMs } = found.data;
  return (
    <>
      <p className="quiet small" role="status">
        {cases.length === 0 ? words.search.none : words.search.found(cases.length, Math.round(tookMs))}
      </p>
      <ul className="found">
        {cases.map((one) => (
          <li key={one.number}>
            <FoundLink found={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

function FoundLink({ found }: { found: FoundCase }) {
  const { words } = useSession();
  const titleOf = useTitles();
  const { number, subject, customer, status, journey, updatedAt, tags } = found;
  return (
    <Link to="/cases/$number" params={{ number }} className="found-link">
      <span className="found-what">
        <strong className="ellipsis">{subject || words.common.noSubject}</strong>
        <span className="quiet small ellipsis">
          {customer?.name ?? customer?.address ?? words.common.noCustomer} · <span className="mono">{number}</span>
        </span>
      </span>
      <span className="found-marks">
        {journey !== undefined && <span className="chip only-wide">{titleOf(journey)}</span>}
        {tags.slice(0, 1).map((tag) => (
          <span key={tag} className="chip tag">
            {tag}
          </span>
        ))}
        <span className="chip">{words.statuses[status]}</span>
      </span>
      <span className="quiet small">
        <Age at={updatedAt} />
      </span>
    </Link>
  );
}
