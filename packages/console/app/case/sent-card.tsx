/** A reply that left. */
import type { AnySent } from '../api/case-types.ts';
import { formatBytes } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';

interface SentCardProps {
  readonly sent: AnySent;
  readonly saysAlso: readonly string[];
  readonly isOpen: boolean;
}

export function SentCard({ sent, saysAlso, isOpen }: SentCardProps) {
  const { words } = useSession();
  const { side } = usePageWords(actsWords);
  const isAside = sent.side !== undefined;
  const isBot = sent.author.id === 'bot';
  const author = isBot ? words.common.bot : (sent.author.name ?? sent.author.id);
  return (
    <details className="exchange sent" open={isOpen}>
      <summary>
        <span className="avatar">
          <Icon name={isBot ? 'bot' : 'pen'} size={15} />
        </span>
        <span className="exchange-who">
          <strong>{isAside ? side.sentBy(author) : words.case.sentBy(author)}</strong>
          <span className="quiet small">
            {' '}
            {isAside ? sent.to.address : (words.purposes[sent.purpose] ?? sent.purpose)}
          </span>
        </span>
        <span className="quiet small">
          <Age at={sent.sentAt} />
        </span>
      </summary>
      <Copies sent={sent} />
      <div className="words">{sent.text.trim()}</div>
      <SentFiles sent={sent} />
      <SentNotes sent={sent} saysAlso={saysAlso} />
    </details>
  );
}

function Copies({ sent: { cc = [] } }: Pick<SentCardProps, 'sent'>) {
  const told = usePageWords(actsWords).mail;
  if (cc.length === 0) return null;
  return (
    <p className="sent-copies quiet small">
      {told.cc(cc.map(({ name, address }) => (name === undefined ? address : `${name} <${address}>`)).join(', '))}
    </p>
  );
}

function SentFiles({ sent: { attachments = [] } }: Pick<SentCardProps, 'sent'>) {
  const { words, language } = useSession();
  if (attachments.length === 0) return null;
  return (
    <div className="attachments">
      <p className="quiet small">{words.case.attachments(attachments.length)}</p>
      <ul>
        {attachments.map(({ name, bytes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file has no other name than its place in the mail
          <li key={index} className="attachment">
            <Icon name="clip" />
            <span className="attachment-name">
              <span className="ellipsis">{name}</span>
              <span className="quiet small">{formatBytes(bytes, language)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
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
