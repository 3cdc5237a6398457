/** What an author should know of a set of examples: what is confused, wrong, missing, and what to label next. */
export { type AuditInput, audit } from './audit.ts';
export type { CurvePoint } from './curve-plan.ts';
export type {
  Audit,
  AuditedExample,
  AuditedIntent,
  AuditedText,
  BoundaryFinding,
  ConfusedIntents,
  SuspectExample,
} from './findings.ts';
export type { Advice, Expected } from './learning-curve.ts';
export { type Judge, type JudgeOptions, type JudgeParts, openModelJudge } from './model-judge.ts';
export { type AuditPage, auditPage } from './page.ts';
export { renderText } from './render-text.ts';
export { type Finding, type OddLine, type Said, type Section, said } from './sections.ts';
