/** A mail of the customer: the words with what was understood, or the mail as it was written. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Mail, MailRequest } from '../api/types.ts';
import { formatShare, inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { initials } from '../shell/account-menu.tsx';
import { Age } from '../shell/age.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { Attachments } from './attachments.tsx';
import { MailFrame } from './mail-frame.tsx';
import { markText } from './marked-text.ts';

interface MailCardProps {
  readonly number: string;
  readonly mail: Mail;
  readonly requests: readonly MailRequest[];
  readonly isOpen: boolean;
}

export function MailCard({ number, mail, requests, isOpen }: MailCardProps) {
  const { words } = useSession();
  const [view, setView] = useState<'understood' | 'original'>('understood');
  const who = mail.from?.name ?? mail.from?.address ?? words.common.noCustomer;
  return (
    <details className="exchange mail" open={isOpen}>
      <summary>
        <span className="avatar">{initials(who)}</span>
        <span className="exchange-who">
          <strong>{who}</strong>
          <span className="quiet small"> {mail.from?.name !== undefined && mail.from.address}</span>
        </span>
        <Proof mail={mail} />
        <span className="quiet small">
          <Age at={mail.receivedAt} />
        </span>
      </summary>
      <div className="mail-view">
        <SegmentedControl
          size="xs"
          aria-label={words.case.view}
          value={view}
          onChange={(value) => setView(value === 'original' ? 'original' : 'understood')}
          data={(['understood', 'original'] as const).map((value) => ({ value, label: words.case.texts[value] }))}
        />
      </div>
      <Problems mail={mail} />
      {view === 'original' ? <MailFrame number={number} mail={mail} /> : <MarkedText mail={mail} requests={requests} />}
      {mail.attachments.length > 0 && <Attachments number={number} mail={mail} />}
    </details>
  );
}

function Proof({ mail: { proof, kind } }: { mail: Mail }) {
  const { words } = useSession();
  const told = words.mailKinds[kind];
  return (
    <>
      {told !== undefined && <span className="chip">{told}</span>}
      <span className={`chip only-wide ${proof === 'authenticated' ? 'good' : proof === 'none' ? 'bad' : ''}`}>
        {words.proofs[proof]}
      </span>
    </>
  );
}

function MarkedText({ mail, requests }: Pick<MailCardProps, 'mail' | 'requests'>) {
  const { words, language } = useSession();
  const titleOf = useTitles();
  if (mail.text.trim() === '') return <p className="words quiet">{words.case.noText}</p>;
  return (
    <div className="words" lang={mail.language}>
      {markText(mail.text, requests).map(({ text, start, request }) => {
        if (request === undefined) return text;
        const top = requests[request]?.intents[0];
        const said = top ? `${titleOf(top.intent)} ${formatShare(top.probability, language)}` : words.case.outOfScope;
        return (
          <mark key={start} className={`request-${request % 3}`} title={said}>
            {text}
            <small lang={language}>{said}</small>
          </mark>
        );
      })}
    </div>
  );
}

/** What reading the mail ran into, in words; a code nobody knows by what it says. */
function Problems({ mail: { problems = [] } }: { mail: Mail }) {
  const { words } = useSession();
  if (problems.length === 0) return null;
  return (
    <section className="mail-problems" aria-label={words.exchange.problems}>
      <ul>
        {problems.map(({ code, detail }) => (
          <li key={`${code}-${detail}`}>
            {words.mailProblems[code] ?? inWords(code)} <span className="quiet">({detail})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
