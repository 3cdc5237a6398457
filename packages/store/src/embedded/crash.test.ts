import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@facteur/primitives/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CASES } from '../testing/crash-cases.ts';
import { checkAll, checkRound } from '../testing/crash-checks.ts';
import { buildChild, linesOf, startChild } from '../testing/run-child.ts';
import { openEmbeddedStore } from './index.ts';

const KILLS = 50;
const LONGEST_LIFE_MS = 120;

beforeAll(buildChild);

describe('a process killed while it writes', () => {
  it(`loses no acknowledged write and tears no document (${KILLS} times)`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'facteur-store-'));
    const random = seededRandom(20260105);
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < KILLS; round += 1) {
      const acks = await writeUntilKilled(folder, round, random.next() * LONGEST_LIFE_MS);
      for (const [id, version] of acks) acknowledged.set(id, version);
      const store = await openEmbeddedStore({ folder });
      const collection = await store.collection(CASES);
      await checkRound(collection, acks);
      if (round === KILLS - 1) await checkAll(collection, acknowledged);
      await store.close();
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS * 20);
    await rm(folder, { recursive: true });
  }, 120_000);
});

/** The versions that were acknowledged before the kill, which comes at a moment of its own: this must be real time. */
async function writeUntilKilled(folder: string, round: number, lifeMs: number): Promise<ReadonlyMap<string, number>> {
  const child = startChild(['hammer', folder, String(round)]);
  const lines = linesOf(child);
  await once(child.stdout, 'readable');
  await wait(lifeMs);
  kill(child);
  const acks = (await lines).slice(1).map((line) => line.split(' '));
  return new Map(acks.map(([id = '', version]) => [id, Number(version)]));
}

function kill(child: ChildProcess): void {
  if (child.exitCode !== null) throw new Error('The child ended by itself');
  child.kill('SIGKILL');
}
