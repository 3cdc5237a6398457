/** A scenario with the demo company: its journeys, systems that can fail, the ledger on disk. */
import type { Journey } from '@facteur/journeys';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { callRunner } from '../call.ts';
import type { Halt } from '../halts/halts.ts';
import { demoJourneys } from './demo-journeys.ts';
import { type CompanyOptions, type FakeCompany, fakeCompany } from './fake-company.ts';
import { playScenario, type Scenario } from './scenario.ts';
import { openTestLedger, type TestLedger } from './test-ledger.ts';

export interface Conversation extends Scenario {
  readonly company: FakeCompany;
  readonly clock: FakeClock;
  readonly ledger: TestLedger;
  /** Another case of the same company. */
  another(): Scenario;
}

export interface ConversationOptions extends CompanyOptions {
  readonly mode?: 'auto' | 'assist';
  readonly journeys?: readonly Journey[];
  /** Stops in force; may change while the scenario plays. */
  readonly halts?: readonly Halt[];
}

const CASE_NUMBERS = ['7Q2K-9MXD-4', '5M6J-XXKK-5'] as const;

/** Opens conversations, and closes all of them at once. */
export function conversations() {
  const opened: TestLedger[] = [];
  return {
    async open({ mode = 'auto', journeys, halts = [], ...options }: ConversationOptions = {}): Promise<Conversation> {
      const clock = fakeClock();
      const company = fakeCompany(options);
      const ledger = await openTestLedger(clock, CASE_NUMBERS);
      opened.push(ledger);
      const call = callRunner(company, ledger.ledger, clock);
      const parts = { journeys: journeys ?? (await demoJourneys()), connector: company, call, clock, mode, halts };
      const play = (caseNumber: string): Scenario => playScenario({ ...parts, caseNumber });
      return { ...play(CASE_NUMBERS[0]), company, clock, ledger, another: () => play(CASE_NUMBERS[1]) };
    },
    async close(): Promise<void> {
      for (const ledger of opened.splice(0)) await ledger.dispose();
    },
  };
}
