/** Fakes for tests: a clock that is moved by hand, randomness with a seed. */
export { type FakeClock, fakeClock } from './fake-clock.ts';
export { isExpected } from './is-expected.ts';
export { seededRandom } from './seeded-random.ts';
