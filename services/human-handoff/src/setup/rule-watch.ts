/** Whether any rule is on: handlers ask it without waiting, so that a company without rules pays nothing for them. */
import { type Kernel, repeat } from '@facteur/runtime';
import type { Setup } from './setup.ts';

/** What handlers and the setup's routes need of it. */
export interface RuleWatch {
  /** True before the first look: better asked for in vain than missed. */
  isAnyOn(): boolean;
  /** The setup; whoever changes rules through it sees them applied to the next mail. */
  readonly setup: Setup;
  /** Looks every second, for what other instances changed, until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/** @param goalsChanged told when somebody changed the goals through `setup` */
export function openRuleWatch(kernel: Kernel, setup: Setup, goalsChanged: () => void): RuleWatch {
  let isAnyOn = true;
  const look = async (): Promise<void> => {
    isAnyOn = (await setup.rules()).some(({ isOn }) => isOn);
  };
  return {
    isAnyOn: () => isAnyOn,
    setup: {
      ...setup,
      async save(kind, editor, saved) {
        const shown = await setup.save(kind, editor, saved);
        if (kind === 'rule') await look();
        return shown;
      },
      async setGoals(goals) {
        const kept = await setup.setGoals(goals);
        goalsChanged();
        return kept;
      },
    },
    run: (signal) => repeat(kernel, LOOK_EVERY_MS, signal, 'rules of the desk', look),
  };
}
