/** A reply that left. */
import type { Sent } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';

interface SentCardProps {
  readonly sent: Sent;
  readonly saysAlso: readonly string[];
  readonly isOpen: boolean;
}

export function SentCard({ sent, saysAlso, isOpen }: SentCardProps) {
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
      <SentNotes sent={sent} saysAlso={saysAlso} />
    </details>
  );
}

function SentNotes({ sent: { refused = [] }, saysAlso }: Pick<SentCardProps, 'sent' | 'saysAlso'>) {
  const { words } = useSession();
  const { exchange } = words;
  if (refused.length + saysAlso.length === 0) return null;
  return (
    <ul className="sent-notes quiet small">
      {saysAlso.map((purpose) => (
        <li key={purpose}>
          {purpose === 'acknowledgement'
            ? exchange.alsoAcknowledges
            : exchange.saysAlso(words.purposes[purpose] ?? purpose)}
        </li>
      ))}
      {refused.map(({ address, reply }) => (
        <li key={address} className="refused">
          {exchange.refused(address, reply)}
        </li>
      ))}
    </ul>
  );
}
