/** Says what was decided, and takes it back for some seconds. */
import { keysOf } from '../keys/key-map.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import { learningWords } from './learning-words.ts';
import type { Deciding } from './use-verdicts.ts';
import type { Held } from './verdicts.ts';

export function UndoNotice({ deciding: { verdicts, undo } }: { deciding: Deciding }) {
  const { me } = useSession();
  const { held } = verdicts;
  const words = usePageWords(learningWords);
  const told = useTold();
  useKeys(held === undefined ? {} : { back: undo });
  return (
    <div role="status" className="undo-place">
      {held && (
        <p className="undo-notice">
          <span>{told(held)}</span>
          <button type="button" className="link" onClick={undo}>
            {words.undo}
            {me.settings.singleKeys && <kbd>{keysOf(me.settings).back}</kbd>}
          </button>
        </p>
      )}
    </div>
  );
}

function useTold(): (held: Held) => string {
  const { done } = usePageWords(learningWords);
  return ({ from, verdict, ids }) => (from === 'proposed' ? done.proposed[verdict] : done[from])(ids.length);
}
