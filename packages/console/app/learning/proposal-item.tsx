/** One proposed example: the customer's words, what the advisor made of them, what the bot had thought. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { formatShare } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import type { Proposal } from './learning-types.ts';
import { learningWords } from './learning-words.ts';
import { VERDICTS_OF, type Verdict } from './verdicts.ts';

interface ItemProps {
  readonly proposal: Proposal;
  readonly isCurrent: boolean;
  readonly isTicked: boolean;
  readonly onTick: () => void;
  readonly onSay: (verdict: Verdict) => void;
}

export function ProposalItem({ proposal, isCurrent, isTicked, onTick, onSay }: ItemProps) {
  const words = usePageWords(learningWords);
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { text, language, status } = proposal;
  return (
    <li
      className="proposal"
      ref={place}
      tabIndex={-1}
      data-current={isCurrent}
      data-ticked={isTicked}
      aria-current={isCurrent}
    >
      <label className="tick">
        <input type="checkbox" checked={isTicked} onChange={onTick} aria-label={words.tick(text)} />
      </label>
      <div className="proposal-what">
        <blockquote lang={language}>{text}</blockquote>
        <Said proposal={proposal} />
        <Origin proposal={proposal} />
      </div>
      <div className="proposal-acts">
        {VERDICTS_OF[status].map((verdict) => (
          <Button
            key={verdict}
            size="sm"
            variant={verdict === 'accept' ? 'light' : 'default'}
            aria-label={words[`${verdict}One`](text)}
            onClick={() => onSay(verdict)}
          >
            {words[verdict]}
          </Button>
        ))}
      </div>
    </li>
  );
}

function Said({ proposal: { intent, predicted } }: { proposal: Proposal }) {
  const { language } = useSession();
  const words = usePageWords(learningWords);
  const titleOf = useTitles();
  const share = formatShare(predicted.probability, language);
  return (
    <dl className="proposal-said">
      <div>
        <dt>{words.advisorSaid}</dt>
        <dd className="proposal-intent">{titleOf(intent)}</dd>
      </div>
      <div>
        <dt>{words.botThought}</dt>
        <dd>
          {predicted.intent === intent ? words.botAgreed(share) : words.botOther(titleOf(predicted.intent), share)}
        </dd>
      </div>
    </dl>
  );
}

function Origin({ proposal: { caseNumber, at, status, by, language: spoken } }: { proposal: Proposal }) {
  const { language, words: shared } = useSession();
  const words = usePageWords(learningWords);
  const names: Readonly<Record<string, string>> = shared.languageNames;
  return (
    <p className="quiet small">
      <Link to="/cases/$number" params={{ number: caseNumber }} preload={false}>
        {words.caseLink(caseNumber)}
      </Link>
      {' · '}
      <Age at={at} />
      {spoken !== language && ` · ${names[spoken] ?? spoken}`}
      {status !== 'proposed' && by !== undefined && ` · ${words.settledBy[status](by)}`}
    </p>
  );
}
