/** What learning does about an input: in whichever order review and decision come, each request is judged once. Pure. */
import { AppError } from '@facteur/primitives';
import type { HandlerContext, LogEntry, Outcome } from '@facteur/runtime';
import { severalIn, withRead, withSaid, withSplit } from './explanations.ts';
import { askedIn, judge, saidIn } from './judge.ts';
import { type ProposalRules, propose } from './propose.ts';
import type {
  AdvisorActed,
  AskedRequest,
  LearningState,
  Proposal,
  ProposalStatus,
  ReviewAsked,
  ReviewDecided,
  Said,
  SeveralRead,
} from './state.ts';

/** A case has few reviews; what is older than these is not decided any more. */
const MAX_ASKED = 20;
const MAX_EARLY = 20;

/** Handler of `review.requested`. */
export function requested(rules: ProposalRules) {
  return (event: ReviewAsked, state: LearningState, context: HandlerContext): Outcome<LearningState> | undefined => {
    const { reviewId } = event.data;
    const asked = askedIn(event);
    const read = severalIn(event);
    const said = state.early.find((one) => one.reviewId === reviewId);
    if (asked === undefined && read === undefined && said === undefined) return undefined;
    const known = read === undefined ? state : noteRead(state, read, said);
    const early = state.early.filter((one) => one !== said);
    if (asked === undefined) return { state: { ...known, early } };
    const others = state.asked.filter((one) => one.reviewId !== reviewId);
    const next = { ...known, early, asked: [...others, asked].slice(-MAX_ASKED) };
    return said === undefined ? { state: next } : learn(rules, next, asked, said, context);
  };
}

/** Handler of `review.decided`. */
export function decided(rules: ProposalRules) {
  return (event: ReviewDecided, state: LearningState, context: HandlerContext): Outcome<LearningState> | undefined => {
    const said = saidIn(event);
    if (said === undefined) return undefined;
    const asked = state.asked.find((one) => one.reviewId === said.reviewId);
    const { several } = state;
    const told = several === undefined ? state : { ...state, several: withSaid(several, said) };
    if (asked !== undefined) return learn(rules, told, asked, said, context);
    const isKnown = several?.some(({ reviewId }) => reviewId === said.reviewId) === true;
    return { state: isKnown ? told : { ...told, early: [...state.early, said].slice(-MAX_EARLY) } };
  };
}

/** Handler of `advisor.acted`: who makes several cases of a mail has read several requests in it. */
export function acted(
  { data: { action, mail } }: AdvisorActed,
  state: LearningState,
): Outcome<LearningState> | undefined {
  if (action !== 'split' || mail === undefined || state.several === undefined) return undefined;
  return { state: { ...state, several: withSplit(state.several, mail.mailId) } };
}

function noteRead(state: LearningState, read: SeveralRead, said: Said | undefined): LearningState {
  const several = withRead(state.several ?? [], read);
  return { ...state, several: said === undefined ? several : withSaid(several, said) };
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
