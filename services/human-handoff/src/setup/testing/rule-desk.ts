/** A desk with rules over a real store, wired as the service wires it. */
import type { Runner } from '@facteur/runtime';
import type { TestKernel } from '@facteur/runtime/testing';
import { type DeskActs, openActs, openDeskKeeping } from '../../acts/acts.ts';
import type { CasesOf } from '../../acts/assign-auto.ts';
import type { Colleague } from '../../acts/choose-advisor.ts';
import type { CaseState } from '../../case-view.ts';
import { openDesk } from '../../desk.ts';
import { openDeskIndex } from '../../desk-index/desk-index.ts';
import { caseFlow, reviewFlow } from '../../flow.ts';
import type { ReviewsState } from '../../reviews.ts';
import { openRuleRunner } from '../apply-rules.ts';
import type { RuleThen, RuleWhen } from '../items.ts';
import type { FoundCase } from '../match-rules.ts';
import { openSetup, type Setup } from '../setup.ts';
import { ruleOf } from './sample-setup.ts';

/** Somebody of the company. */
export function colleague(id: string, changes: Partial<Colleague> = {}): Colleague {
  const person = { id, name: id, role: 'advisor', teams: [], skills: [], languages: [], isAway: false, isActive: true };
  return { ...person, ...changes };
}

/** The parts of it. */
export interface RuleDesk {
  readonly setup: Setup;
  readonly acts: DeskActs;
  readonly facts: (number: string) => Promise<FoundCase | undefined>;
  readonly cases: Runner<CaseState>;
  readonly reviews: Runner<ReviewsState>;
  /** Writes a rule; its id. */
  rule(title: string, when: RuleWhen, does: RuleThen): Promise<string>;
}

/** @param people who works there, which may change */
export async function openRuleDesk(kernel: TestKernel, people: readonly Colleague[]): Promise<RuleDesk> {
  const everyone = async (): Promise<readonly Colleague[]> => people;
  const setup = await openSetup({ kernel: kernel.kernel(), people: everyone });
  const rules = openRuleRunner({
    ...{ setup, kernel: kernel.kernel() },
    acts: () => acts,
    facts: (number) => desk.case(number),
  });
  const reviews = await kernel.run(reviewFlow());
  const cases = await kernel.run(caseFlow({ rules, isAnyRuleOn: () => true }));
  const desk = openDesk(cases, reviews);
  const keeping = await openDeskKeeping(kernel.kernel(), kernel.parking());
  const nameOf = async (): Promise<undefined> => undefined;
  const index = openDeskIndex(kernel.kernel(), { cases, reviews, acts: keeping.runner });
  const casesOf: CasesOf = async (address) => {
    await index.catchUp();
    return (await index.customer(address)).cases;
  };
  const acts = openActs({ kernel: kernel.kernel(), keeping, desk, cases, reviews, nameOf, people: everyone, casesOf });
  return {
    ...{ setup, acts, cases, reviews },
    facts: (number) => desk.case(number),
    async rule(title, when, does) {
      const { id: _, ...content } = ruleOf('', when, does, { title });
      // Rules are applied in the order in which they were written: no two in the same millisecond.
      await kernel.clock.advance(1);
      return (await setup.save('rule', { id: 'sam', isSupervisor: true }, { scope: 'all', content })).id;
    },
  };
}
