/** A mail was understood: first whether a waiting step expects it, then automatic, review, or nothing. Pure. */
import { caseChanged, type Draft } from '@facteur/contracts';
import type { FoundData, FoundDocument, StartData } from '@facteur/journeys';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun, startRun } from './advance.ts';
import { decide, type Reason } from './decide.ts';
import type { Environment } from './environment.ts';
import { askAdvisor, begin, finish, type Progress } from './progress.ts';
import type { CaseState, Understood, UnderstoodEvent } from './state.ts';

/** Handler of `mail.understood`. */
export function understood(env: Environment) {
  return (event: UnderstoodEvent, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
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
  const { state } = progress;
  if (state.status === 'merged') return;
  const wasClosed = state.status === 'closed';
  progress.state = { ...state, status: 'open', understood: mail };
  if (state.run && !wasClosed) return handleAnswer(env, progress, mail);
  if (wasClosed) progress.change = 'reopened';
  const mode = env.config.mailboxes.find(({ address }) => address === mail.mail.mailbox)?.mode ?? 'assist';
  const decision = decide(mail, {
    journeyOf: env.journeys.byIntent,
    mode,
    defaultThreshold: env.config['default-threshold'],
  });
  if (progress.change !== 'reopened') progress.change = 'decided';
  if (decision.kind === 'review') return askDecision(env, progress, decision.reasons, decision.journey?.intent);
  progress.explanation = decision.explanation;
  startRun(env, progress, decision.journey, startData(mail), { isValidated: false });
}

/** The customer wrote while a journey is under way. */
function handleAnswer(env: Environment, progress: Progress, understoodMail: Understood): void {
  const { review, run } = progress.state;
  if (review) {
    // The advisor must see the new mail before deciding: the item is asked again at the new version.
    const { reasons, show, options, queue } = review.request;
    askAdvisor(progress, {
      ...review,
      reasons: withReason(reasons as readonly Reason[], 'unexpected-reply'),
      show,
      options,
      queue,
    });
    return;
  }
  const journey = run && env.journeys.byHash(run.hash);
  const { mail, tone } = understoodMail;
  const reasons: Reason[] = [];
  if (mail.problems.length > 0)
    reasons.push({ code: 'unreadable-mail', detail: mail.problems.map(({ code }) => code).join(', ') });
  if (journey?.sender === 'authenticated' && mail.proof === 'none') reasons.push({ code: 'unproven-sender' });
  if (tone !== 'neutral') reasons.push({ code: 'customer-upset', detail: tone });
  if (reasons.length > 0) return askDecision(env, progress, reasons, journey?.intent, ['attendre']);
  const { data, documents } = startData(understoodMail);
  if (continueRun(env, progress, { type: 'mail', data, documents, text: mail.text })) return;
  askDecision(env, progress, [{ code: 'unexpected-reply' }], journey?.intent, ['attendre']);
}

function withReason(reasons: readonly Reason[], code: Reason['code']): Reason[] {
  return reasons.some((reason) => reason.code === code) ? [...reasons] : [...reasons, { code }];
}

/** Asks an advisor which journey answers the mail; the most probable intents first. */
export function askDecision(
  env: Environment,
  progress: Progress,
  reasons: readonly Reason[],
  intent?: string,
  options: string[] = [],
): void {
  askAdvisor(progress, {
    kind: 'decision',
    step: 'decision',
    visit: progress.context.revision,
    reasons,
    journey: intent === undefined ? undefined : env.journeys.byIntent(intent),
    options,
  });
}

/** What a journey starts with: the data found, the files sent, the customer's words. */
export function startData({ mail, data }: Understood): StartData {
  const byType: Record<string, unknown[]> = {};
  for (const { type, value } of data) {
    const values = byType[type] ?? [];
    const isKnown = values.some((other) => JSON.stringify(other) === JSON.stringify(value));
    byType[type] = isKnown ? values : [...values, value];
  }
  const documents: FoundDocument[] = mail.attachments.map(({ name, type, blob }) =>
    blob ? { name, type, blob: blob.id } : { name, type },
  );
  return { data: byType as FoundData, documents, text: mail.text };
}

/** A machine's mail is kept and answered by nobody (RFC 3834 §2); a case that only holds such mail is closed. */
function suppressed({ mail }: Understood, state: CaseState, context: HandlerContext): Outcome<CaseState> {
  const isAlone = state.understood === undefined && state.run === undefined;
  const status = isAlone ? 'closed' : state.status;
  const changed = caseChanged.about(context.subject, {
    change: 'suppressed',
    status,
    revision: context.revision,
    outcome: mail.kind,
    reasons: [],
    explanation: `${mail.kind} : aucune réponse n’est envoyée`,
  });
  return { state: { ...state, status }, events: [changed as Draft] };
}
