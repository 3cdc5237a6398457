/** Corrections, options by number, another request, closing. Serious amounts are asked twice. */
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Case, Json, Review } from '../api/types.ts';
import { formatMoney, inWords } from '../format/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { AskTwice } from './ask-twice.tsx';
import { EditFields } from './edit-fields.tsx';
import { changesOf } from './edit-value.ts';
import { amountAtStake, mustAskTwice } from './money-at-stake.ts';
import { useDecide } from './use-decide.ts';

const OUTCOMES = ['resolved', 'refused', 'no-action'] as const;

interface FormProps {
  readonly shown: Case;
  readonly review: Review;
  readonly isTaken: boolean;
}

export function DecisionForm({ shown, review, isTaken }: FormProps) {
  const { words, language } = useSession();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState<string>();
  const decide = useDecide(shown.number, review);
  const { data, invalid } = changesOf(review.edit ?? [], typed);
  const amount = amountAtStake(review, data);
  const said = withCorrections(data, note);
  const choose = (option: string): void => {
    if (isTaken || decide.isPending || invalid.length > 0) return;
    if (mustAskTwice(option, amount)) setAsking(option);
    else decide.mutate({ decision: { kind: 'option', option }, ...said });
  };
  return (
    <>
      <EditFields fields={review.edit ?? []} typed={typed} invalid={invalid} onChange={setTyped} />
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
        value={note}
        onChange={(event) => setNote(event.target.value)}
        maxLength={2000}
      />
      <OtherWays
        review={review}
        isDisabled={isTaken || decide.isPending}
        onDecide={(decision) => decide.mutate({ decision, ...said })}
      />
      <AskTwice
        option={asking}
        amount={amount}
        leadsTo={leadsTo(shown, asking)}
        onCancel={() => setAsking(undefined)}
        onConfirm={(option) => {
          setAsking(undefined);
          decide.mutate({ decision: { kind: 'option', option }, ...said });
        }}
      />
    </>
  );
}

function withCorrections(data: Readonly<Record<string, Json>>, note: string) {
  return {
    ...(Object.keys(data).length > 0 && { data }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
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
function Options({ shown, review: { options }, isDisabled, isBusy, onChoose }: OptionsProps) {
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
  const intents = [...new Set(review.requests.flatMap((request) => request.intents.map(({ intent }) => intent)))];
  const [intent, setIntent] = useState<string | null>(intents[0] ?? null);
  const [outcome, setOutcome] = useState<string | null>('resolved');
  return (
    <details className="other-ways">
      <summary>{words.case.otherIntent}</summary>
      {intents.length > 0 && (
        <div className="inline-form">
          <Select
            label={words.case.intent}
            data={intents.map((value) => ({ value, label: inWords(value) }))}
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
