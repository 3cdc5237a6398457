/**
 * Rules at work: the read model sees every mail and every review, and asks by an effect for the rules that hold to be applied. Tags and
 * priority are given with the first mail; a case is put into somebody's hands only once people are asked about it, since what the
 * bot answers alone is nobody's work.
 */
import type { Event, Mail, Priority } from '@facteur/contracts';
import { AppError, isAppError } from '@facteur/primitives';
import type { EffectRunner, EffectTraits, Kernel, Outcome, Runner } from '@facteur/runtime';
import { Counter } from 'prom-client';
import type { Actor, DeskPart, DeskState } from '../acts/state.ts';
import type { CaseState } from '../case-view.ts';
import type { Rule } from './items.ts';
import { type CaseFacts, type FoundCase, factsOf, firstMailOf, isOfCustomer, matches } from './match-rules.ts';
import { mostUrgent, type RuleMemory } from './rule-memory.ts';

/** The effect by which rules are applied. */
export const APPLY_RULES = 'apply-rules';

/** What asks for it. */
export type RuleOccasion = 'mail' | 'review';

/** A rule acts once for a case, so a second time does nothing. */
export const applyRulesTraits: EffectTraits = { meaning: () => ({ does: APPLY_RULES, changes: 'nothing' }) };

/** In whose name rules act. */
export const RULES_ACTOR = { id: 'rules', name: 'Règles' } as const;

type Recorded = (event: Event, state: CaseState) => Outcome<CaseState> | undefined;

/**
 * Handler of `mail.received` or `review.requested` that records the event as `recorded` does, and has rules applied. Its effects stay.
 * @param isAnyOn whether there are rules to apply; default: there may be
 */
export function appliesRules<R extends Outcome<CaseState> | undefined>(
  recorded: (event: Event, state: CaseState) => R,
  isAnyOn?: () => boolean,
): (event: Event, state: CaseState) => R;
export function appliesRules(recorded: Recorded, isAnyOn = () => true): Recorded {
  return (event, state) => {
    const outcome = recorded(event, state);
    const on = occasionOf(event);
    if (on === undefined || outcome === undefined || !isAnyOn()) return outcome;
    const effect = { id: `${APPLY_RULES}/${event.id}`, kind: APPLY_RULES, input: { on } };
    return { ...outcome, effects: [...(outcome.effects ?? []), effect] };
  };
}

/** Whether a mail is the case's first is seen when the effect runs: another one may have opened the case. */
function occasionOf({ data }: Event): RuleOccasion | undefined {
  if (data === null || typeof data !== 'object') return undefined;
  if ('reviewId' in data) return 'review';
  return isOfCustomer(data as Mail) ? 'mail' : undefined;
}

/** What one rule does to a case now. */
export interface RuleStep {
  readonly rule: Rule;
  /** Its tags and its priority. */
  readonly isNew: boolean;
  /** Its assignment. */
  readonly isAssigning: boolean;
}

/** What rules that hold have still to do. `done` names what they did, as `partsOf` does. */
export function stepsOf(
  rules: readonly Rule[],
  facts: CaseFacts,
  on: RuleOccasion,
  done: ReadonlySet<string>,
): readonly RuleStep[] {
  return rules.flatMap((rule) => {
    const { id, isOn, then } = rule;
    if (!isOn || !matches(rule, facts)) return [];
    const isAssigning = then.assign !== undefined && on === 'review' && !done.has(`${id}/assign`);
    const isAbout = then.tags !== undefined || then.priority !== undefined || on === 'review';
    const isNew = isAbout && !done.has(id);
    return isNew || isAssigning ? [{ rule, isNew, isAssigning }] : [];
  });
}

/** A step as it is remembered: the rule's id, and the same with `/assign`. */
export function partsOf({ rule: { id }, isNew, isAssigning }: RuleStep): readonly string[] {
  return [...(isNew ? [id] : []), ...(isAssigning ? [`${id}/assign`] : [])];
}

/** The acts by which rules act. */
export interface RuleActs {
  part(number: string): Promise<DeskPart>;
  /** `ifFree`: somebody who took the case meanwhile keeps it. */
  assign(number: string, advisor: Actor, to: string, how: { readonly ifFree: true }): Promise<unknown>;
  readonly runner: Pick<Runner<DeskState>, 'command'>;
}

