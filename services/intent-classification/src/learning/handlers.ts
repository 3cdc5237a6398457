/** What learning does about an input: in whichever order review and decision come, each request is judged once. Pure. */
import { AppError } from '@facteur/primitives';
import type { HandlerContext, LogEntry, Outcome } from '@facteur/runtime';
import { askedIn, judge, saidIn } from './judge.ts';
import { type ProposalRules, propose } from './propose.ts';
import type {
  AskedRequest,
  LearningState,
  Proposal,
  ProposalStatus,
  ReviewAsked,
  ReviewDecided,
  Said,
} from './state.ts';

/** A case has few reviews; what is older than these is not decided any more. */
const MAX_ASKED = 20;
const MAX_EARLY = 20;

/** Handler of `review.requested`. */
export function requested(rules: ProposalRules) {
  return (event: ReviewAsked, state: LearningState, context: HandlerContext): Outcome<LearningState> | undefined => {
    const { reviewId } = event.data;
    const asked = askedIn(event);
    const said = state.early.find((one) => one.reviewId === reviewId);
    if (asked === undefined && said === undefined) return undefined;
    const early = state.early.filter((one) => one !== said);
    if (asked === undefined) return { state: { ...state, early } };
    const others = state.asked.filter((one) => one.reviewId !== reviewId);
    const next = { ...state, early, asked: [...others, asked].slice(-MAX_ASKED) };
    return said === undefined ? { state: next } : learn(rules, next, asked, said, context);
  };
}

/** Handler of `review.decided`. */
export function decided(rules: ProposalRules) {
  return (event: ReviewDecided, state: LearningState, context: HandlerContext): Outcome<LearningState> | undefined => {
    const said = saidIn(event);
    if (said === undefined) return undefined;
    const asked = state.asked.find((one) => one.reviewId === said.reviewId);
    if (asked === undefined) return { state: { ...state, early: [...state.early, said].slice(-MAX_EARLY) } };
    return learn(rules, state, asked, said, context);
  };
}

/** The first decision on a mail counts: what follows is about what was done for it. */
function learn(
  rules: ProposalRules,
  state: LearningState,
  asked: AskedRequest,
  said: Said,
  { subject }: HandlerContext,
): Outcome<LearningState> {
  const { mailId } = asked;
  const left = { ...state, asked: state.asked.filter((one) => one.mailId !== mailId) };
  if (state.judged.includes(mailId)) return { state: left };
  const verdict = judge(asked, said);
  const proposal = propose(asked, said, subject, rules);
  const entries: LogEntry[] =
    verdict === undefined
      ? []
      : [{ id: `${subject}/${mailId}`, clear: { model: verdict.model ?? '', at: said.at }, content: verdict }];
  const proposals = proposal === undefined ? state.proposals : [...state.proposals, proposal];
  return { state: { ...left, judged: [...state.judged, mailId], proposals }, entries };
}

/** What an author says of a proposal. */
export interface ProposalCommand {
  readonly id: string;
  /** Who. */
  readonly by: string;
}

/** Commands `accept` and `refuse`; each may take the other back, and doing one twice is fine. @throws AppError `NOT_FOUND` */
export function settle(status: Exclude<ProposalStatus, 'proposed'>) {
  return (payload: unknown, state: LearningState): Outcome<LearningState> => {
    const { id, by } = payload as ProposalCommand;
    const found = state.proposals.find((proposal) => proposal.id === id);
    if (found === undefined) throw new AppError('NOT_FOUND', `Il n’y a pas d’exemple proposé ${id}`);
    const settled: Proposal = { ...found, status, by };
    const proposals = state.proposals.map((proposal) => (proposal === found ? settled : proposal));
    return { state: { ...state, proposals }, answer: settled };
  };
}
