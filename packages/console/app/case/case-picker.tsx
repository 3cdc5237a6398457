/** Finds another case by number, subject or customer; and shows one case so that two can be told apart. */
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customerQuery, searchQuery } from '../api/queries.ts';
import type { Case, CaseStatus, Customer } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { conversationOf } from './conversation-of.ts';

const PAUSE_MS = 200;
const MOST_SHOWN = 8;

interface Candidate {
  readonly number: string;
  readonly subject: string;
  readonly customer?: Customer;
  readonly status: CaseStatus;
  readonly updatedAt: string;
}

export function CasePicker({ shown, onPick }: { shown: Case; onPick: (number: string) => void }) {
  const { picker } = usePageWords(actsWords);
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { candidates, isKnown } = useCandidates(shown, asked);
  return (
    <div className="stack">
      <TextInput
        type="search"
        label={picker.label}
        placeholder={picker.hint}
        leftSection={<Icon name="search" size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        data-autofocus
      />
      {asked === '' && <p className="quiet small">{picker.start}</p>}
      {isKnown && asked !== '' && candidates.length === 0 && <p role="status">{picker.none}</p>}
      <ul className="candidates">
        {candidates.map((one) => (
          <li key={one.number}>
            <OneCandidate one={one} onPick={onPick} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCandidates(shown: Case, asked: string): { candidates: readonly Candidate[]; isKnown: boolean } {
  const { customer, number } = shown;
  const same = useQuery({ ...customerQuery(customer?.address ?? ''), enabled: customer !== undefined });
  const found = useQuery(searchQuery(asked));
  const cases: readonly Candidate[] = (asked === '' ? same.data?.cases : found.data?.cases) ?? [];
  const others = cases.filter((one) => one.number !== number && one.status !== 'merged');
  return { candidates: others.slice(0, MOST_SHOWN), isKnown: !found.isFetching };
}

function OneCandidate({ one, onPick }: { one: Candidate; onPick: (number: string) => void }) {
  const { words } = useSession();
  const { number, subject, customer, status, updatedAt } = one;
  return (
    <button type="button" className="candidate" onClick={() => onPick(number)}>
      <span className="candidate-subject ellipsis">{subject || words.common.noSubject}</span>
      <span className="quiet small">
        <span className="mono">{number}</span> · {customer?.name ?? customer?.address ?? words.common.noCustomer} ·{' '}
        {words.statuses[status]} · <Age at={updatedAt} />
      </span>
    </button>
  );
}

/** The other case that was chosen, and a way to choose another one. */
export function Chosen({ number, onChange }: { number: string; onChange: () => void }) {
  const { picker } = usePageWords(actsWords);
  return (
    <p className="chosen">
      <span>
        {picker.chosen} <strong className="mono">{number}</strong>
      </span>
      <Button variant="subtle" onClick={onChange}>
        {picker.change}
      </Button>
    </p>
  );
}

interface BriefProps {
  readonly title: string;
  readonly shown: Case;
  /** What becomes of it. */
  readonly fate?: { readonly told: string; readonly isKept: boolean };
}

/** A case in short: for two of them side by side. */
export function CaseBrief({ title, shown, fate }: BriefProps) {
  const { words } = useSession();
  const { picker } = usePageWords(actsWords);
  const titleOf = useTitles();
  const { number, subject, customer, status, journey, mailbox } = shown;
  const mails = conversationOf(shown).flatMap((one) => (one.kind === 'mail' ? [one.mail] : []));
  const last = mails.at(-1);
  return (
    <section className="brief" data-kept={fate?.isKept}>
      <h3>
        {title}
        {fate && <span className={`chip ${fate.isKept ? 'good' : 'unsure'}`}>{fate.told}</span>}
      </h3>
      <p className="brief-subject">{subject || words.common.noSubject}</p>
      <p className="small mono">{number}</p>
      <p className="break">{customer?.name ?? customer?.address ?? words.common.noCustomer}</p>
      <p className="quiet small">
        {[words.statuses[status], journey !== undefined && titleOf(journey), mailbox].filter(Boolean).join(' · ')}
      </p>
      <p className="quiet small">
        {picker.mails(mails.length)}
        {last && (
          <>
            {' · '}
            <Age at={last.receivedAt} />
          </>
        )}
      </p>
      <blockquote className="brief-words" aria-label={picker.lastMail}>
        {last?.text.trim() || picker.noMail}
      </blockquote>
    </section>
  );
}