/** What applying rules needs. Functions are asked when the effect runs: the desk opens after the read model. */
export interface RuleParts {
  readonly setup: { rules(): Promise<readonly Rule[]>; readonly memory: RuleMemory };
  readonly acts: () => RuleActs;
  /** A case with its timeline and reviews. */
  readonly facts: (number: string) => Promise<FoundCase | undefined>;
  readonly kernel: Pick<Kernel, 'log' | 'metrics'>;
  /** Told of a case whose priority may be another now. */
  readonly changed?: (number: string) => Promise<unknown>;
}

/** The runner of the effect. A rule that cannot be done is told in the log; the others are done. */
export function openRuleRunner(parts: RuleParts): EffectRunner {
  const { setup, kernel } = parts;
  const applying: Applying = { ...parts, counter: counterOf(kernel) };
  return async ({ id, input }, { key: number }) => {
    const { on } = input as { readonly on: RuleOccasion };
    const rules = (await setup.rules()).filter(({ isOn }) => isOn);
    const found = rules.length === 0 ? undefined : await parts.facts(number);
    if (!found || (on === 'mail' && `${APPLY_RULES}/${firstMailOf(found)}` !== id)) return null;
    const steps = stepsOf(rules, factsOf(found), on, await setup.memory.done(number));
    if (steps.length === 0) return null;
    for (const step of steps) await applyStep(applying, found, step);
    const fresh = await setup.memory.note(number, steps.flatMap(partsOf), priorityIn(steps));
    const counted = steps.flatMap(({ rule }) => (fresh.includes(rule.id) ? [rule.id] : []));
    await setup.memory.count(counted).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      kernel.log.warn({ case: number, code: error.code }, 'rules were applied and are counted later');
    });
    await parts.changed?.(number);
    return null;
  };
}

function priorityIn(steps: readonly RuleStep[]): Priority | undefined {
  return mostUrgent(steps.map(({ rule, isNew }) => (isNew ? rule.then.priority : undefined)));
}

interface Applying extends RuleParts {
  readonly counter: Counter<'action' | 'outcome'>;
}

function counterOf({ metrics }: RuleParts['kernel']): Applying['counter'] {
  return new Counter({
    name: 'facteur_rule_actions_total',
    help: 'What rules of the desk did to cases, by action and by whether it could be done',
    labelNames: ['action', 'outcome'],
    registers: [metrics.registry],
  });
}

async function applyStep(parts: Applying, found: FoundCase, { rule, isNew, isAssigning }: RuleStep): Promise<void> {
  const { id, then } = rule;
  const { tags = [], assign } = then;
  if (isNew && tags.length > 0)
    await unlessRefused(parts, found, rule, 'tags', async () => {
      const about = { key: found.number, id: `rule/${id}/tags` };
      await parts.acts().runner.command(about, 'tags', { advisor: RULES_ACTOR, add: tags, remove: [] });
    });
  if (isAssigning && assign !== undefined)
    await unlessRefused(parts, found, rule, 'assign', () => assignTo(parts, found, assign));
}

/** What can never be done is told and left; what may work later is thrown, and the whole is tried again. */
async function unlessRefused(
  { kernel, counter }: Applying,
  { number }: FoundCase,
  rule: Rule,
  action: 'tags' | 'assign',
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
    counter.inc({ action, outcome: 'done' });
  } catch (error) {
    if (!(error instanceof AppError) || error.retry === 'later') throw error;
    counter.inc({ action, outcome: 'refused' });
    const told = { case: number, rule: rule.id, action, code: error.code, error: error.message };
    kernel.log.warn(told, 'a rule could not be applied');
  }
}

/** Never takes a case away: from whoever has it, holds it, or works on its review. */
async function assignTo({ acts }: Applying, { number, reviews }: FoundCase, to: string): Promise<void> {
  const { assignee, lease, state } = await acts().part(number);
  const isClaimed = reviews.some(({ status, claimedBy }) => status === 'open' && claimedBy !== undefined);
  if (assignee !== undefined || lease.holder === 'advisor' || isClaimed || !WAITING.includes(state)) return;
  await acts().assign(number, RULES_ACTOR, to, { ifFree: true });
}

/** Where a case stands that may be given to somebody. */
const WAITING: readonly DeskPart['state'][] = ['unassigned', 'snoozed'];
