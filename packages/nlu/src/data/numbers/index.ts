/** Shapes of numbers, for those who read declarations. Apart from the rest of understanding, which is heavy to load. */
export { checkNames } from './checks.ts';
export { orderPattern, parcelPatterns, readNumberPatterns } from './default-numbers.ts';
export type { NumberPattern } from './number-pattern.ts';
