/** What a step changes outside. */
import type { Step } from '../read/definition.ts';

/** The least first. */
export type StepAct = 'nothing' | 'goods' | 'money';

/** `effectOf`: the effect of an operation; undefined when no connector has it now, and the worst is believed. */
export function stepAct(step: Step, effectOf: (operation: string) => 'none' | 'goods' | 'money' | undefined): StepAct {
  if (step.kind !== 'call') return 'nothing';
  const effect = effectOf(step.operation) ?? 'money';
  if (effect === 'none') return step.oncePer === undefined ? 'nothing' : 'goods';
  return effect;
}
