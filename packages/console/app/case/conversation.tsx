/** The mails and replies of a case, oldest first; the newest ones stand open. */
import type { Case } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { CallCard } from './call-card.tsx';
import { conversationOf, type Exchange } from './conversation-of.ts';
import { FailedCard } from './failed-card.tsx';
import { LeavingCard } from './leaving-card.tsx';
import { MailCard } from './mail-card.tsx';
import { SentCard } from './sent-card.tsx';

/** As many of the newest exchanges as stand open. */
const OPEN = 3;

export function Conversation({ shown }: { shown: Case }) {
  const { words } = useSession();
  return (
    <section id="echanges" aria-label={words.case.conversation} className="conversation">
      <Exchanges number={shown.number} exchanges={conversationOf(shown)} open={OPEN} />
    </section>
  );
}

interface ExchangesProps {
  readonly number: string;
  readonly exchanges: readonly Exchange[];
  /** As many of the newest as stand open. */
  readonly open: number;
}

/** Exchanges as cards: of the customer's conversation, a side conversation, or another case's. */
export function Exchanges({ number, exchanges, open }: ExchangesProps) {
  return exchanges.map((exchange, index) => (
    <OneExchange key={keyOf(exchange)} number={number} exchange={exchange} isOpen={index >= exchanges.length - open} />
  ));
}

function keyOf(exchange: Exchange): string {
  switch (exchange.kind) {
    case 'mail':
      return exchange.mail.mailId;
    case 'sent':
      return exchange.sent.replyId;
    case 'failed':
      return `failed-${exchange.failed.replyId}-${exchange.at}`;
    case 'call':
      return exchange.id;
    case 'leaving':
      return `leaving-${exchange.requested.replyId}`;
  }
}

function OneExchange({ number, exchange, isOpen }: { number: string; exchange: Exchange; isOpen: boolean }) {
  switch (exchange.kind) {
    case 'failed':
      return <FailedCard failed={exchange.failed} at={exchange.at} />;
    case 'sent':
      return <SentCard sent={exchange.sent} saysAlso={exchange.saysAlso} isOpen={isOpen} />;
    case 'call':
      return <CallCard text={exchange.text} by={exchange.by} at={exchange.at} isOpen={isOpen} />;
    case 'leaving':
      return <LeavingCard requested={exchange.requested} at={exchange.at} />;
    case 'mail':
      return <MailCard number={number} mail={exchange.mail} requests={exchange.requests} isOpen={isOpen} />;
  }
}
