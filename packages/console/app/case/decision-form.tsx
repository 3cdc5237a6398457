/** Corrections, options by number, another request, closing. Serious amounts are asked twice. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { journeysQuery } from '../api/queries.ts';
import type { Case, Review } from '../api/types.ts';
import { formatMoney, inWords } from '../format/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { AskTwice } from './ask-twice.tsx';
import { EditFields } from './edit-fields.tsx';
import { actOf, amountAtStake, mustAskTwice } from './money-at-stake.ts';
import { type Said, saidOf } from './said.ts';
import { useDecide } from './use-decide.ts';

const OUTCOMES = ['resolved', 'refused', 'no-action'] as const;

interface FormProps {
  readonly shown: Case;
  readonly review: Review;
  readonly isTaken: boolean;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
}

export function DecisionForm({ shown, review, isTaken, said, onSay }: FormProps) {
  const { words, language } = useSession();
  const [asking, setAsking] = useState<string>();
  const decide = useDecide(shown.number, review);
  const { data, invalid, sent } = saidOf(review, said);
  const amount = amountAtStake(review, data);
  const choose = (option: string): void => {
    if (isTaken || decide.isPending || invalid.length > 0) return;
    if (mustAskTwice(option, { amount, acts: review.acts })) setAsking(option);
    else decide.mutate({ decision: { kind: 'option', option }, ...sent });
  };
  return (
    <>
      <EditFields
        fields={review.edit ?? []}
        typed={said.typed}
        invalid={invalid}
        onChange={(typed) => onSay({ ...said, typed })}
      />
      {amount && (
        <p className="stake">
          {words.case.amount} <strong className="money">{formatMoney(amount, language)}</strong>
        </p>
      )}
      <Options
        shown={shown}
        review={review}
        isDisabled={isTaken || invalid.length > 0}
        isBusy={decide.isPending}
        onChoose={choose}
      />
      <TextInput
        label={words.case.noteForDecision}
        value={said.note}
        onChange={(event) => onSay({ ...said, note: event.target.value })}
        maxLength={2000}
      />
      <OtherWays
        review={review}
        isDisabled={isTaken || decide.isPending}
        onDecide={(decision) => decide.mutate({ decision, ...sent })}
      />
      <AskTwice
        option={asking}
        amount={amount}
        leadsTo={leadsTo(shown, asking)}
        onCancel={() => setAsking(undefined)}
        onConfirm={(option) => {
          setAsking(undefined);
          decide.mutate({ decision: { kind: 'option', option }, ...sent });
        }}
      />
    </>
  );
}

function leadsTo({ journeyView }: Case, option: string | undefined): string | undefined {
  return journeyView?.next.find((next) => next.option === option)?.leadsTo;
}

interface OptionsProps {
  readonly shown: Case;
  readonly review: Review;
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly onChoose: (option: string) => void;
}

/** The options of the journey as buttons, chosen by 1…9 as well. */
function Options({ shown, review: { options, acts }, isDisabled, isBusy, onChoose }: OptionsProps) {
  const { me, words } = useSession();
  useKeys({
    option: (place) => {
      const option = options[place];
      if (option !== undefined) onChoose(option);
    },
  });
  if (options.length === 0) return null;
  return (
    <section className="options" aria-label={words.case.options}>
      {options.map((option, index) => {
        const next = leadsTo(shown, option);
        const act = actOf(option, acts);
        return (
          <Button
            key={option}
            size="sm"
            variant={index === 0 ? 'filled' : 'default'}
            disabled={isDisabled}
            loading={isBusy}
            justify="space-between"
            rightSection={me.settings.singleKeys && index < 9 && <kbd>{index + 1}</kbd>}
            onClick={() => onChoose(option)}
          >
            <span className="option-text">
              {inWords(option)}
              {next !== undefined && <small>{words.case.leadsTo(inWords(next))}</small>}
              {act !== undefined && <small className={`option-act ${act}`}>{words.optionActs[act]}</small>}
            </span>
          </Button>
        );
      })}
    </section>
  );
}

interface OtherProps {
  readonly review: Review;
  readonly isDisabled: boolean;
  readonly onDecide: (decision: { kind: 'intent'; intent: string } | { kind: 'close'; outcome: string }) => void;
}

/** Another request than the one understood; closing without a further step. */
function OtherWays({ review, isDisabled, onDecide }: OtherProps) {
  const { words } = useSession();
  const titleOf = useTitles();
  const { data: journeys = [] } = useQuery(journeysQuery);
  const ranked = review.requests.flatMap((request) => request.intents.map(({ intent }) => intent));
  const intents = [...new Set([...ranked, ...journeys.map(({ intent }) => intent)])];
  const [intent, setIntent] = useState<string | null>(intents[0] ?? null);
  const [outcome, setOutcome] = useState<string | null>('resolved');
  return (
    <details className="other-ways">
      <summary>{words.case.otherIntent}</summary>
      {intents.length > 0 && (
        <div className="inline-form">
          <Select
            label={words.case.intent}
            data={intents.map((value) => ({ value, label: titleOf(value) }))}
            value={intent}
            onChange={setIntent}
          />
          <Button
            variant="default"
            size="sm"
            disabled={isDisabled || intent === null}
            onClick={() => intent !== null && onDecide({ kind: 'intent', intent })}
          >
            {words.case.handleAs}
          </Button>
        </div>
      )}
      <div className="inline-form">
        <Select
          label={words.case.outcome}
          data={OUTCOMES.map((value) => ({ value, label: words.outcomes[value] ?? value }))}
          value={outcome}
          onChange={setOutcome}
        />
        <Button
          variant="default"
          size="sm"
          disabled={isDisabled || outcome === null}
          onClick={() => outcome !== null && onDecide({ kind: 'close', outcome })}
        >
          {words.case.closeCase}
        </Button>
      </div>
    </details>
  );
}
