/** Why the case is here, what to check, what to correct, and what can be decided. */
import type { Case, Review } from '../api/types.ts';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { useKnownTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { DecisionForm } from './decision-form.tsx';
import { outcomeInWords, reasonInWords, withTitles } from './reason-words.ts';
import type { Said } from './said.ts';
import { Understood } from './understood.tsx';
import { useCaseNames } from './use-case-names.ts';
import { Facts } from './value-view.tsx';

interface PanelProps {
  readonly shown: Case;
  readonly review: Review | undefined;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  /** Opens the dialogue that gives requests of a mail cases of their own. */
  readonly onSplit: () => void;
  /** Puts words into the reply's editor. */
  readonly onTakeUp: (words: InsertWords) => void;
}

export function DecisionPanel({ shown, review, said, onSay, onSplit, onTakeUp }: PanelProps) {
  const { me, words, may } = useSession();
  const nameOf = useNames();
  const { datum } = useCaseNames(shown);
  if (!review) return <NothingToDecide shown={shown} />;
  const isTaken = review.claimedBy !== undefined && review.claimedBy !== me.id;
  const isForOperator = review.reasons.every(({ code }) => code === 'handler-failed');
  return (
    <section id="decision" className="panel decision" aria-labelledby="decision-title">
      <h2 id="decision-title">{words.case.decide}</h2>
      <ReasonSentences review={review} />
      {isTaken && <p className="notice">{words.case.takenBy(nameOf(review.claimedBy ?? ''))}</p>}
      {review.show.length > 0 && (
        <>
          <h3>{words.case.toCheck}</h3>
          <Facts facts={review.show} nameOf={datum} />
        </>
      )}
      {isForOperator && <p className="notice">{words.case.operator}</p>}
      {!isForOperator && may('advisor') && (
        <DecisionForm {...{ shown, review, isTaken, said, onSay, onSplit, onTakeUp }} />
      )}
      <Understood review={review} />
    </section>
  );
}

function ReasonSentences({ review }: { review: Review }) {
  const { words } = useSession();
  const acts = usePageWords(actsWords);
  const titles = useKnownTitles();
  return (
    <ul className="reasons" aria-label={words.case.why}>
      {review.reasons.map((reason) => {
        const { label, sentence, detail } = reasonInWords(reason, words, acts);
        return (
          <li key={reason.code}>
            <strong>{label}.</strong> {sentence}
            {detail !== undefined && <span className="quiet"> {withTitles(detail, titles)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function NothingToDecide({ shown: { outcome } }: { shown: Case }) {
  const { words } = useSession();
  const acts = usePageWords(actsWords);
  const ending = outcome === undefined ? undefined : outcomeInWords(outcome, words, acts);
  return (
    <section id="decision" className="panel" aria-labelledby="decision-title">
      <h2 id="decision-title">{words.case.decide}</h2>
      <p className="quiet">{ending === undefined ? words.case.nothingToDecide : words.case.closedAs(ending)}</p>
    </section>
  );
}
