/** The parts of a mail with what becomes of each. */
import { Checkbox } from '@mantine/core';
import { Icon } from '../icons.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import type { Part } from './split-parts.ts';

interface PartsProps {
  readonly text: string;
  readonly parts: readonly Part[];
  /** The intent that the case is about already. */
  readonly own: string | undefined;
  readonly onToggle: (start: number) => void;
  readonly onRemove: (start: number) => void;
}

export function SplitParts({ text, parts, own, onToggle, onRemove }: PartsProps) {
  const { split } = usePageWords(actsWords);
  const titleOf = useTitles();
  return (
    <section className="stack" aria-label={split.parts}>
      <h3>{split.parts}</h3>
      {parts.length === 0 && <p className="quiet">{split.none}</p>}
      <ul className="parts">
        {parts.map(({ start, end, isChosen, intent }, index) => {
          const words = text.slice(start, end);
          return (
            <li key={start} className={isChosen ? `part request-${index % 3}` : 'part'}>
              <blockquote>{words}</blockquote>
              {intent !== undefined && <span className="quiet small">{titleOf(intent)}</span>}
              <div className="part-acts">
                <Checkbox
                  label={split.asCase}
                  aria-label={`${split.asCase} : ${words}`}
                  checked={isChosen}
                  onChange={() => onToggle(start)}
                />
                <button
                  type="button"
                  className="icon-button"
                  aria-label={split.remove(words)}
                  onClick={() => onRemove(start)}
                >
                  <Icon name="close" size={14} />
                </button>
              </div>
              {!isChosen && <p className="quiet small">{split.stays}</p>}
              {isChosen && intent !== undefined && intent === own && <p className="notice small">{split.own}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
