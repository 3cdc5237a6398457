/** The handlers' environment over a list of journeys: those that run in a replay. */
import type { Journey, OperationCatalogue } from '@facteur/journeys';
import { AppError } from '@facteur/primitives';
import type { OrchestratorConfig } from '../config.ts';
import type { Environment } from '../environment.ts';

export function withJourneys(
  journeys: readonly Journey[],
  config: OrchestratorConfig,
  catalogue: OperationCatalogue,
): Environment {
  const must = (journey: Journey | undefined, what: string): Journey => {
    if (journey) return journey;
    throw new AppError('JOURNEY_MISSING', `No journey ${what} takes part in the replay`);
  };
  return {
    config,
    // What a draft would do is asked whether or not the bot is stopped now.
    halts: { of: () => undefined },
    effectOf: (operation) => catalogue[operation]?.effect,
    inputsOf: (operation) => catalogue[operation] && Object.keys(catalogue[operation].inputs),
    journeys: {
      byName: (name) =>
        must(
          journeys.find((journey) => journey.name === name),
          name,
        ),
      byHash: (hash) =>
        must(
          journeys.find((journey) => journey.hash === hash),
          hash.slice(0, 12),
        ),
      byIntent: (intent) => journeys.find((journey) => journey.intent === intent),
      intents: () => journeys.map(({ intent }) => intent),
    },
  };
}
