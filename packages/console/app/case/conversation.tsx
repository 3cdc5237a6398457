/** The mails and replies of a case, oldest first; the newest ones stand open. */
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { conversationOf, type Exchange } from './conversation-of.ts';
import { FailedCard } from './failed-card.tsx';
import { MailCard } from './mail-card.tsx';
import { SentCard } from './sent-card.tsx';

/** As many of the newest exchanges as stand open. */
const OPEN = 3;

export function Conversation({ shown }: { shown: Case }) {
  const { words } = useSession();
  const exchanges = conversationOf(shown);
  return (
    <section id="echanges" aria-label={words.case.conversation} className="conversation">
      {exchanges.map((exchange, index) => (
        <OneExchange
          key={keyOf(exchange)}
          number={shown.number}
          exchange={exchange}
          isOpen={index >= exchanges.length - OPEN}
        />
      ))}
    </section>
  );
}

function keyOf(exchange: Exchange): string {
  switch (exchange.kind) {
    case 'mail':
      return exchange.mail.mailId;
    case 'sent':
      return exchange.sent.replyId;
    case 'failed':
      return `failed-${exchange.failed.replyId}-${exchange.at}`;
  }
}

function OneExchange({ number, exchange, isOpen }: { number: string; exchange: Exchange; isOpen: boolean }) {
  if (exchange.kind === 'failed') return <FailedCard failed={exchange.failed} at={exchange.at} />;
  if (exchange.kind === 'sent') return <SentCard sent={exchange.sent} saysAlso={exchange.saysAlso} isOpen={isOpen} />;
  return <MailCard number={number} mail={exchange.mail} requests={exchange.requests} isOpen={isOpen} />;
}
