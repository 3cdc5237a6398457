/** The journey language: reading, checking, compiling to XState, pure stepping, templates. */
export type { Bilingual } from './bilingual.ts';
export type { Operation, OperationCatalogue } from './check/catalogue.ts';
export {
  bundleOf,
  hashOf,
  type JourneyFiles,
  readJourneyFolder,
  readJourneysFolder,
} from './files/journey-files.ts';
export {
  type Journey,
  type JourneyOrProblems,
  type JourneysOrProblems,
  journeyFrom,
  journeyFromBundle,
  journeysFrom,
} from './journey.ts';
export type {
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
export type { Problem, ProblemCode } from './problem.ts';
export type { Step } from './read/definition.ts';
export { type StepResult, step } from './step.ts';
export type { Language } from './template/filters.ts';
export { renderTemplate } from './template/render.ts';
export type { RenderedTemplate } from './template/template.ts';
