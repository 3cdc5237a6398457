import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Consumer } from 'kafkajs';
import type { AdminConnection } from './client.ts';
import { createGeneration } from './generation.ts';
import { createNames } from './names.ts';
import { timesOf } from './options.ts';
import type { MemberPorts } from './ports.ts';

const LAST_COMMIT_WITHIN_MS = 30_000;
const TOPIC = { name: 'topic', partitions: 1, retentionMs: 1_000 };

describe('a generation', () => {
  const never = new Promise<never>(() => undefined);
  const knowsAllPlaces: AdminConnection['use'] = async (work) => {
    const admin = { fetchOffsets: async () => [{ topic: 'topic', partitions: [{ partition: 0, offset: '5' }] }] };
    return work(admin as unknown as Parameters<typeof work>[0]);
  };

  async function opened(use: AdminConnection['use'], commitOffsets: Consumer['commitOffsets']) {
    const clock = fakeClock();
    const reported: string[] = [];
    const ports: MemberPorts = {
      newClient: () => {
        throw new Error('No client is needed');
      },
      admin: { use, close: async () => undefined },
      names: createNames([TOPIC], ''),
      clock,
      random: seededRandom(1),
      report: (error, { activity }) => reported.push(`${activity}: ${String(error)}`),
      times: timesOf({}),
      stopping: new AbortController().signal,
      onProgress: () => undefined,
    };
    const options = { group: 'group', topics: ['topic'], handle: async () => undefined };
    const consumer = { commitOffsets } as Consumer;
    const generation = createGeneration({ topic: [0] }, consumer, new Map(), options, ports);
    generation.lane('topic', 0)?.push([{ key: 'k', offset: 5, json: '1' }]);
    await clock.advance(1);
    let hasEnded = false;
    const end = (): void => {
      void generation.end().then(() => {
        hasEnded = true;
      });
    };
    return { clock, generation, end, reported, hasEnded: () => hasEnded };
  }

  it('comes with a place in each partition, though the first commit of it came to nothing', async () => {
    let commits = 0;
    const use: AdminConnection['use'] = async (work) => {
      const offset = commits < 2 ? '-1' : '0';
      const admin = {
        fetchOffsets: async () => [{ topic: 'topic', partitions: [{ partition: 0, offset }] }],
        fetchTopicOffsets: async () => [{ partition: 0, low: '0', high: '9' }],
      };
      return work(admin as unknown as Parameters<typeof work>[0]);
    };
    const { clock, generation } = await opened(use, async () => {
      commits += 1;
    });
    await clock.advance(1_000);
    expect(await generation.claimed).toBe(true);
    expect(commits).toBeGreaterThanOrEqual(2);
  });

  it('ends without waiting for places that nobody tells', async () => {
    const { clock, end, hasEnded } = await opened(
      () => never,
      async () => undefined,
    );
    end();
    await clock.advance(1);
    expect(hasEnded()).toBe(true);
  });

  it('ends without waiting for a commit of a consumer that is gone, which is then reported', async () => {
    const { clock, generation, end, hasEnded, reported } = await opened(knowsAllPlaces, () => never);
    generation.lose();
    end();
    await clock.advance(1);
    expect(hasEnded()).toBe(true);
    expect(reported).toEqual([expect.stringContaining('commit: Error: The consumer is gone')]);
  });

  it('ends with its last commit, but not for ever', async () => {
    const { clock, end, hasEnded } = await opened(knowsAllPlaces, () => never);
    end();
    await clock.advance(LAST_COMMIT_WITHIN_MS - 1);
    expect(hasEnded()).toBe(false);
    await clock.advance(1);
    expect(hasEnded()).toBe(true);
  });
});
