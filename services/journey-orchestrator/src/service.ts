/** The orchestrator as a service: its flow, its journeys, its ledger. */
import type { Blobs } from '@facteur/blobs';
import type { Connector } from '@facteur/connectors';
import type { Journey, OperationCatalogue } from '@facteur/journeys';
import { messageOf } from '@facteur/primitives';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { callRunner } from './call.ts';
import { callTraits } from './call-traits.ts';
import type { OrchestratorConfig } from './config.ts';
import type { Environment } from './environment.ts';
import { journeyOrchestratorFlow } from './flow.ts';
import { followHalts, openHalts } from './halts/open-halts.ts';
import { ledgerCollection, openLedger } from './ledger.ts';
import { openJourneyLibrary, type PublishingLibrary } from './library.ts';
import { openPreview } from './preview.ts';
import { openRunDesk } from './run-desk.ts';

/** What the orchestrator needs. */
export interface OrchestratorParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly blobs: Blobs;
  readonly config: OrchestratorConfig;
  readonly connector: Connector;
  /** The versions that begin from now on. */
  readonly journeys: readonly Journey[];
}

/** The connector's operations as the journeys' checker needs them. */
export function catalogueOf(connector: Pick<Connector, 'operations'>): OperationCatalogue {
  return Object.fromEntries(
    connector.operations.map(({ name, inputs, outputs, effect, errors }) => [
      name,
      { inputs, effect, errors, ...(outputs && { outputs }) },
    ]),
  );
}

/** Opens the orchestrator; nothing runs before `start`. */
export async function openOrchestrator(parts: OrchestratorParts) {
  const { kernel, connector, config } = parts;
  const journeys = await openJourneyLibrary({ ...parts, catalogue: catalogueOf(connector) }, parts.journeys);
  const ledger = openLedger(await kernel.store.collection(ledgerCollection), kernel.keys, kernel.clock);
  const halts = await openHalts(kernel);
  const env = { journeys, config, halts, ...lookUps(connector) };
  const runner = await openRunner(
    journeyOrchestratorFlow(env, callRunner(connector, ledger, kernel.clock), callTraits(connector, ledger)),
    kernel,
    parts.parking,
  );
  const stopping = new AbortController();
  let watching: Promise<unknown> = Promise.resolve();
  return {
    runner,
    journeys,
    halts,
    runs: openRunDesk(runner),
    preview: openPreview({ env, runner, connector, clock: kernel.clock }),
    start: async () => {
      await runner.start();
      const { signal } = stopping;
      watching = Promise.all([keepUp(kernel, journeys, signal), followHalts(halts, kernel, signal)]);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([runner.stop(), watching]);
    },
  };
}

/** What handlers may ask of the connectors without waiting. */
export function lookUps({ operations }: Pick<Connector, 'operations'>): Pick<Environment, 'effectOf' | 'inputsOf'> {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return {
    effectOf: (operation) => byName.get(operation)?.effect,
    inputsOf: (operation) => {
      const found = byName.get(operation);
      return found && Object.keys(found.inputs);
    },
  };
}

/** How often it looks whether an author published elsewhere. */
const REFRESH_MS = 10_000;

/** What cannot be read now is read the next time. */
async function keepUp({ clock, log }: Kernel, journeys: PublishingLibrary, signal: AbortSignal): Promise<void> {
  await clock.wait(REFRESH_MS, signal);
  while (!signal.aborted) {
    await journeys
      .refresh()
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'journeys stay as they were'));
    await clock.wait(REFRESH_MS, signal);
  }
}
