/** Carries a run on: takes a step's effects one by one and turns them into replies, reviews, calls and timers. Pure. */
import { type Journey, type JourneyEffect, type JourneyInput, type StepResult, step } from '@facteur/journeys';
import { derivedId } from '@facteur/primitives';
import { askAdvisor, ofJourney } from './ask-advisor.ts';
import { addresseeOf, askReply, journeyContent } from './ask-reply.ts';
import type { Environment } from './environment.ts';
import { startFor, together } from './gather.ts';
import { requestCall } from './make-call.ts';
import { actsOf } from './option-acts.ts';
import type { Progress } from './progress.ts';
import type { ReviewRequest, Run } from './state.ts';

/** More runs than this, each begun by the one before: journeys start each other in a circle. */
const MAX_CHAIN = 10;

/** What a run begins with. */
export interface Begin extends Pick<Run, 'sender' | 'addressee' | 'taken' | 'isValidated' | 'notDone' | 'chain'> {
  /** What is known already, by name. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** Starts `journey` in place of whatever ran. */
export function startRun(env: Environment, progress: Progress, journey: Journey, { facts, ...about }: Begin): void {
  const { context, state } = progress;
  progress.intent = journey.intent;
  stopRun(progress);
  const known = { ...factsOf(about), ...facts };
  const result = step(journey, undefined, { type: 'start', ...startFor(journey.intent, about.taken), facts: known });
  const run: Run = {
    ...about,
    id: derivedId('run', context.subject, String(state.runs)),
    journey: journey.name,
    hash: journey.hash,
    snapshot: result.snapshot,
    movedAt: context.revision,
  };
  progress.state = {
    ...progress.state,
    status: 'open',
    run,
    runs: state.runs + 1,
    unused: undefined,
  };
  learn(progress, {}, result);
  follow(env, progress, journey, result);
}

/** What is known of whoever asks: by these names a journey may collect it without asking. */
function factsOf({ sender, addressee }: Pick<Begin, 'sender' | 'addressee'>): Readonly<Record<string, unknown>> {
  return {
    ...(sender.address !== '' && { adresse: sender.address }),
    ...(addressee && { langue: addressee.language }),
  };
}

/** Gives the run an input. False when it does not await it: nothing changed then. */
export function continueRun(env: Environment, progress: Progress, input: JourneyInput): boolean {
  const { run } = progress.state;
  if (!run) return false;
  const journey = env.journeys.byHash(run.hash);
  const result = step(journey, run.snapshot, input);
  if (!result.accepted) return false;
  const moved: Run = { ...run, snapshot: result.snapshot, movedAt: progress.context.revision };
  progress.state = { ...progress.state, status: 'open', run: moved };
  learn(progress, run.snapshot.context.vars, result);
  follow(env, progress, journey, result);
  return true;
}

/** The run goes on in another version, whose step it has just entered: what it waited for before is forgotten. */
export function enterVersion(env: Environment, progress: Progress, journey: Journey, result: StepResult): void {
  const { run, timers = [] } = progress.state;
  if (!run) return;
  for (const timer of timers) progress.timers[timer] = null;
  const moved: Run = { ...run, hash: journey.hash, snapshot: result.snapshot, movedAt: progress.context.revision };
  progress.state = { ...progress.state, run: moved, timers: [], review: undefined };
  learn(progress, run.snapshot.context.vars, result);
  follow(env, progress, journey, result);
}

/** Gives the run what mails brought. False when it fills nothing that the run waits for: nothing changed then. */
export function takeMail(env: Environment, progress: Progress): boolean {
  const { run, unused, understood } = progress.state;
  if (!run || !unused || !understood) return false;
  const before = progress.state;
  const { data, documents, text = '' } = unused.start;
  // Answers go to the person on whose behalf the run acts, whoever else sent what was missing.
  // A call that was noted is no mail to answer: the thread stays the one before.
  const { from, channel } = understood.mail;
  const isSender = from?.address.toLowerCase() === run.sender.address.toLowerCase() && channel !== 'phone';
  const addressee = isSender ? (addresseeOf(understood) ?? run.addressee) : run.addressee;
  const taken = together(run.taken, unused);
  progress.state = { ...before, run: { ...run, addressee, taken }, review: undefined, unused: undefined };
  if (continueRun(env, progress, { type: 'mail', data, documents, text })) return true;
  progress.state = before;
  return false;
}

/** True when the run waits for what mails brought. */
export function awaitsMail(env: Environment, { state: { run, unused } }: Progress): boolean {
  if (!run || !unused) return false;
  const { data, documents, text = '' } = unused.start;
  return step(env.journeys.byHash(run.hash), run.snapshot, { type: 'mail', data, documents, text }).accepted;
}

/** Ends the run and its timers, without a word to the customer. */
export function stopRun(progress: Progress): void {
  const { timers = [], run } = progress.state;
  if (!run) return;
  for (const timer of timers) progress.timers[timer] = null;
  progress.state = { ...progress.state, run: undefined, calling: undefined, timers: [] };
}

/** Ends the run and closes the case, unless something went wrong that a person must see. */
export function closeCase(progress: Progress): void {
  stopRun(progress);
  if (progress.staysOpen) return;
  progress.state = { ...progress.state, status: 'closed', review: undefined, unused: undefined };
}

/** Notes what the step changed in what the run knows. */
function learn(progress: Progress, before: Readonly<Record<string, unknown>>, { snapshot }: StepResult): void {
  const { facts: _, ...after } = snapshot.context.vars;
  for (const [name, value] of Object.entries(after)) if (before[name] !== value) progress.learned[name] = value;
  for (const name of Object.keys(before))
    if (name !== 'facts' && after[name] === undefined) progress.learned[name] = null;
}

function follow(env: Environment, progress: Progress, journey: Journey, result: StepResult): void {
  const runId = progress.state.run?.id;
  progress.trail.push(
    ...result.trail.map(({ step: name, row }) => `${journey.name}/${name}${row === undefined ? '' : `#${row}`}`),
  );
  for (const effect of result.effects) obey(env, progress, journey, effect);
  if (result.done && progress.state.run?.id === runId) closeCase(progress);
}

function obey(env: Environment, progress: Progress, journey: Journey, effect: JourneyEffect): void {
  const { run } = progress.state;
  if (!run) return;
  const { subject: caseNumber, now } = progress.context;
  switch (effect.type) {
    case 'ask':
    case 'remind': {
      const nth = effect.type === 'remind' ? effect.nth : 0;
      return askReply(progress, run.addressee, {
        name: [run.id, effect.step, String(effect.visit), String(nth)],
        purpose: effect.type === 'ask' ? 'question' : 'reminder',
        content: journeyContent(journey, caseNumber, effect.templates, effect.data ?? {}),
      });
    }
    case 'reply':
      return askReply(progress, run.addressee, {
        name: [run.id, effect.step, String(effect.visit)],
        purpose: 'answer',
        content: journeyContent(journey, caseNumber, [effect.template], effect.data),
      });
    case 'call':
      return requestCall(env, progress, journey, effect);
    case 'review':
      return askStep(env, progress, journey, effect);
    case 'timer':
      return setTimer(progress, `${run.id}/${effect.name}`, dueOf(effect, now));
    case 'cancel-timer':
      return setTimer(progress, `${run.id}/${effect.name}`, null);
    case 'start':
      return startNext(env, progress, journey, effect, run);
    case 'close':
      progress.outcome = effect.outcome;
  }
}

/** An instant that is past is due at once. */
function dueOf({ at, afterMs }: EffectOf<'timer'>, now: number): number {
  return at === undefined ? now + afterMs : Math.max(now, Date.parse(at));
}

type EffectOf<Type extends JourneyEffect['type']> = Extract<JourneyEffect, { type: Type }>;

function askStep(env: Environment, progress: Progress, journey: Journey, effect: EffectOf<'review'>): void {
  const { step: name, visit, reason, detail, queue, options, withinMs, edit } = effect;
  const show = effect.show.map(({ name: shown, value }) => ({ name: shown, value: value ?? null }));
  askAdvisor(progress, {
    ...ofJourney(journey),
    kind: 'step',
    step: name,
    visit,
    reasons: [{ code: reason, detail: detail?.fr }],
    queue,
    show: show as ReviewRequest['show'],
    options,
    acts: actsOf(env, journey, name, options),
    withinMs,
    edit: edit as ReviewRequest['edit'],
  });
}

/** Continues in another journey: for the same person, with the same data. */
function startNext(
  env: Environment,
  progress: Progress,
  journey: Journey,
  { journey: next, data, step: name, visit }: EffectOf<'start'>,
  { sender, addressee, taken, isValidated, notDone, chain }: Run,
): void {
  if (chain < MAX_CHAIN) {
    const { facts, ...start } = data;
    const given = { ...taken, start: { text: taken.start.text ?? '', ...start } };
    const about = { sender, addressee, taken: given, isValidated, notDone, chain: chain + 1 };
    return startRun(env, progress, env.journeys.byName(next), { ...about, facts });
  }
  progress.staysOpen = true;
  const detail = `${journey.name} et ${next} se lancent l’un l’autre`;
  const reasons = [{ code: 'loop-suspected', detail }] as const;
  askAdvisor(progress, { ...ofJourney(journey), kind: 'decision', step: name, visit, reasons });
}

function setTimer(progress: Progress, name: string, due: number | null): void {
  progress.timers[name] = due;
  const others = (progress.state.timers ?? []).filter((other) => other !== name);
  progress.state = { ...progress.state, timers: due === null ? others : [...others, name] };
}
