/** A mail was understood: first whether a waiting step expects it, then automatic, review, or nothing. Pure. */
import { caseChanged, type Draft } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { awaitsMail, startRun, takeMail } from './advance.ts';
import { askAdvisor, askAgain, ofJourney } from './ask-advisor.ts';
import { addresseeIn } from './ask-reply.ts';
import { modeOf } from './config.ts';
import { decide } from './decide.ts';
import type { Environment } from './environment.ts';
import { gather } from './gather.ts';
import { haltReason } from './halts/halts.ts';
import { mergedReason } from './merged-away.ts';
import { begin, finish, type Progress } from './progress.ts';
import { needsProof, objectionsTo, RENOUNCES, type Reason, takenOver } from './reasons.ts';
import { drawSample } from './sample.ts';
import { senderIn, senderOf } from './sender.ts';
import type { CaseState, Run, Understood, UnderstoodEvent } from './state.ts';
import { heedWish } from './wishes.ts';

/** Advisor's choices about a mail to a run that waits. */
export const MAIL_OPTIONS = { take: 'continuer', wait: 'attendre' } as const;

/** Handler of `mail.understood`. */
export function understood(env: Environment) {
  return (event: UnderstoodEvent, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    // What experts outside answer is no customer's mail.
    if (event.data.mail.side !== undefined) return {};
    if (event.data.mail.kind !== 'human') return suppressed(event.data, state, context);
    // While a call is under way its answer comes first; the mail waits its turn.
    if (state.calling) return { state: { ...state, queued: [...state.queued, event.data] } };
    const progress = begin(state, context);
    handleMail(env, progress, event.data);
    return finish(progress);
  };
}

/** Takes up the mails that waited for a call to end. */
export function handleQueued(env: Environment, progress: Progress): void {
  while (!progress.state.calling) {
    const [next, ...queued] = progress.state.queued;
    if (!next) return;
    progress.state = { ...progress.state, queued };
    handleMail(env, progress, next);
  }
}

function handleMail(env: Environment, progress: Progress, mail: Understood): void {
  progress.state = { ...progress.state, onWordOf: undefined };
  if (heedWish(env, progress, mail)) return;
  const { state } = progress;
  const wasClosed = state.status === 'closed';
  progress.state = { ...state, status: 'open', understood: mail, unused: gather(state.unused, mail) };
  if (wasClosed) progress.change = 'reopened';
  if (state.run) return handleAnswer(env, progress, mail, state.run);
  if (!wasClosed) progress.change = 'decided';
  handleRequest(env, progress, mail);
}

/** No journey is under way. */
function handleRequest(env: Environment, progress: Progress, mail: Understood): void {
  const { state } = progress;
  const { review, unused, holder, mergedInto } = state;
  const decision = decide(mail, {
    journeyOf: env.journeys.byIntent,
    mode: modeOf(env.config, mail.mail.mailbox),
    haltOf: (journey) => env.halts.of(mail.mail.mailbox, journey),
  });
  const reasons: Reason[] = decision.kind === 'review' ? [...decision.reasons] : [];
  if (holder) reasons.push(takenOver(holder));
  if (mergedInto !== undefined) reasons.push(mergedReason(mergedInto));
  const sender = senderIn(state, mail);
  if (sender.address !== senderOf(mail).address) reasons.push(NOT_THE_CUSTOMER);
  // An earlier mail waits for an advisor: this one must be seen with it, however clear it is by itself.
  if (review) reasons.push({ code: 'unexpected-reply' });
  if (reasons.length === 0 && decision.kind === 'automatic' && unused) {
    progress.explanation = decision.explanation;
    const about = { sender, addressee: addresseeIn(state, mail), isValidated: false, chain: 0 };
    startRun(env, progress, decision.journey, { ...about, taken: unused });
    return drawSample(progress, decision.journey, mail);
  }
  // A call in doubt stays in doubt, whoever writes.
  if (review && review.kind !== 'decision') return askAgain(progress, review, ...reasons);
  askDecision(progress, { ...ofJourney(decision.journey), reasons });
}

/** An advisor named somebody else. */
const NOT_THE_CUSTOMER: Reason = {
  code: 'unproven-sender',
  detail: 'écrit par quelqu’un d’autre que le client du dossier',
};

/** The customer wrote while a journey is under way. */
function handleAnswer(env: Environment, progress: Progress, mail: Understood, run: Run): void {
  const { review, holder } = progress.state;
  const journey = env.journeys.byHash(run.hash);
  const objections = objectionsTo(mail, [journey]);
  const halt = env.halts.of(mail.mail.mailbox, journey.name);
  if (halt) objections.push(haltReason(halt));
  if (holder) objections.push(takenOver(holder));
  if (mail.wishes?.withdraws) objections.push({ code: 'unexpected-reply', detail: RENOUNCES });
  const { address } = senderOf(mail);
  if (needsProof(journey) && address !== run.sender.address)
    objections.push({ code: 'unproven-sender', detail: 'écrit depuis une autre adresse que la demande' });
  // A review that only waits for the customer's word ends with it.
  const isAwaited = review?.request.reasons.every(({ code }) => code === 'no-answer') ?? true;
  if (objections.length === 0 && isAwaited && takeMail(env, progress)) return;
  // The advisor must see the new mail before deciding: the item is asked again at the new version.
  const isUnexpected = review !== undefined || objections.length === 0;
  const reasons: Reason[] = isUnexpected ? [...objections, { code: 'unexpected-reply' }] : objections;
  if (review && review.kind !== 'decision') return askAgain(progress, review, ...reasons);
  const options = awaitsMail(env, progress) ? [MAIL_OPTIONS.take, MAIL_OPTIONS.wait] : [MAIL_OPTIONS.wait];
  askDecision(progress, { ...ofJourney(journey), reasons, options });
}

/** Asks an advisor what becomes of a mail; the most probable intents come with the review. */
function askDecision(
  progress: Progress,
  ask: Omit<Parameters<typeof askAdvisor>[1], 'kind' | 'step' | 'visit' | 'held'>,
): void {
  askAdvisor(progress, { ...ask, kind: 'decision', step: 'decision', visit: progress.context.revision });
}

/** A machine's mail is kept and answered by nobody (RFC 3834 §2); a case that only holds such mail is closed. */
function suppressed({ mail }: Understood, state: CaseState, context: HandlerContext): Outcome<CaseState> {
  const { review, run } = state;
  const isAlone = state.understood === undefined && run === undefined && review === undefined;
  const status = isAlone ? 'closed' : state.status;
  const absentUntilMs = absenceIn(mail, context.now);
  const changed = caseChanged.about(context.subject, {
    change: 'suppressed',
    status,
    revision: context.revision,
    outcome: mail.kind,
    reasons: review?.request.reasons.map(({ code }) => code) ?? [],
    explanation: `${mail.kind} : aucune réponse n’est envoyée${absentUntilMs === undefined ? '' : `, relances suspendues jusqu’au ${mail.absentUntil?.slice(0, 10)}`}`,
  });
  const away = absentUntilMs === undefined ? {} : { absentUntilMs };
  return { state: { ...state, ...away, status }, events: [changed as Draft] };
}

/** An absence is believed for two months. */
const LONGEST_ABSENCE_MS = 60 * 86_400_000;

function absenceIn({ absentUntil }: Understood['mail'], now: number): number | undefined {
  const until = absentUntil === undefined ? Number.NaN : Date.parse(absentUntil);
  return until > now ? Math.min(until, now + LONGEST_ABSENCE_MS) : undefined;
}
