import { describe, expect, it } from '@jest/globals';
import { describeEmbedderContract } from '../testing/embedder-contract.ts';
import { runForgetfulChild } from '../testing/run-forgetful-child.ts';
import { openTransformer } from './index.ts';

describeEmbedderContract('transformer', async () => {
  const embedder = await openTransformer();
  return { embedder, dispose: () => embedder.close() };
});

describe('an open transformer', () => {
  it('does not keep the process when it is forgotten', async () => {
    expect(await runForgetfulChild(60_000)).toBe('384 numbers\n');
  }, 120_000);
});
