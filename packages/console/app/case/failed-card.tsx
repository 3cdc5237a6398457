/** A reply that did not leave, or came back. */
import type { Failed } from '../api/types.ts';
import { Icon } from '../icons.tsx';
import { useSession } from '../session.tsx';
import { Age } from '../shell/age.tsx';

export function FailedCard({ failed, at }: { failed: Failed; at: string }) {
  const { words } = useSession();
  const { purpose, code, suppressed, detail } = failed;
  const why = words.failures[suppressed ?? code];
  return (
    <div className={`exchange failed-reply ${suppressed === undefined ? 'bad' : ''}`}>
      <Icon name="lost" size={16} />
      <span>
        <strong>{code === 'BOUNCED' ? words.exchange.cameBack : words.exchange.notSent}</strong>{' '}
        <span className="quiet">{words.purposes[purpose] ?? purpose}</span>
        <br />
        {why ?? detail}
        {why !== undefined && suppressed === undefined && detail !== '' && <span className="quiet"> ({detail})</span>}
      </span>
      <span className="quiet small">
        <Age at={at} />
      </span>
    </div>
  );
}
