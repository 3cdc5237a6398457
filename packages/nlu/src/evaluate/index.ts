/** Measuring a classifier: labelled lines in, figures with intervals and a page out. */
export { type ConfusedPair, detailsOf, type EvalDetails, type IntentReport, type WorstError } from './details.ts';
export { type EvaluationPage, evaluationPage } from './html.ts';
export type { BootstrapOptions, Interval } from './intervals.ts';
export type { PageLanguage } from './page/words.ts';
export { type LabelledText, readLabelled, readLabelledLines } from './read-lines.ts';
export { type EvalIntervals, type EvalOptions, type EvalResult, evaluate } from './report.ts';
export {
  type AnsweredText,
  type ScoreTable,
  type ScoreTableBuilder,
  scoreTable,
  scoreTableBuilder,
} from './score-table.ts';
