/** Which keys decide, under the list. */
import { keysOf } from '../keys/key-map.ts';
import { useSession } from '../session.tsx';
import { usePageWords } from '../words/use-page-words.ts';
import type { ProposalStatus } from './learning-types.ts';
import { learningWords } from './learning-words.ts';
import { VERDICTS, VERDICTS_OF } from './verdicts.ts';

export function ProposalKeys({ status }: { status: ProposalStatus }) {
  const { me } = useSession();
  const words = usePageWords(learningWords);
  if (!me.settings.singleKeys) return null;
  const { next, previous, tick, back } = keysOf(me.settings);
  return (
    <p className="proposal-keys quiet small only-wide">
      {words.keys.label}
      <Key names={[next, previous]} does={words.keys.move} />
      <Key names={[tick]} does={words.keys.tick} />
      {VERDICTS_OF[status].map((verdict) => (
        <Key key={verdict} names={[String(VERDICTS.indexOf(verdict) + 1)]} does={words[verdict].toLowerCase()} />
      ))}
      <Key names={['↵']} does={words.keys.open} />
      <Key names={[back]} does={words.keys.undo} />
    </p>
  );
}

function Key({ names, does }: { names: readonly string[]; does: string }) {
  return (
    <span>
      {names.map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}{' '}
      {does}
    </span>
  );
}
