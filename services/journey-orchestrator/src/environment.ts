/** What the orchestrator's pure handlers may look up without waiting. */
import type { Journey } from '@facteur/journeys';
import type { OrchestratorConfig } from './config.ts';
import type { Halts } from './halts/open-halts.ts';

/** Journeys in memory. */
export interface JourneyLibrary {
  /** The live version. @throws AppError `JOURNEY_MISSING` (retry later) */
  byName(name: string): Journey;
  /** Any published version. @throws AppError `JOURNEY_MISSING` (retry later) */
  byHash(hash: string): Journey;
  /** The live journey that answers `intent`. */
  byIntent(intent: string): Journey | undefined;
  /** Intents that a live journey answers. */
  intents(): readonly string[];
}

export interface Environment {
  readonly journeys: JourneyLibrary;
  readonly config: OrchestratorConfig;
  /** Where a person has stopped the bot. */
  readonly halts: Pick<Halts, 'of'>;
  /** What an operation changes outside; undefined when no connector has it. */
  readonly effectOf: (operation: string) => 'none' | 'money' | 'goods' | undefined;
  /** Names of what an operation takes; undefined when no connector has it. */
  readonly inputsOf: (operation: string) => readonly string[] | undefined;
}
