/** The journey language: reading, checking, compiling to XState, pure stepping, templates. */
export type { Bilingual, Wording } from './bilingual.ts';
export type { Operation, OperationCatalogue, OutputType } from './check/catalogue.ts';
export { checkJourneys } from './check/check-journeys.ts';
export { checkOverlaps, exampleLines, type Similarity } from './check/examples.ts';
export type { Diagram, DiagramEdge, DiagramEdgeKind, DiagramNode } from './diagram/diagram.ts';
export { diagramOf } from './diagram/diagram-of.ts';
export { mermaidOf } from './diagram/mermaid.ts';
export { type DrawingOptions, svgOf } from './diagram/svg.ts';
export {
  bundleOf,
  hashOf,
  type JourneyFiles,
  readJourneyFolder,
  readJourneysFolder,
} from './files/journey-files.ts';
export { type FuzzReport, fuzzJourney } from './fuzz/fuzz-journey.ts';
export { fuzzReport } from './fuzz/fuzz-text.ts';
export {
  type Journey,
  type JourneyOrProblems,
  type JourneysOrProblems,
  journeyFrom,
  journeyFromBundle,
  journeysFrom,
} from './journey.ts';
export type {
  EditableField,
  FoundData,
  FoundDocument,
  JourneyEffect,
  JourneyInput,
  JourneyReviewReason,
  JourneySnapshot,
  ShownValue,
  StartData,
  TrailEntry,
} from './machine/run.ts';
export { type JourneyMap, journeyMap, type MapKind, type MapStep, type MapWay } from './map/journey-map.ts';
export { type StepAct, stepAct } from './map/step-act.ts';
export { type Migration, migrateRun } from './migrate.ts';
export type { Problem, ProblemCode } from './problem.ts';
export type { Step } from './read/definition.ts';
export { junitReport } from './run-tests/junit.ts';
export { testReport } from './run-tests/report-text.ts';
export { hasPassed, type JourneyTestResult, runJourneyTests } from './run-tests/run-journey-tests.ts';
export { SCAFFOLD_MODELS, type ScaffoldModel, scaffoldOf } from './scaffold/scaffold-of.ts';
export { type StepResult, step } from './step.ts';
export { examplesOf, relationsIn, teachesOtherwise } from './taught-by.ts';
export type { Language } from './template/filters.ts';
export { renderTemplate } from './template/render.ts';
export type { RenderedTemplate } from './template/template.ts';
export { type JourneyWords, journeyWords, sharedWords } from './words/journey-words.ts';
