/** Suites that need a real part. */
import type { describe as Describe, it as It } from '@jest/globals';
import type { Real } from './real.ts';

/** Jest's own, from the global object: '@jest/globals' refuses to be loaded outside jest, where this package works too. */
interface Jest {
  readonly describe: typeof Describe;
  readonly it: typeof It;
}

/**
 * `describe(name, …)` with the place of the part, or a skipped suite whose title says what is missing (so does a line on
 * stderr, because jest shows no titles of files that are skipped whole):
 * `describeReal('the Kafka bus', await realKafka(), ({ brokers }) => { it(…) })`.
 */
export function describeReal<At>(name: string, real: Real<At>, suite: (at: At) => void): void {
  const { describe, it } = globalThis as unknown as Jest;
  if ('at' in real) {
    describe(name, () => suite(real.at));
    return;
  }
  process.stderr.write(`Skipped: ${name}. ${real.missing}\n`);
  describe.skip(`${name} (${real.missing})`, () => it('needs the real part', () => undefined));
}
