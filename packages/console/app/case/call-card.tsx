/** A telephone call that somebody noted about the case: no mail, and nothing that the customer sees. */
import type { Actor } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { Age } from '../shell/age.tsx';
import { useNames } from '../shell/use-names.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';

interface CallProps {
  readonly text: string;
  readonly by: Actor;
  readonly at: string;
  readonly isOpen: boolean;
}

export function CallCard({ text, by, at, isOpen }: CallProps) {
  const { call } = usePageWords(actsWords);
  const nameOf = useNames();
  return (
    <details className="exchange call" open={isOpen}>
      <summary>
        <span className="avatar">
          <Icon name="phone" size={15} />
        </span>
        <span className="exchange-who">
          <strong>{call.notedBy(by.name ?? nameOf(by.id))}</strong>
        </span>
        <span className="quiet small">
          <Age at={at} />
        </span>
      </summary>
      <div className="words">{text.trim()}</div>
    </details>
  );
}
