/** Cases that belong with this one. What was merged into it can be read here. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type ActsDesk, type CaseLink, LINK_KINDS } from '../api/case-types.ts';
import { caseQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { Exchanges } from './conversation.tsx';
import { conversationOf } from './conversation-of.ts';
import { useCaseAction } from './use-case-action.ts';

export function LinksPanel({ shown }: { shown: Case }) {
  const { links: told } = usePageWords(actsWords);
  const desk: ActsDesk | undefined = shown.desk;
  const links = desk?.links ?? [];
  if (links.length === 0) return null;
  const inOrder = LINK_KINDS.flatMap((kind) => links.filter((link) => link.kind === kind));
  return (
    <section className="panel" aria-labelledby="links-title">
      <h2 id="links-title">{told.title}</h2>
      <ul className="links">
        {inOrder.map((link) => (
          <OneLink key={`${link.kind}-${link.number}`} own={shown.number} link={link} />
        ))}
      </ul>
    </section>
  );
}

function OneLink({ own, link: { number, kind } }: { own: string; link: CaseLink }) {
  const { words, may } = useSession();
  const { links: told } = usePageWords(actsWords);
  const { mutate, isPending } = useCaseAction(own);
  const { data: other } = useQuery(caseQuery(number));
  const canUnlink = (kind === 'duplicate' || kind === 'related') && may('advisor');
  return (
    <li className="case-link">
      <div className="case-link-head">
        <span className="chip tag">{told.kinds[kind]}</span>
        <Link to="/cases/$number" params={{ number }} className="mono small">
          {number}
        </Link>
        {other && <span className="chip">{words.statuses[other.status]}</span>}
        {canUnlink && (
          <button
            type="button"
            className="icon-button"
            aria-label={told.unlink(number)}
            title={told.unlink(number)}
            disabled={isPending}
            onClick={() => mutate({ action: 'unlink', body: { other: number } })}
          >
            <Icon name="close" size={14} />
          </button>
        )}
      </div>
      {other && <p className="small break">{other.subject || words.common.noSubject}</p>}
      {kind === 'absorbed' && <Absorbed number={number} />}
    </li>
  );
}

/** What was exchanged there, to be read in place. */
function Absorbed({ number }: { number: string }) {
  const { words } = useSession();
  const { links: told } = usePageWords(actsWords);
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({ ...caseQuery(number), enabled: isOpen });
  const exchanges = found.data === undefined ? [] : conversationOf(found.data);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">
        {told.unfold}
        <span className="visually-hidden"> {number}</span>
      </summary>
      {found.isError && <LoadFailure onRetry={() => void found.refetch()} />}
      {isOpen && found.isLoading && <p className="quiet small">{words.common.loading}</p>}
      {isOpen && found.data && exchanges.length === 0 && <p className="quiet small">{told.empty}</p>}
      {isOpen && (
        <div className="conversation absorbed">
          <Exchanges number={number} exchanges={exchanges} open={1} />
        </div>
      )}
    </details>
  );
}
