/** Corrections, options by number, another request, closing. Serious amounts are asked twice. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { JourneyMap } from '../api/case-types.ts';
import { journeysQuery } from '../api/queries.ts';
import type { Case, Json, Review } from '../api/types.ts';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { formatMoney } from '../format/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { type ActsWords, actsWords } from './acts-words.ts';
import { AskTwice } from './ask-twice.tsx';
import { EditFields } from './edit-fields.tsx';
import { leadOfOption } from './journey-course.ts';
import { actOf, amountAtStake, mustAskTwice } from './money-at-stake.ts';
import { OptionPreview } from './option-preview.tsx';
import { outcomeInWords } from './reason-words.ts';
import { RequestChoices } from './request-choices.tsx';
import { type Said, saidOf } from './said.ts';
import { type CaseNames, useCaseNames, useJourneyMap } from './use-case-names.ts';
import { useDecide } from './use-decide.ts';

const OUTCOMES = ['resolved', 'refused', 'no-action', 'archived'] as const;

interface FormProps {
  readonly shown: Case;
  readonly review: Review;
  readonly isTaken: boolean;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  readonly onSplit: () => void;
  /** Puts words into the reply's editor. */
  readonly onTakeUp: (words: InsertWords) => void;
}

export function DecisionForm({ shown, review, isTaken, said, onSay, onSplit, onTakeUp }: FormProps) {
  const { words, language } = useSession();
  const [asking, setAsking] = useState<string>();
  const decide = useDecide(shown.number, review);
  const names = useCaseNames(shown);
  const leads = { map: useJourneyMap(shown), names, acts: usePageWords(actsWords) };
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
        nameOf={names.datum}
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
        leads={leads}
        isDisabled={isTaken || invalid.length > 0}
        isBusy={decide.isPending}
        onChoose={choose}
        data={sent.data}
        onTakeUp={onTakeUp}
      />
      <RequestChoices
        shown={shown}
        review={review}
        isDisabled={isTaken || decide.isPending || invalid.length > 0}
        data={sent.data}
        onTakeUp={onTakeUp}
        onSplit={onSplit}
        onStart={(intent) => decide.mutate({ decision: { kind: 'intent', intent }, ...sent })}
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
        leadsTo={asking === undefined ? undefined : leadsTo(review, asking, leads)}
        nameOf={(option) => names.option(option, review.journey)}
        onCancel={() => setAsking(undefined)}
        onConfirm={(option) => {
          setAsking(undefined);
          decide.mutate({ decision: { kind: 'option', option }, ...sent });
        }}
      />
    </>
  );
}

/** What tells where an option leads. */
interface Leads {
  readonly map: JourneyMap | undefined;
  readonly names: CaseNames;
  readonly acts: ActsWords;
}

/** In words; undefined when the map does not say it. */
function leadsTo({ journey, step }: Review, option: string, { map, names, acts }: Leads): string | undefined {
  const lead = map?.journey === journey ? leadOfOption(map, step, option) : undefined;
  if (lead === undefined) return undefined;
  return lead.to === undefined ? acts.course.end : names.step(lead.to, journey);
}

interface OptionsProps {
  readonly shown: Case;
  readonly review: Review;
  readonly leads: Leads;
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly onChoose: (option: string) => void;
  readonly data: Readonly<Record<string, Json>> | undefined;
  readonly onTakeUp: (words: InsertWords) => void;
}

/** The options of the journey as buttons, chosen by 1…9 as well. */
function Options({ shown, review, leads, isDisabled, isBusy, onChoose, data, onTakeUp }: OptionsProps) {
  const { me, words } = useSession();
  const { options, acts } = review;
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
        const next = leadsTo(review, option, leads);
        const act = actOf(option, acts);
        return (
          <Fragment key={option}>
            <Button
              size="sm"
              variant={index === 0 ? 'filled' : 'default'}
              disabled={isDisabled}
              loading={isBusy}
              justify="space-between"
              rightSection={me.settings.singleKeys && index < 9 && <kbd>{index + 1}</kbd>}
              onClick={() => onChoose(option)}
            >
              <span className="option-text">
                {leads.names.option(option, review.journey)}
                {next !== undefined && <small>{words.case.leadsTo(next)}</small>}
                {act !== undefined && <small className={`option-act ${act}`}>{words.optionActs[act]}</small>}
              </span>
            </Button>
            <OptionPreview {...{ shown, data, onTakeUp }} choice={{ kind: 'option', option }} />
          </Fragment>
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
  const acts = usePageWords(actsWords);
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
          data={OUTCOMES.map((value) => ({ value, label: outcomeInWords(value, words, acts) }))}
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
