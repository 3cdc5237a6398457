/** A mail to somebody outside that is still on its way. */
import type { Requested } from '../api/case-types.ts';
import { Icon } from '../icons.tsx';
import { Age } from '../shell/age.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';

export function LeavingCard({ requested: { content, to }, at }: { requested: Requested; at: string }) {
  const { side } = usePageWords(actsWords);
  return (
    <details className="exchange leaving">
      <summary>
        <span className="avatar">
          <Icon name="send" size={15} />
        </span>
        <span className="exchange-who">
          <strong>{side.leaving}</strong>
          <span className="quiet small"> {to?.address}</span>
        </span>
        <span className="quiet small">
          <Age at={at} />
        </span>
      </summary>
      <div className="words">{content?.text?.trim()}</div>
    </details>
  );
}
