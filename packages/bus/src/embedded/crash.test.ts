import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isExpected, seededRandom } from '@facteur/primitives/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Batch } from '../bus.ts';
import { buildChildren, type Child, childPath, startChild } from '../testing/child-process.ts';
import { CRASH_TOPIC, readCrashMessage } from '../testing/crash-messages.ts';
import { openEmbeddedBus } from './index.ts';

const ROUNDS = 60;
const SEED = 20_260_105;

const folder = mkdtempSync(join(tmpdir(), 'facteur-bus-crash-'));
beforeAll(() => buildChildren());
afterAll(() => rmSync(folder, { recursive: true }));

describe('a process that is killed', () => {
  /** Per key the highest number that the child of this round said was acknowledged. */
  function acknowledgedBy({ lines }: Child): Map<string, number> {
    const highest = new Map<string, number>();
    for (const line of lines) {
      const [word, key = '', number] = line.split(' ');
      if (word === 'acknowledged') highest.set(key, Number(number));
    }
    return highest;
  }

  /** Checks that handling went on where the last commit was, and returns per partition the offset behind the last handled. */
  function handledBy({ lines }: Child, committedBefore: ReadonlyMap<number, number>): Map<number, number> {
    const next = new Map(committedBefore);
    for (const line of lines) {
      const [word, partition, first, last] = line.split(' ');
      if (word !== 'handled') continue;
      expect(Number(first)).toBe(next.get(Number(partition)) ?? 0);
      next.set(Number(partition), Number(last) + 1);
    }
    return next;
  }

  /** Takes what is new in the folder, and the worker's place. */
  async function inspect(round: number, acknowledged: ReadonlyMap<string, number>) {
    const bus = await openEmbeddedBus({ folder, topics: [CRASH_TOPIC] });
    const found = new Map<string, number>();
    const wrong: string[] = [];
    const handle = async ({ messages }: Batch): Promise<void> => {
      for (const { key, value, offset } of messages) {
        const read = readCrashMessage(key, value);
        const expected = (found.get(key) ?? -1) + 1;
        if (read?.round !== round || read.number !== expected)
          wrong.push(`${key} at ${offset}: ${JSON.stringify(read)}`);
        found.set(key, expected);
      }
    };
    await bus.subscribe({ group: 'inspector', topics: [CRASH_TOPIC.name], handle });
    await bus.idle();
    const lag = await bus.lag('worker');
    await bus.close();
    expect(wrong).toEqual([]);
    for (const [key, number] of acknowledged) expect(found.get(key)).toBeGreaterThanOrEqual(number);
    return new Map(lag.map(({ partition, committed }) => [partition, committed]));
  }

  it(`loses, tears and reorders nothing that was acknowledged, ${ROUNDS} times over`, async () => {
    const random = seededRandom(SEED);
    let committed = await inspect(-1, new Map());
    let acknowledgements = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startChild(process.execPath, [childPath('crash-child'), folder, String(round)]);
      const until = Math.floor(random.next() * 80);
      await child.saidTimes(until === 0 ? 'ready' : 'acknowledged', Math.max(1, until));
      child.kill();
      expect({ code: await child.ended, errors: child.errors() }).toEqual({ code: null, errors: '' });

      const handled = handledBy(child, committed);
      const acknowledged = acknowledgedBy(child);
      committed = await inspect(round, acknowledged);
      for (const [partition, offset] of committed) expect(offset).toBeLessThanOrEqual(handled.get(partition) ?? 0);
      acknowledgements += acknowledged.size;
    }
    expect(acknowledgements).toBeGreaterThan(ROUNDS);
  }, 120_000);
});

describe('durability', () => {
  /** Slow syncs, so that an acknowledgement that does not wait for them shows. */
  const slowly = ['-e', 'inject=fdatasync,fsync,msync:delay_enter=30000'];
  const hasStrace = spawnSync('strace', [...slowly, '-o', '/dev/null', 'true']).status === 0;
  const whenTraced = isExpected(hasStrace) ? it : it.skip;

  /** What happened to the data file, one letter each: D page write, S sync done, M meta page written through, A acknowledgement. */
  function story(trace: string): string {
    const begun = new Map<string, string>();
    const writtenThrough = new Set<string>();
    let letters = '';
    for (const line of trace.split('\n')) {
      const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
      if (rest.endsWith('<unfinished ...>')) {
        begun.set(pid, rest);
        continue;
      }
      const call = rest.startsWith('<...') ? `${begun.get(pid)}${rest}` : rest;
      const [, name = '', fd = ''] = /^(\w+)\((\d+)?/.exec(call) ?? [];
      if (name === 'openat' && call.includes('data.mdb') && call.includes('O_DSYNC')) {
        writtenThrough.add(/= (\d+)/.exec(call)?.[1] ?? '');
      } else if (name === 'write' && call.includes('"ready')) letters = '';
      else if (name === 'write' && call.includes('"acknowledged')) letters += 'A';
      else if (!call.includes('data.mdb')) continue;
      else if (name.includes('sync')) letters += /= 0( \(DELAYED\))?$/.test(call) ? 'S' : '?';
      else if (name.includes('write')) letters += writtenThrough.has(fd) ? 'M' : 'D';
    }
    return letters;
  }

  whenTraced('acknowledges a message only after the disk has it (needs strace)', async () => {
    const trace = join(folder, 'trace');
    const calls = 'trace=openat,write,writev,pwrite64,pwritev,fdatasync,fsync,msync';
    const traced = [process.execPath, childPath('publish-child'), join(folder, 'traced'), '5'];
    const child = startChild('strace', ['-f', '-y', '-e', calls, ...slowly, '-o', trace, ...traced]);
    expect(await child.ended).toBe(0);
    expect(child.lines).toContain('acknowledged 5');
    expect(story(readFileSync(trace, 'utf8'))).toMatch(/^(D+S+M+A){5}$/);
  });
});

describe('a full disk', () => {
  const small = join(folder, 'small');
  const mount = 'mkdir -p "$0" && mount -t tmpfs -o size=6m none "$0" && exec "$@"';
  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', mount, small, 'true']).status === 0;
  const whenMounted = isExpected(canMount) ? it : it.skip;

  whenMounted('is said so, loses nothing acknowledged, and is over once there is room (needs unshare)', async () => {
    const args = ['-rm', 'sh', '-c', mount, small, process.execPath, childPath('full-disk-child'), small];
    const child = startChild('unshare', args);
    expect(await child.ended).toBe(0);
    const outcome = JSON.parse(child.lines.at(-1) ?? '{}') as { acknowledged: number; read: number };
    expect(outcome).toMatchObject({ code: 'DISK_FULL', retry: 'later', read: outcome.acknowledged });
    expect(outcome.acknowledged).toBeGreaterThan(50);
  });
});
