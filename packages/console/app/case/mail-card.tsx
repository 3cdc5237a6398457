/** A mail of the customer: the words with what was understood, or the mail as it was written. A call that was noted has no such thing. */
import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnyMail } from '../api/case-types.ts';
import type { Mail, MailRequest } from '../api/types.ts';
import { formatShare, inWords } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { initials } from '../shell/account-menu.tsx';
import { Age } from '../shell/age.tsx';
import { useNames } from '../shell/use-names.ts';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { Attachments } from './attachments.tsx';
import { MailFrame } from './mail-frame.tsx';
import { markText } from './marked-text.ts';

interface MailCardProps {
  readonly number: string;
  readonly mail: AnyMail;
  readonly requests: readonly MailRequest[];
  readonly isOpen: boolean;
}

export function MailCard({ number, mail, requests, isOpen }: MailCardProps) {
  const [view, setView] = useState<View>('understood');
  const isCall = mail.channel === 'phone';
  return (
    <details className={`exchange mail ${isCall ? 'call' : ''}`} open={isOpen}>
      <summary>
        <Sender mail={mail} />
        {!isCall && <Proof mail={mail} />}
        <span className="quiet small">
          <Age at={mail.receivedAt} />
        </span>
      </summary>
      {!isCall && <ViewChoice isAside={mail.side !== undefined} view={view} onChange={setView} />}
      <SplitFrom mail={mail} />
      <Problems mail={mail} />
      {view === 'original' ? <MailFrame number={number} mail={mail} /> : <MarkedText mail={mail} requests={requests} />}
      {mail.attachments.length > 0 && <Attachments number={number} mail={mail} />}
    </details>
  );
}

/** Who wrote; of a call, who noted it and who was on the telephone. */
function Sender({ mail }: { mail: AnyMail }) {
  const { words } = useSession();
  const { call } = usePageWords(actsWords);
  const nameOf = useNames();
  const who = mail.from?.name ?? mail.from?.address ?? words.common.noCustomer;
  if (mail.channel === 'phone') {
    const noter = mail.notedBy?.name ?? nameOf(mail.notedBy?.id ?? '');
    return (
      <>
        <span className="avatar">
          <Icon name="phone" size={15} />
        </span>
        <span className="exchange-who">
          <strong>{noter === '' ? call.phone : call.notedBy(noter)}</strong>
          <span className="quiet small"> {who}</span>
        </span>
      </>
    );
  }
  return (
    <>
      <span className="avatar">{initials(who)}</span>
      <span className="exchange-who">
        <strong>{who}</strong>
        <span className="quiet small"> {mail.from?.name !== undefined && mail.from.address}</span>
      </span>
    </>
  );
}

type View = 'understood' | 'original';

interface ChoiceProps {
  /** Of somebody outside: nothing of it was to be understood. */
  readonly isAside: boolean;
  readonly view: View;
  readonly onChange: (view: View) => void;
}

function ViewChoice({ isAside, view, onChange }: ChoiceProps) {
  const { words } = useSession();
  const told = usePageWords(actsWords).mail;
  const labelOf = (value: View): string => (isAside && value === 'understood' ? told.text : words.case.texts[value]);
  return (
    <div className="mail-view">
      <SegmentedControl
        size="xs"
        aria-label={words.case.view}
        value={view}
        onChange={(value) => onChange(value === 'original' ? 'original' : 'understood')}
        data={(['understood', 'original'] as const).map((value) => ({ value, label: labelOf(value) }))}
      />
    </div>
  );
}

/** A request that was given a case of its own says whose mail it was part of. */
function SplitFrom({ mail: { splitFrom } }: { mail: AnyMail }) {
  const told = usePageWords(actsWords).mail;
  if (splitFrom === undefined) return null;
  return (
    <p className="split-from small quiet">
      <Icon name="split" size={14} /> {told.splitFrom}{' '}
      <Link to="/cases/$number" params={{ number: splitFrom }}>
        {splitFrom}
      </Link>
    </p>
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
