/** An automatic answer that was drawn at random: was it right? Nothing waits for it. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { journeysQuery } from '../api/queries.ts';
import type { Case, Review } from '../api/types.ts';
import { formatShare } from '../format/format.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { Understood } from './understood.tsx';
import { useDecide } from './use-decide.ts';
import { answersUnderCheck, predictedIntent } from './which-review.ts';

export function SampleCheck({ shown, review }: { shown: Case; review: Review }) {
  const { words, language, may } = useSession();
  const { check } = words;
  const answers = answersUnderCheck(shown, review);
  const title = `check-${review.reviewId}`;
  return (
    <section className="panel decision" aria-labelledby={title}>
      <h2 id={title}>{check.title}</h2>
      <p className="quiet">{check.lead(formatShare(review.sample?.rate ?? 0, language))}</p>
      <h3>{check.answer}</h3>
      {answers.length === 0 && <p className="quiet">{check.noAnswer}</p>}
      {answers.map((answer) => (
        <article key={answer.replyId} className="checked-answer">
          <p className="quiet small">{answer.subject}</p>
          <div className="words">{answer.text.trim()}</div>
        </article>
      ))}
      {may('advisor') && <Verdict shown={shown} review={review} />}
      <Understood review={review} />
    </section>
  );
}

function Verdict({ shown, review }: { shown: Case; review: Review }) {
  const { words } = useSession();
  const { check } = words;
  const titleOf = useTitles();
  const { data: journeys = [] } = useQuery(journeysQuery);
  const [other, setOther] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const decide = useDecide(shown.number, review);
  const predicted = predictedIntent(review, journeys);
  const say = (intent: string): void =>
    decide.mutate({ decision: { kind: 'intent', intent }, ...(note.trim() !== '' && { note: note.trim() }) });
  return (
    <>
      {predicted !== undefined && (
        <Button
          size="sm"
          className="start"
          leftSection={<Icon name="check" size={16} />}
          loading={decide.isPending}
          onClick={() => say(predicted)}
        >
          <span className="option-text">
            {check.conform}
            <small>{check.conformNote(titleOf(predicted))}</small>
          </span>
        </Button>
      )}
      <div className="stack">
        <Select
          label={check.wrong}
          placeholder={check.chooseOther}
          data={journeys
            .filter(({ intent }) => intent !== predicted)
            .map(({ intent }) => ({ value: intent, label: titleOf(intent) }))}
          value={other}
          onChange={setOther}
        />
        <Button
          variant="default"
          size="sm"
          className="start"
          disabled={other === null || decide.isPending}
          onClick={() => other !== null && say(other)}
        >
          {check.correct}
        </Button>
      </div>
      <TextInput
        label={words.case.noteForDecision}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        maxLength={2000}
      />
    </>
  );
}
