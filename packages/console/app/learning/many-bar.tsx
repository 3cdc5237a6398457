/** Decides on all that is ticked. */
import { Button } from '@mantine/core';
import { usePageWords } from '../words/use-page-words.ts';
import type { ProposalStatus } from './learning-types.ts';
import { learningWords } from './learning-words.ts';
import { VERDICTS_OF, type Verdict } from './verdicts.ts';

interface BarProps {
  readonly status: ProposalStatus;
  readonly count: number;
  readonly total: number;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly onSay: (verdict: Verdict) => void;
}

export function ManyBar({ status, count, total, onAll, onClear, onSay }: BarProps) {
  const words = usePageWords(learningWords);
  if (count === 0) return null;
  return (
    <fieldset className="many-bar" aria-label={words.many}>
      <span className="many-count">{words.ticked(count)}</span>
      {count < total && (
        <button type="button" className="link" onClick={onAll}>
          {words.tickAll(total)}
        </button>
      )}
      <button type="button" className="link" onClick={onClear}>
        {words.clear}
      </button>
      <span className="many-acts">
        {VERDICTS_OF[status].map((verdict) => (
          <Button
            key={verdict}
            size="sm"
            variant={verdict === 'accept' ? 'filled' : 'default'}
            onClick={() => onSay(verdict)}
          >
            {words[verdict]}
          </Button>
        ))}
      </span>
    </fieldset>
  );
}
