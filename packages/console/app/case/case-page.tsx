/** One case: what was exchanged on the left; what to decide and what is known on the right. */
import '../styles/case.css';
import '../styles/exchange.css';
import '../styles/panels.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { caseQuery } from '../api/queries.ts';
import type { Case } from '../api/types.ts';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { OpenSideContext } from '../editor/open-side.ts';
import { useKeys } from '../keys/use-keys.ts';
import { neighbour } from '../queue/last-queue.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { late } from '../shell/late.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { type ActName, actsFor, isInTrash } from './acts-menu.tsx';
import { CaseBanners } from './case-banners.tsx';
import { CaseHeader } from './case-header.tsx';
import { Conversation } from './conversation.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { JourneyPanel } from './journey-panel.tsx';
import { LinksPanel } from './links-panel.tsx';
import { Notes } from './notes.tsx';
import { ReplyEditor } from './reply-editor.tsx';
import { NOTHING_SAID } from './said.ts';
import { SampleCheck } from './sample-check.tsx';
import type { SideStart } from './side-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { Timeline } from './timeline.tsx';
import { useCaseAction } from './use-case-action.ts';
import { usePresence } from './use-presence.ts';
import { openChecks, reviewToDecide } from './which-review.ts';

const route = getRouteApi('/cases/$number');

/** Dialogues are loaded when the first one is opened. */
const ActDialog = late(async () => (await import('./act-dialogs.tsx')).ActDialog);
const SideDialog = late(async () => (await import('./side-dialog.tsx')).SideDialog);

export function CasePage() {
  const { number } = route.useParams();
  const { words } = useSession();
  const found = useQuery(caseQuery(number));
  usePageTitle(words.case.title(number));
  if (found.data) return <CaseView key={number} shown={found.data} />;
  if (found.error instanceof ApiError && found.error.status === 404) {
    return (
      <div className="message">
        <h1>{words.case.missing}</h1>
      </div>
    );
  }
  if (found.isError) return <LoadFailure onRetry={() => void found.refetch()} />;
  return <p className="starting">{words.common.loading}</p>;
}

function CaseView({ shown }: { shown: Case }) {
  const { words, may } = useSession();
  const [isWriting, setWriting] = useState(shown.desk?.draft !== undefined);
  const [said, setSaid] = useState(NOTHING_SAID);
  const [takenUp, setTakenUp] = useState<InsertWords>();
  const dialogues = useDialogues(shown);
  const { open, openSide } = dialogues;
  const noteField = useRef<HTMLTextAreaElement>(null);
  const presence = usePresence(shown.number);
  useCaseKeys(
    shown,
    () => setWriting(true),
    () => noteField.current?.focus(),
    open,
  );
  const review = reviewToDecide(shown);
  const checks = openChecks(shown);
  return (
    <div className="case">
      <CaseHeader shown={shown} viewers={presence.viewers} onAct={open} />
      <CaseBanners shown={shown} onOpen={open} />
      <div className="case-body">
        <nav className="case-sections only-narrow" aria-label={words.case.sections}>
          <a href="#echanges">{words.case.conversation}</a>
          <a href="#decision">{words.case.decide}</a>
          <a href="#notes">{words.case.notes}</a>
        </nav>
        <div className="case-main">
          <Conversation shown={shown} />
          {may('advisor') && isLive(shown) && (
            <OpenSideContext value={openSide}>
              <ReplyEditor
                shown={shown}
                review={review}
                said={said}
                isOpen={isWriting}
                onOpenChange={setWriting}
                onTyping={presence.tellTyping}
                viewers={presence.viewers}
                takenUp={takenUp}
              />
            </OpenSideContext>
          )}
          <Timeline shown={shown} />
        </div>
        <div className="case-side">
          {(review !== undefined || checks.length === 0) && (
            <DecisionPanel
              key={review?.reviewId ?? 'none'}
              {...{ shown, review, said }}
              onSay={setSaid}
              onSplit={() => open('split')}
              onTakeUp={(words) => {
                setTakenUp(words);
                setWriting(true);
              }}
            />
          )}
          {checks.map((check) => (
            <SampleCheck key={check.reviewId} shown={shown} review={check} />
          ))}
          <JourneyPanel shown={shown} review={review} />
          <LinksPanel shown={shown} />
          <SidePanel shown={shown} onWrite={(conversation) => openSide(conversation ? { conversation } : {})} />
          <Notes shown={shown} fieldRef={noteField} />
          <CustomerPanel shown={shown} />
        </div>
      </div>
      {dialogues.shown}
    </div>
  );
}

/** At most one dialogue of each kind: an act's, and that of a side conversation. */
function useDialogues(shown: Case) {
  const [act, setAct] = useState<Exclude<ActName, 'ask'>>();
  const [side, openSide] = useState<SideStart>();
  return {
    open: (chosen: ActName): void => (chosen === 'ask' ? openSide({}) : setAct(chosen)),
    openSide,
    shown: (
      <>
        {act !== undefined && <ActDialog act={act} shown={shown} onClose={() => setAct(undefined)} />}
        {side !== undefined && <SideDialog shown={shown} start={side} onClose={() => openSide(undefined)} />}
      </>
    ),
  };
}

/** Nothing is written to the customer from a case that went into another one, or was thrown away. */
function isLive(shown: Case): boolean {
  return shown.status !== 'merged' && !isInTrash(shown);
}

function useCaseKeys(shown: Case, write: () => void, note: () => void, act: (name: ActName) => void): void {
  const { number } = shown;
  const navigate = useNavigate();
  const { me, may } = useSession();
  const { mutate } = useCaseAction(number);
  const open = (other: string | undefined): void => {
    if (other !== undefined) void navigate({ to: '/cases/$number', params: { number: other } });
  };
  // By a mark of ours: the menus give the buttons that open them ids of their own.
  const press = (act: string) => () => document.querySelector<HTMLElement>(`[data-act="${act}"]`)?.click();
  useKeys({
    next: () => open(neighbour(number, 1)),
    previous: () => open(neighbour(number, -1)),
    back: () => void navigate({ to: '/' }),
    reply: write,
    note,
    'assign-me': () => mutate({ action: 'assign', body: { to: me.id } }),
    'take-over': press('hold'),
    acts: press('acts'),
    archive: () => {
      if (may('advisor') && actsFor(shown).flat().includes('archive')) act('archive');
    },
    snooze: press('snooze'),
    tag: press('tag'),
  });
}
