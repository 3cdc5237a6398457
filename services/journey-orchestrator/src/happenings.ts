/** What else happens to a case: a timer falls due, a reply could not leave. Pure. */
import type { Event, replyFailed } from '@facteur/contracts';
import type { JsonObject } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { continueRun } from './advance.ts';
import { askAdvisor, askAgain } from './ask-advisor.ts';
import type { Environment } from './environment.ts';
import { begin, finish } from './progress.ts';
import type { Reason } from './reasons.ts';
import type { CaseState, Run } from './state.ts';
import { MAIL_OPTIONS } from './understood.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** How long a reminder waits for an advisor who has the case: a customer who has written is not told to write. */
const PUT_OFF_MS = 86_400_000;

/** How the timers of reviews end that have a step for when nobody decides. */
const LATE = ':late';

/** Timers are named `<run>/<timer>`; those of a run that has ended were cancelled with it. */
export function timerFell(env: Environment) {
  return (timer: string, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { run, review, holder } = state;
    if (!run || !timer.startsWith(`${run.id}/`)) return {};
    const name = timer.slice(run.id.length + 1);
    // What an author wants when nobody decides in time is about the review itself.
    const isLate = name.endsWith(LATE);
    if ((review || holder) && !isLate) return { timers: { [timer]: context.now + PUT_OFF_MS } };
    const later = whileAway(timer, state, context.now) ?? whileHalted(env, run, context.now);
    if (later !== undefined) return { timers: { [timer]: later } };
    const progress = begin(
      { ...state, onWordOf: undefined, timers: (state.timers ?? []).filter((other) => other !== timer) },
      context,
    );
    progress.explanation = `délai écoulé : ${name}`;
    if (isLate) progress.state = { ...progress.state, review: undefined };
    if (continueRun(env, progress, { type: 'timer', name })) return finish(progress);
    return { state: { ...progress.state, review } };
  };
}

/** How long what the bot would do of itself waits where a person has stopped it, before it looks again. */
const HALTED_MS = 5 * 60_000;

function whileHalted(env: Environment, { addressee, journey }: Run, now: number): number | undefined {
  return env.halts.of(addressee?.mailbox, journey) === undefined ? undefined : now + HALTED_MS;
}

/** Something that happened in the company's own systems, such as a parcel delivered. */
export interface Happening {
  readonly name: string;
  readonly data?: JsonObject;
}

/** Command `event`: a run that waits for it goes on; answers whether one did. */
export function happened(env: Environment) {
  return (payload: unknown, state: CaseState, context: HandlerContext): Outcome<CaseState> => {
    const { name, data } = payload as Happening;
    const progress = begin(state, context);
    progress.explanation = `événement : ${name}`;
    const isAwaited =
      state.calling === undefined &&
      continueRun(env, progress, { type: 'event', name, ...(data === undefined ? {} : { data }) });
    return isAwaited ? { ...finish(progress), answer: { awaited: true } } : { answer: { awaited: false } };
  };
}

/** A customer who did not get our mail must hear from a person. */
export function replyCouldNotLeave(
  event: Event<DataOf<typeof replyFailed>>,
  state: CaseState,
  context: HandlerContext,
): Outcome<CaseState> {
  const { code, detail, purpose, mailbox, language, suppressed, side } = event.data;
  const { status, run, review } = state;
  // Somebody outside did not get it: the customer waits for nothing of it.
  if (side !== undefined) return {};
  // Held back on purpose: nobody waits for an acknowledgement that a machine would have got.
  if (suppressed !== undefined && suppressed !== 'loop-suspected' && purpose === 'acknowledgement') return {};
  // The customer of a closed case had our answer; that the acknowledgement before it was lost harms nobody.
  if (status === 'closed' && purpose === 'acknowledgement') return {};
  const progress = begin({ ...state, status: 'open' }, context);
  if (status === 'closed') progress.change = 'reopened';
  const reason: Reason = { code: reasonOf(code, suppressed), detail: `${code}: ${detail}` };
  if (review) askAgain(progress, review, reason);
  else
    askAdvisor(progress, {
      kind: 'decision',
      step: `reply-${purpose}`,
      visit: context.revision,
      reasons: [reason],
      options: run ? [MAIL_OPTIONS.wait] : [],
      mailbox,
      language,
    });
  return finish(progress);
}

function reasonOf(code: string, suppressed: string | undefined): Reason['code'] {
  if (suppressed === 'loop-suspected') return 'loop-suspected';
  return code === 'TEMPLATE_INVALID' ? 'reply-check-failed' : 'reply-undelivered';
}

const DAY_MS = 86_400_000;

/** A customer who said to be away until a day is reminded from then on, one reminder a day, and given some days before it is given up. */
function whileAway(timer: string, { absentUntilMs = 0 }: CaseState, now: number): number | undefined {
  const nth = /:remind-(\d+)$/.exec(timer)?.[1];
  if (absentUntilMs <= now || (nth === undefined && !timer.endsWith(':give-up'))) return undefined;
  return absentUntilMs + (nth === undefined ? GIVE_UP_AFTER_DAYS : Number(nth) - 1) * DAY_MS;
}

/** After the return. */
const GIVE_UP_AFTER_DAYS = 7;
