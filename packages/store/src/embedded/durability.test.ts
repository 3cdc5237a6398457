import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isExpected } from '@facteur/primitives/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildChild, linesOf, startChild } from '../testing/run-child.ts';
import { tracedAcks } from '../testing/strace-acks.ts';

let folder: string;
beforeAll(buildChild);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-store-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const itTraced = isExpected(canRun('strace', ['-o', '/dev/null', 'true'])) ? it : it.skip;
const itMounted = isExpected(canRun('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()])) ? it : it.skip;

describe('durability', () => {
  itTraced('acknowledges a write only when the file is synced (skipped without strace)', async () => {
    const store = join(folder, 'store');
    const output = join(folder, 'trace.txt');
    const calls = 'trace=openat,write,writev,pwrite64,pwritev,fdatasync,fsync,msync';
    const lines = await linesOf(startChild(['serial', store], ['strace', '-f', '-y', '-e', calls, '-o', output]));
    const trace = await readFile(output, 'utf8');
    const expected = [1, 2, 3, 4, 5].map((n) => ({ ack: `ack ${n}`, wrote: true, durable: true }));
    expect(lines).toEqual(['ready', ...expected.map(({ ack }) => ack)]);
    expect(tracedAcks(trace, join(store, 'store.mdb'))).toEqual(expected);
  });

  itTraced('syncs the names of the file and of the new folders above it before the first acknowledgement', async () => {
    const store = join(folder, 'store');
    const output = join(folder, 'trace.txt');
    const wrapper = ['strace', '-f', '-y', '-e', 'trace=write,fsync', '-o', output];
    await linesOf(startChild(['serial', join(store, 'cases')], wrapper));
    const before = (await readFile(output, 'utf8')).split('"ack 1')[0];
    const missing = [join(store, 'cases'), store, folder].filter((path) => !before?.includes(`<${path}>`));
    expect(missing).toEqual([]);
  });

  itMounted('says that the disk is full, keeps what it has, and goes on once there is room', async () => {
    const mount = join(folder, 'small');
    mkdirSync(mount);
    const script = 'mount -t tmpfs -o size=4m none "$0" && exec "$@"';
    const wrapper = ['unshare', '-rm', 'sh', '-c', script, mount];
    const lines = await linesOf(startChild(['fill', join(mount, 'store')], wrapper, 'ignore'));
    const inserted = Number(/of (\d+)/.exec(lines[3] ?? '')?.[1]);
    expect(inserted).toBeGreaterThan(10);
    expect(lines).toEqual([
      'ready',
      'DISK_FULL later',
      'first 1, failed undefined',
      `found ${inserted} of ${inserted}`,
      '[{"outcome":"done","version":1}]',
    ]);
  });
});

describe('reading a trace', () => {
  const open = '1 openat(AT_FDCWD</>, "/d/s", O_WRONLY|O_DSYNC|O_CLOEXEC) = 20</d/s>';
  const ack = '1 write(1<pipe:[5]>, "ack 1\\n", 6) = 6';
  it.each([
    {
      name: 'a write that was synced',
      lines: ['1 pwrite64(19</d/s>, "x"..., 1, 0) = 1', '1 fdatasync(19</d/s>) = 0'],
      durable: true,
    },
    {
      name: 'a write to a synchronous descriptor',
      lines: [open, '1 pwrite64(20</d/s>, "x"..., 1, 0) = 1'],
      durable: true,
    },
    { name: 'a write without a sync', lines: ['1 pwrite64(19</d/s>, "x"..., 1, 0) = 1'], durable: false },
    {
      name: 'a sync that began before the write ended it',
      lines: [
        '1 fdatasync(19</d/s> <unfinished ...>',
        '2 writev(19</d/s>, [], 1) = 1',
        '1 <... fdatasync resumed>) = 0',
      ],
      durable: false,
    },
    {
      name: 'a sync that has not returned',
      lines: ['2 writev(19</d/s>, [], 1) = 1', '1 fdatasync(19</d/s> <unfinished ...>'],
      durable: false,
    },
    {
      name: 'a sync that failed',
      lines: ['2 writev(19</d/s>, [], 1) = 1', '1 fdatasync(19</d/s>) = -1 EIO (Input/output error)'],
      durable: false,
    },
    {
      name: 'a sync of another file',
      lines: ['2 writev(19</d/s>, [], 1) = 1', '1 fdatasync(21</d/t>) = 0'],
      durable: false,
    },
  ])('tells whether $name is durable', ({ lines, durable }) => {
    expect(tracedAcks([...lines, ack].join('\n'), '/d/s')).toEqual([{ ack: 'ack 1', wrote: true, durable }]);
  });
});

function canRun(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
