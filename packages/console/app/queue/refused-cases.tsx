/** Cases that an act on many left as they were, and why. */
import { Link } from '@tanstack/react-router';
import type { ActsAnswer } from '../api/write-types.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { byReason } from './act-on-many.ts';
import { bulkWords } from './bulk-words.ts';

export function RefusedCases({ answer: { done, refused }, onHide }: { answer: ActsAnswer; onHide: () => void }) {
  const words = usePageWords(bulkWords);
  return (
    <div className="refused-cases" role="alert">
      <p>
        {done.length > 0 && `${words.done(done.length)} `}
        <strong>{words.refused(refused.length)}</strong>
        <button type="button" className="link" onClick={onHide}>
          {words.hide}
        </button>
      </p>
      <ul>
        {byReason(refused).map(({ why, numbers }) => (
          <li key={why}>
            {why}{' '}
            {numbers.map((number) => (
              <Link key={number} to="/cases/$number" params={{ number }} className="mono">
                {number}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
