/** A reply that left. */
import type { Sent } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';

export function SentCard({ sent, isOpen }: { sent: Sent; isOpen: boolean }) {
  const { words } = useSession();
  const isBot = sent.author.id === 'bot';
  const author = isBot ? words.common.bot : (sent.author.name ?? sent.author.id);
  return (
    <details className="exchange sent" open={isOpen}>
      <summary>
        <span className="avatar">
          <Icon name={isBot ? 'bot' : 'pen'} size={15} />
        </span>
        <span className="exchange-who">
          <strong>{words.case.sentBy(author)}</strong>
          <span className="quiet small"> {words.purposes[sent.purpose] ?? sent.purpose}</span>
        </span>
        <span className="quiet small">
          <Age at={sent.sentAt} />
        </span>
      </summary>
      <div className="words">{sent.text.trim()}</div>
    </details>
  );
}
