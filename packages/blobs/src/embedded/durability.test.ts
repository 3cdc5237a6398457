import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeyStore } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { isAppError, systemClock } from '@facteur/primitives';
import { isExpected, seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Blobs } from '../blobs.ts';
import { buildCrashChild, startCrashChild } from '../testing/child-process.ts';
import { type Acknowledged, CRASH_SMALL_BYTES, crashBatch, fingerprint } from '../testing/crash-rounds.ts';
import { type TracedCall, tracedCalls } from '../testing/traced-calls.ts';
import { openFileBlobs } from './file-blobs.ts';

const KILLS = 60;
const STRACE = '/usr/bin/strace';

describe('what is acknowledged stays', () => {
  let script: string;
  let folder: string;
  beforeAll(async () => {
    script = await buildCrashChild();
  }, 60_000);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-durability-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it(`after ${KILLS} kills at random moments: keys, blobs, and destroyed keys`, async () => {
    const random = seededRandom(20_260_105);
    const all: Acknowledged[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startCrashChild(script, folder, kill * 10_000);
      // One in six dies while it starts and opens the folder, the others at work, however slow the machine is.
      if (kill % 6 === 0) await systemClock.wait(random.next() * 150);
      else await child.wrote(2 + Math.floor(random.next() * 8)).then(() => systemClock.wait(random.next() * 10));
      const lines = await child.kill();
      all.push(...lines);
      await verify(folder, lines);
    }
    await verify(folder, all);
    expect(all.filter(({ kind }) => kind === 'blobs').length).toBeGreaterThan(KILLS);
    expect(all.some(({ kind }) => kind === 'destroyed')).toBe(true);
  }, 120_000);

  const traced = isExpected(existsSync(STRACE)) ? it : it.skip;
  traced(`is on disk before it is acknowledged (seen by ${STRACE}; skipped where that is missing)`, async () => {
    const calls = await traceOneRound(script, folder);
    const keyLine = only(calls, 'write', /^write\(1<.*kind.*key/);
    expect(only(calls, 'fdatasync', /keys\/pages>/).ended).toBeLessThan(keyLine.begun);

    const content = only(calls, 'fdatasync', /blobs\/tmp\/1>/);
    const renamed = only(calls, 'rename', /blobs\/tmp\/1", ".*\/blobs\/[0-9a-f]\/[0-9a-f]{64}"/);
    const entry = only(calls, 'fsync', new RegExp(`blobs/${/blobs\/([0-9a-f])\//.exec(renamed.text)?.[1]}>`));
    const blobLine = only(calls, 'write', /^write\(1<.*kind.*blobs/);
    const moments = [content.ended, renamed.begun, renamed.ended, entry.begun, entry.ended, blobLine.begun];
    expect(moments).toEqual([...moments].sort((a, b) => a - b));

    // LMDB writes pages, syncs them, then writes the page of meta data that makes them count through a synchronous descriptor.
    const together = calls.filter(({ text }) => /blobs\/small\/store\.mdb>/.test(text));
    const pages = together.findLast(({ name, begun }) => name === 'fdatasync' && begun > keyLine.ended);
    const counting = together.find(({ name, begun }) => name === 'pwrite64' && begun > (pages?.ended ?? Infinity));
    expect(pages?.ended).toBeLessThan(counting?.begun ?? 0);
    expect(counting?.ended).toBeLessThan(blobLine.begun);
  });
});

/** Every line of the child is still true. */
async function verify(folder: string, lines: readonly Acknowledged[]): Promise<void> {
  const keys = await openEmbeddedKeyStore({ folder: join(folder, 'keys') });
  const blobs = await openFileBlobs({ folder: join(folder, 'blobs'), keys, smallBytes: CRASH_SMALL_BYTES });
  const scopesOf = (wanted: Acknowledged['kind']): Set<string> =>
    new Set(lines.flatMap((line) => (line.kind === wanted && 'scope' in line ? [line.scope] : [])));
  const touched = scopesOf('destroying');
  for (const line of lines) {
    if (line.kind === 'key' && !touched.has(line.scope))
      expect(fingerprint((await keys.get([line.scope])).get(line.scope))).toBe(line.fingerprint);
    if (line.kind === 'blobs') await verifyBlobs(blobs, line, touched);
  }
  for (const scope of scopesOf('destroyed')) await verifyDestroyed(keys, scope);
  await blobs.close();
  await keys.close();
}

async function verifyBlobs(
  blobs: Blobs,
  { round, refs }: Extract<Acknowledged, { kind: 'blobs' }>,
  touched: ReadonlySet<string>,
): Promise<void> {
  const found = await Promise.all(
    refs.map((ref) =>
      blobs.get(ref).catch((error: unknown) => {
        if (touched.has(ref.scope) && isAppError(error, 'KEY_ERASED')) return undefined;
        throw error;
      }),
    ),
  );
  const expected = crashBatch(round);
  expect(found.length).toBe(expected.length);
  for (const [i, { content }] of expected.entries()) expect(found[i]?.equals(content) ?? true).toBe(true);
}

async function verifyDestroyed(keys: KeyStore, scope: string): Promise<void> {
  expect((await keys.ensure([scope])).size).toBe(0);
}

async function traceOneRound(script: string, folder: string): Promise<TracedCall[]> {
  const output = join(folder, 'trace');
  const what = 'trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2';
  await promisify(execFile)(
    STRACE,
    ['-f', '-y', '-s', '200', '-e', what, '-o', output, process.execPath, script, folder, '1', '1'],
    { env: { UV_USE_IO_URING: '0' } },
  );
  return tracedCalls(await readFile(output, 'utf8'));
}

function only(calls: readonly TracedCall[], name: string, pattern: RegExp): TracedCall {
  const found = calls.filter((call) => call.name === name && pattern.test(call.text));
  const [call] = found;
  if (call === undefined || found.length > 1) throw new Error(`${found.length} calls of ${name} match ${pattern}`);
  return call;
}
