/** Two people changed the same words: both texts, side by side, and a choice. */
import { Button } from '@mantine/core';
import type { WrittenDraft } from '../api/write-types.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import type { DraftAction, Written } from './draft-state.ts';

interface ConflictProps {
  readonly mine: Written;
  readonly theirs: WrittenDraft;
  readonly dispatch: (action: DraftAction) => void;
}

export function DraftConflict({ mine, theirs, dispatch }: ConflictProps) {
  const { words } = useSession();
  const nameOf = useNames();
  const isAboutSubject = mine.subject !== (theirs.subject ?? '');
  const shownOf = ({ subject = '', text }: Pick<WrittenDraft, 'subject' | 'text'>): string =>
    isAboutSubject ? `${words.case.subject} : ${subject}\n\n${text}` : text;
  return (
    <div className="conflict" role="alert">
      <p>{words.case.conflictTitle(theirs.by.name ?? nameOf(theirs.by.id))}</p>
      <div className="versions">
        <Version
          title={words.case.mine}
          text={shownOf(mine)}
          choose={words.case.keepMine}
          onChoose={() => dispatch({ kind: 'keep-mine' })}
        />
        <Version
          title={words.case.theirs}
          text={shownOf(theirs)}
          choose={words.case.takeTheirs}
          onChoose={() => dispatch({ kind: 'take-theirs' })}
        />
      </div>
    </div>
  );
}

interface VersionProps {
  readonly title: string;
  readonly text: string;
  readonly choose: string;
  readonly onChoose: () => void;
}

function Version({ title, text, choose, onChoose }: VersionProps) {
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
