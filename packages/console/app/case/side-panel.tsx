/** Conversations with people outside: beside the customer's, never within it, and unmistakably so. */
import { Button } from '@mantine/core';
import type { ActsDesk, SideConversation } from '../api/case-types.ts';
import type { Case } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { Exchanges } from './conversation.tsx';
import { sideConversationOf } from './conversation-of.ts';

interface SideProps {
  readonly shown: Case;
  /** With the conversation that goes on; without one, a new one. */
  readonly onWrite: (conversation?: SideConversation) => void;
}

export function SidePanel({ shown, onWrite }: SideProps) {
  const { may } = useSession();
  const { side: told } = usePageWords(actsWords);
  const desk: ActsDesk | undefined = shown.desk;
  const conversations = desk?.side ?? [];
  const canWrite = may('advisor') && desk !== undefined && shown.status !== 'merged';
  if (conversations.length === 0 && !canWrite) return null;
  return (
    <div className="panel side">
      <h2>{told.title}</h2>
      <p className="side-hidden">
        <Icon name="hidden" size={16} />
        <span>
          <strong>{told.hidden}.</strong> {told.hiddenNote}
        </span>
      </p>
      {conversations.map((one) => (
        <OneConversation key={one.id} shown={shown} conversation={one} onWrite={canWrite ? onWrite : undefined} />
      ))}
      {canWrite && (
        <Button variant="default" className="start" onClick={() => onWrite()}>
          {told.ask}
        </Button>
      )}
    </div>
  );
}

interface OneProps {
  readonly shown: Case;
  readonly conversation: SideConversation;
  readonly onWrite: SideProps['onWrite'] | undefined;
}

function OneConversation({ shown, conversation, onWrite }: OneProps) {
  const { side: told } = usePageWords(actsWords);
  const { words } = useSession();
  const { id, subject, isAnswered, lastAt } = conversation;
  return (
    <details className="side-conversation">
      <summary>
        <span className="side-with">{conversation.with.join(', ')}</span>
        <span className={`chip ${isAnswered ? 'good' : ''}`}>{isAnswered ? told.answered : told.waits}</span>
        <span className="quiet small side-subject">
          {subject || words.common.noSubject} · <Age at={lastAt} />
        </span>
      </summary>
      <div className="conversation">
        <Exchanges number={shown.number} exchanges={sideConversationOf(shown, id)} open={1} />
      </div>
      {onWrite && (
        <Button variant="default" leftSection={<Icon name="pen" size={14} />} onClick={() => onWrite(conversation)}>
          {told.more}
        </Button>
      )}
    </details>
  );
}
