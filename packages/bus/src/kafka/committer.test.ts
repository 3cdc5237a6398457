import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { createGate } from '../testing/recorder.ts';
import { type CommitterPorts, createCommitter, type Place } from './committer.ts';

describe('commits', () => {
  const place = (partition: number, offset: number): Place => ({ topic: 't', partition, offset });
  function opened(commit: CommitterPorts['commit']) {
    const clock = fakeClock();
    const failures: unknown[] = [];
    const committer = createCommitter({
      commit,
      isStale: (error) => String(error).includes('stale'),
      onCommitted: () => undefined,
      onFailure: (error) => failures.push(error),
      clock,
      random: seededRandom(1),
    });
    return { committer, clock, failures };
  }

  it('go one at a time, with all partitions that moved meanwhile, each at its latest place', async () => {
    const gate = createGate();
    const requests: (readonly Place[])[] = [];
    const { committer } = opened(async (places) => {
      requests.push(places);
      await gate.opened;
    });
    committer.mark(place(0, 5));
    await Promise.resolve();
    await Promise.resolve();
    committer.mark(place(0, 10));
    committer.mark(place(1, 3));
    committer.mark(place(0, 15));
    gate.open();
    await committer.settled();
    expect(requests).toEqual([[place(0, 5)], [place(0, 15), place(1, 3)]]);
  });

  it('are tried again after a failure, with what was marked meanwhile', async () => {
    const answers = [new Error('no coordinator'), undefined];
    const requests: (readonly Place[])[] = [];
    const { committer, clock, failures } = opened(async (places) => {
      requests.push(places);
      const failure = answers.shift();
      if (failure !== undefined) throw failure;
    });
    committer.mark(place(0, 5));
    committer.mark(place(1, 7));
    await clock.advance(0);
    committer.mark(place(0, 10));
    await clock.advance(1000);
    await committer.settled();
    expect(requests).toEqual([
      [place(0, 5), place(1, 7)],
      [place(0, 10), place(1, 7)],
    ]);
    expect(failures).toHaveLength(1);
  });

  it('are dropped when the group has gone on without the member', async () => {
    let requests = 0;
    const { committer } = opened(async () => {
      requests += 1;
      throw new Error('stale');
    });
    committer.mark(place(0, 5));
    await committer.settled();
    expect(requests).toBe(1);
  });

  it('are given up after one more attempt when the generation ends', async () => {
    let requests = 0;
    const { committer, clock } = opened(async () => {
      requests += 1;
      throw new Error('no coordinator');
    });
    committer.mark(place(0, 5));
    await clock.advance(0);
    await committer.close();
    committer.mark(place(0, 10));
    await committer.settled();
    expect(requests).toBe(2);
  });
});
