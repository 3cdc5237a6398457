/** One of two suites that share a server; run by run-of-jest.test.ts, in a jest of its own. */
import { expect, it } from '@jest/globals';
import { describeReal, realMongodb } from '../../index.ts';

describeReal('the second suite', await realMongodb(), ({ uri }) => {
  it(`runs at ${uri}`, () => {
    expect(uri).toMatch(/^mongodb:/);
  });
});
