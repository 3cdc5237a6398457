/** Two people wrote at the same time: both texts, side by side, and a choice. */
import { Button } from '@mantine/core';
import type { Draft } from '../api/types.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import type { DraftAction } from './draft-state.ts';

interface ConflictProps {
  readonly mine: string;
  readonly theirs: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

export function DraftConflict({ mine, theirs, dispatch }: ConflictProps) {
  const { words } = useSession();
  const nameOf = useNames();
  return (
    <div className="conflict" role="alert">
      <p>{words.case.conflictTitle(theirs.by.name ?? nameOf(theirs.by.id))}</p>
      <div className="versions">
        <Version
          title={words.case.mine}
          text={mine}
          choose={words.case.keepMine}
          onChoose={() => dispatch({ kind: 'keep-mine' })}
        />
        <Version
          title={words.case.theirs}
          text={theirs.text}
          choose={words.case.takeTheirs}
          onChoose={() => dispatch({ kind: 'take-theirs' })}
        />
      </div>
    </div>
  );
}

function Version({
  title,
  text,
  choose,
  onChoose,
}: {
  title: string;
  text: string;
  choose: string;
  onChoose: () => void;
}) {
  return (
    <div>
      <h3>{title}</h3>
      <div className="words">{text}</div>
      <Button variant="default" onClick={onChoose}>
        {choose}
      </Button>
    </div>
  );
}
