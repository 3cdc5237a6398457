/** A step wants a call: it is made, or an advisor is asked first. Pure. */
import type { Journey, JourneyEffect } from '@facteur/journeys';
import { asData } from './as-data.ts';
import { askAdvisor, ofJourney } from './ask-advisor.ts';
import type { CallInput } from './call.ts';
import { modeOf } from './config.ts';
import type { Environment } from './environment.ts';
import { haltReason } from './halts/halts.ts';
import type { Progress } from './progress.ts';
import { needsProof, type Reason } from './reasons.ts';
import type { HeldCall, ReviewRequest, Run } from './state.ts';

type CallEffect = Extract<JourneyEffect, { type: 'call' }>;

/** Advisor's choices about a call of money. */
export const MONEY_OPTIONS = { accept: 'valider', refuse: 'refuser' } as const;

/** Money goes alone only where author and mailbox let it, or once an advisor has validated; else an advisor is asked first. */
export function requestCall(env: Environment, progress: Progress, journey: Journey, effect: CallEffect): void {
  const { step, visit, operation, oncePer } = effect;
  const held: HeldCall = { step, visit, operation, input: asData(effect.input), oncePer };
  const { run } = progress.state;
  if (!run) return;
  const isNamed = progress.state.customer !== undefined;
  const objection =
    unprovenFor(env, run, journey, operation, isNamed) ??
    (run.isValidated ? undefined : objectionTo(env, run, journey, operation));
  if (objection === undefined) return makeCall(progress, held);
  askAdvisor(progress, {
    ...ofJourney(journey),
    kind: 'money',
    step,
    visit,
    held,
    reasons: [objection],
    show: shown(effect.input),
    options: Object.values(MONEY_OPTIONS),
  });
}

/** Money and goods go to a proven sender only, whatever was validated before. `isNamed`: an advisor said who the customer is. */
function unprovenFor(
  env: Environment,
  { sender }: Run,
  journey: Journey,
  operation: string,
  isNamed: boolean,
): Reason | undefined {
  const moves = (env.effectOf(operation) ?? 'none') !== 'none';
  if (!moves || sender.proven || !(isNamed || needsProof(journey))) return undefined;
  return {
    code: 'unproven-sender',
    detail: `${operation} pour ${sender.address || 'un expéditeur inconnu'}, que rien ne prouve`,
  };
}

/** Why a call must not be made without a person. Looking something up harms nobody. */
function objectionTo(env: Environment, run: Run, journey: Journey, operation: string): Reason | undefined {
  const effect = env.effectOf(operation);
  const mailbox = run.addressee?.mailbox;
  const halt = env.halts.of(mailbox, journey.name);
  if (halt && effect !== 'none') return haltReason(halt);
  const goesAlone = journey.moneyAlone && modeOf(env.config, mailbox) === 'auto';
  return effect !== 'money' || goesAlone ? undefined : { code: 'step-review', detail: operation };
}

/** Has a call made; the run waits for its answer. */
export function makeCall(progress: Progress, { step, visit, operation, input, oncePer }: HeldCall): void {
  const { run } = progress.state;
  if (!run) return;
  const request: CallInput = {
    operation,
    input,
    sender: run.sender,
    ...(oncePer === undefined ? {} : { oncePer }),
    ...(run.notDone === undefined ? {} : { notDone: run.notDone }),
  };
  const effectId = effectIdOf(run, { step, visit });
  progress.effects.push({ id: effectId, kind: 'call', input: request });
  progress.state = { ...progress.state, calling: { effectId, step, visit } };
}

/** The call of one visit of a step, for good. */
export function effectIdOf(run: Run, { step, visit }: Pick<HeldCall, 'step' | 'visit'>): string {
  return `${run.id}/${step}/${visit}`;
}

/** Values by name, for an advisor to see. */
export function shown(values: Readonly<Record<string, unknown>>): ReviewRequest['show'] {
  return Object.entries(asData(values)).map(([name, value]) => ({ name, value })) as ReviewRequest['show'];
}
