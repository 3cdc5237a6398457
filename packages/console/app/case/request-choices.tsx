/** What was understood, as choices: start the journey of a request, or give the requests of one mail cases of their own. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { journeysQuery } from '../api/queries.ts';
import type { Case, Json, Review } from '../api/types.ts';
import type { InsertWords } from '../editor/insert-menus.tsx';
import { Icon } from '../icons.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { askedIntents, textsApart } from './asked-intents.ts';
import { OptionPreview } from './option-preview.tsx';

interface ChoicesProps {
  readonly shown: Case;
  readonly review: Review;
  readonly isDisabled: boolean;
  readonly data: Readonly<Record<string, Json>> | undefined;
  readonly onTakeUp: (words: InsertWords) => void;
  readonly onSplit: () => void;
  readonly onStart: (intent: string) => void;
}

export function RequestChoices({ shown, review, isDisabled, data, onTakeUp, onSplit, onStart }: ChoicesProps) {
  const { requests: words } = usePageWords(actsWords);
  const titleOf = useTitles();
  const { data: journeys = [] } = useQuery(journeysQuery);
  const live = new Set(journeys.map(({ intent }) => intent));
  const intents = askedIntents(review, live, textsApart(shown.timeline));
  if (intents.length === 0) return null;
  const areSeveral = intents.length > 1;
  return (
    <section className="options" aria-label={words.label}>
      {areSeveral && (
        <>
          <Button size="sm" disabled={isDisabled} leftSection={<Icon name="split" size={16} />} onClick={onSplit}>
            {words.split}
          </Button>
          <p className="quiet">{words.orOne}</p>
        </>
      )}
      {intents.map((intent) => (
        <Fragment key={intent}>
          <Button
            size="sm"
            variant={areSeveral ? 'default' : 'filled'}
            disabled={isDisabled}
            onClick={() => onStart(intent)}
          >
            {words.start(titleOf(intent))}
          </Button>
          <OptionPreview {...{ shown, data, onTakeUp }} choice={{ kind: 'intent', intent }} />
        </Fragment>
      ))}
    </section>
  );
}
