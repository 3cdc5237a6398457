/** Carries a run on: takes a step's effects one by one and turns them into replies, reviews, calls and timers. Pure. */

import {
  type Journey,
  type JourneyEffect,
  type JourneyInput,
  type StartData,
  type StepResult,
  step,
} from '@facteur/journeys';
import { derivedId } from '@facteur/primitives';
import type { CallInput } from './call.ts';
import type { Environment } from './environment.ts';
import { asData, askAdvisor, askReply, type Progress } from './progress.ts';
import type { HeldCall, Run } from './state.ts';

/** Starts `journey` for the mail at hand, in place of whatever ran. */
export function startRun(
  env: Environment,
  progress: Progress,
  journey: Journey,
  start: StartData,
  by: { isValidated: boolean },
): void {
  const { context, state } = progress;
  stopRun(progress);
  const mail = state.understood?.mail;
  const result = step(journey, undefined, { type: 'start', ...start });
  const run: Run = {
    id: derivedId('run', context.subject, String(state.runs)),
    journey: journey.name,
    hash: journey.hash,
    snapshot: result.snapshot,
    // An advisor who validates the request answers for the sender as well.
    sender: {
      address: mail?.from?.address ?? '',
      proven: by.isValidated || (mail !== undefined && mail.proof !== 'none'),
    },
    isValidated: by.isValidated,
  };
  progress.state = {
    ...progress.state,
    status: 'open',
    run,
    runs: state.runs + 1,
    review: undefined,
    calling: undefined,
  };
  follow(env, progress, journey, result);
}

/** Gives the run an input. False when it does not await it: nothing changed then. */
export function continueRun(env: Environment, progress: Progress, input: JourneyInput): boolean {
  const { run } = progress.state;
  if (!run) return false;
  const journey = env.journeys.byHash(run.hash);
  const result = step(journey, run.snapshot, input);
  if (!result.accepted) return false;
  progress.state = { ...progress.state, status: 'open', run: { ...run, snapshot: result.snapshot } };
  follow(env, progress, journey, result);
  return true;
}

/** Ends the run and its timers, without a word to the customer. */
export function stopRun(progress: Progress): void {
  const { run } = progress.state;
  if (!run) return;
  for (const timer of progress.state.timers ?? []) progress.timers[timer] = null;
  progress.state = { ...progress.state, run: undefined, calling: undefined, timers: [] };
}

function follow(env: Environment, progress: Progress, journey: Journey, result: StepResult): void {
  progress.trail.push(
    ...result.trail.map(({ step: name, row }) => `${journey.name}/${name}${row === undefined ? '' : `#${row}`}`),
  );
  for (const effect of result.effects) obey(env, progress, journey, effect);
  if (result.done && progress.state.run?.hash === journey.hash) {
    stopRun(progress);
    progress.state = { ...progress.state, status: 'closed', review: undefined };
  }
}

function obey(env: Environment, progress: Progress, journey: Journey, effect: JourneyEffect): void {
  const { run } = progress.state;
  if (!run) return;
  switch (effect.type) {
    case 'ask':
    case 'remind': {
      const nth = effect.type === 'remind' ? effect.nth : 0;
      const purpose = effect.type === 'ask' ? 'question' : 'reminder';
      askReply(
        progress,
        [run.id, effect.step, String(effect.visit), String(nth)],
        purpose,
        templates(progress, journey, effect.templates, run.snapshot.context.vars),
      );
      return;
    }
    case 'reply':
      askReply(
        progress,
        [run.id, effect.step, String(effect.visit)],
        'answer',
        templates(progress, journey, [effect.template], effect.data),
      );
      return;
    case 'call':
      call(env, progress, journey, effect);
      return;
    case 'review': {
      const reasons = [{ code: effect.reason, ...(effect.detail ? { detail: effect.detail.fr } : {}) }];
      const show = effect.show.map(({ name, value }) => ({ name, value: (value ?? null) as never }));
      const within = effect.withinMs === undefined ? {} : { withinMs: effect.withinMs };
      askAdvisor(progress, {
        kind: 'step',
        step: effect.step,
        visit: effect.visit,
        reasons,
        journey,
        queue: effect.queue,
        show,
        options: [...effect.options],
        ...within,
      });
      return;
    }
    case 'timer':
      setTimer(progress, `${run.id}/${effect.name}`, progress.context.now + effect.afterMs);
      return;
    case 'cancel-timer':
      setTimer(progress, `${run.id}/${effect.name}`, null);
      return;
    case 'start':
      startRun(env, progress, env.journeys.byName(effect.journey), effect.data, run);
      return;
    case 'close':
      progress.outcome = effect.outcome;
      return;
  }
}

function setTimer(progress: Progress, name: string, due: number | null): void {
  progress.timers[name] = due;
  const others = (progress.state.timers ?? []).filter((other) => other !== name);
  progress.state = { ...progress.state, timers: due === null ? others : [...others, name] };
}

function templates(
  progress: Progress,
  journey: Journey,
  names: readonly string[],
  vars: Readonly<Record<string, unknown>>,
) {
  const data = { ...asData(vars), dossier: progress.context.subject };
  return {
    kind: 'journey' as const,
    journey: journey.name,
    hash: journey.hash,
    templates: [...names],
    data: data as unknown as ReplyData,
  };
}

type ReplyData = Extract<Parameters<typeof askReply>[3], { kind: 'journey' }>['data'];
type CallEffect = Extract<JourneyEffect, { type: 'call' }>;

/** Money goes alone only where the author lets it, or an advisor has validated; otherwise an advisor is asked first. */
function call(env: Environment, progress: Progress, journey: Journey, effect: CallEffect): void {
  const { run } = progress.state;
  if (!run) return;
  const held: HeldCall = {
    step: effect.step,
    visit: effect.visit,
    operation: effect.operation,
    input: asData(effect.input),
    oncePer: effect.oncePer,
  };
  const isMoney = env.effectOf(effect.operation) === 'money';
  if (!isMoney || journey.moneyAlone || run.isValidated) return makeCall(progress, held);
  const show = Object.entries(effect.input).map(([name, value]) => ({ name, value: (value ?? null) as never }));
  const reasons = [{ code: 'step-review' as const, detail: effect.operation }];
  askAdvisor(progress, {
    kind: 'money',
    step: effect.step,
    visit: effect.visit,
    held,
    reasons,
    journey,
    show,
    options: ['valider', 'refuser'],
  });
}

/** Has a call made; the run waits for its answer. */
export function makeCall(progress: Progress, { step: name, visit, operation, input, oncePer }: HeldCall): void {
  const { run } = progress.state;
  if (!run) return;
  const effectId = `${run.id}/${name}/${visit}`;
  const request: CallInput = { operation, input, sender: run.sender, ...(oncePer === undefined ? {} : { oncePer }) };
  progress.effects.push({ id: effectId, kind: 'call', input: request });
  progress.state = { ...progress.state, calling: { effectId, step: name, visit } };
}
