/** The states of the queue with their counts, and the views: one's own and those of all. */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { countsQuery } from '../api/queries.ts';
import { Icon } from '../icons.tsx';
import { STATES, withState } from '../queue/desk-filter.ts';
import type { SavedView } from '../queue/saved-views.ts';
import { savedViewsWords } from '../queue/saved-views-words.ts';
import { useHeldViews, useSavedViews } from '../queue/use-saved-views.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { late } from './late.tsx';

/** Asked for rarely: not in the first page. */
const ConfirmDialog = late(async () => (await import('../organisation/confirm-dialog.tsx')).ConfirmDialog);

export function ViewLinks() {
  const isQueue = useLocation({ select: ({ pathname }) => pathname === '/' });
  if (!isQueue) return null;
  return (
    <div className="view-links">
      <StateLinks />
      <Views />
      <Offer />
    </div>
  );
}

function Views() {
  const { words } = useSession();
  const [views, setViews] = useSavedViews();
  return (
    <>
      {views.length > 0 && <h2>{words.shell.views}</h2>}
      <ul>
        {views.map((view) => (
          <ViewLink
            key={view.id ?? view.name}
            view={view}
            onDelete={() => setViews(views.filter((other) => other !== view))}
          />
        ))}
      </ul>
    </>
  );
}

/** What is everybody's is deleted on the page of the organisation. */
function ViewLink({ view, onDelete }: { view: SavedView; onDelete: () => void }) {
  const { words } = useSession();
  const { shared } = usePageWords(savedViewsWords);
  const isShared = view.scope === 'all';
  return (
    <li className="view">
      <Link to="/" search={view.filter} className="state-link" activeOptions={{ exact: true }}>
        <Icon name={isShared ? 'flag' : 'star'} size={14} />
        <span title={isShared ? shared : undefined}>{view.name}</span>
      </Link>
      {!isShared && <DeleteView label={words.queue.deleteView(view.name)} onDelete={onDelete} />}
    </li>
  );
}

function DeleteView({ label, onDelete }: { label: string; onDelete: () => void }) {
  const { deleteTitle } = usePageWords(savedViewsWords);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="icon-button remove" aria-label={label} onClick={() => setAsking(true)}>
        <Icon name="close" size={14} />
      </button>
      {isAsking && (
        <ConfirmDialog
          title={deleteTitle}
          action={deleteTitle}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            onDelete();
          }}
        >
          <p>{label}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Views that only this browser holds are offered to be kept on the server, once. */
function Offer() {
  const words = usePageWords(savedViewsWords);
  const { held, isOffered, takeOver, putOff } = useHeldViews();
  if (!isOffered) return null;
  return (
    <div className="menu-empty" role="status">
      <p>{words.held(held.length)}</p>
      <button type="button" className="link" disabled={takeOver.isPending} onClick={() => takeOver.mutate()}>
        {words.takeOver}
      </button>{' '}
      <button type="button" className="link" onClick={putOff}>
        {words.later}
      </button>
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
