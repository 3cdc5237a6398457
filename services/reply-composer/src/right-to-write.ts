/** Who may write to the customer: the bot, or the advisor who took the case over. The state document is where it is claimed. Pure. */
import { isAcknowledgement, isAside, isAutomatic } from './guards.ts';
import type { ComposerState, ReplyRequest, RightToWrite } from './state.ts';

type Holding = Pick<ComposerState, 'right'>;

/** Nobody has taken the case over yet. */
const UNTAKEN: RightToWrite = { epoch: 0, at: '' };

/**
 * Whether a mail may leave. Of the bot's, while an advisor holds the case, only what that advisor decided; and acknowledgements, which answer
 * nothing; and what is not the customer's. A person's words go where the person wants: the desk keeps colleagues apart before they are sent.
 */
export function mayWrite(request: ReplyRequest, { right }: Holding): boolean {
  const { holder } = right ?? UNTAKEN;
  if (holder === undefined || !isAutomatic(request) || isAcknowledgement(request) || isAside(request)) return true;
  return request.onWordOf?.id === holder.id;
}

/**
 * The right after an act of `at` (ISO), by which `holder` takes it, or the bot without one; undefined: a later act is known. The topic keeps
 * acts in order, so that of the same millisecond the one that comes later counts.
 */
export function rightAfter(
  { right = UNTAKEN }: Holding,
  holder: RightToWrite['holder'],
  at: string,
): RightToWrite | undefined {
  if (at < right.at) return undefined;
  const isSame = right.holder?.id === holder?.id;
  return { ...(holder === undefined ? {} : { holder }), epoch: isSame ? right.epoch : right.epoch + 1, at };
}
