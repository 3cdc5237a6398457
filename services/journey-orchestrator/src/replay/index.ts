/** Replay: what a draft would have done on past mail, every effect only imagined. */
export { type ComparedCase, compareCase, type Difference, isAutomatic, type Totals, totalsOf } from './compare.ts';
export { type PastCase, type PastEntry, type PastInput, pastCase } from './past-case.ts';
export { type Played, playPast } from './play-past.ts';
export { withJourneys } from './with-journeys.ts';
