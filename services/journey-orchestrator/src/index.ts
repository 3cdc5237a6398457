/** Journey orchestrator: decides, runs journeys, calls connectors. */
export { type OrchestratorConfig, orchestratorConfigSchema } from './config.ts';
export type { JourneyLibrary } from './environment.ts';
export { journeyOrchestratorFlow } from './flow.ts';
export type { HaltScope } from './halts/halts.ts';
export type { HaltEntry, HaltRecord, Halts } from './halts/open-halts.ts';
export type { PublishingLibrary } from './library.ts';
export type { MigrateCommand, MigratedCase } from './migrate.ts';
export type { Intended, openPreview, Preview } from './preview.ts';
export type { RunDesk } from './run-desk.ts';
export { catalogueOf, type OrchestratorParts, openOrchestrator } from './service.ts';
