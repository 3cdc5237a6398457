/** SMTP 250 comes after the disk: seen in the process's system calls, because a kill does not test the disk. */

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isExpected } from '@facteur/primitives/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp, temporaryFolder } from './clean-up.ts';
import { startProduct } from './product.ts';
import { durableAt, firstAfter, lastBefore, readCalls, type SystemCall } from './system-calls.ts';
import { whereIs } from './texts.ts';

afterAll(cleanUp);

const CALLS = 'trace=openat,write,writev,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2,sendto,sendmsg';
const itTraced = isExpected(canTrace()) ? it : it.skip;

describe('An accepted mail', () => {
  itTraced(
    'is on disk before 250 is said: key, mail, store (skipped where strace cannot run)',
    async () => {
      const home = await temporaryFolder();
      const calls = await traceOneMail(home);
      const said = firstAfter(calls, 0, /^\w+\(\d+<(socket|TCP).*"250[ -][^"]*queued/);
      // LMDB writes pages, then the meta page that makes them count.
      const mails = join(home, 'blobs', 'small', 'store.mdb');
      const written = lastBefore(calls, said.begun, new RegExp(`^p?write\\w*\\(\\d+<${mails}>`));
      // Without its key the mail says nothing to anybody.
      const key = lastBefore(calls, written.begun, /^p?write\w*\(\d+<[^>]*\/keys\/pages>/);
      const keyAt = durableAt(calls, join(home, 'keys', 'pages'), key.begun - 1, 1);
      const mailAt = durableAt(calls, mails, keyAt, 2);
      expect(keyAt).toBeLessThan(mailAt);
      expect(durableAt(calls, join(home, 'store', 'store.mdb'), mailAt, 2)).toBeLessThan(said.begun);
    },
    120_000,
  );

  itTraced(
    'that is large is on disk, too: key, file, directory entry, store (skipped where strace cannot run)',
    async () => {
      const home = await temporaryFolder();
      const calls = await traceOneMail(home, 'Je vous raconte tout. '.repeat(5_000));
      const said = firstAfter(calls, 0, /^\w+\(\d+<(socket|TCP).*"250[ -][^"]*queued/);
      const named = lastBefore(calls, said.begun, /^rename\w*\(.*\/blobs\/tmp\//);
      const [, temporary, folder] =
        /"([^"]*\/blobs\/tmp\/[^"]*)".*"([^"]*\/blobs\/[0-9a-f]+)\/[0-9a-f]{64}"/.exec(named.text) ?? [];
      const written = lastBefore(calls, named.begun, new RegExp(`^p?write\\w*\\(\\d+<${temporary}>`));
      const synced = firstAfter(calls, written.ended, new RegExp(`^f(data)?sync\\(\\d+<${temporary}>`));
      const entry = firstAfter(calls, named.ended, new RegExp(`^fsync\\(\\d+<${folder}>`));
      expectInOrder([written, synced, named, entry, said]);
      const key = lastBefore(calls, written.begun, /^p?write\w*\(\d+<[^>]*\/keys\/pages>/);
      expect(durableAt(calls, join(home, 'keys', 'pages'), key.begun - 1, 1)).toBeLessThan(written.begun);
      expect(durableAt(calls, join(home, 'store', 'store.mdb'), entry.ended, 2)).toBeLessThan(said.begun);
    },
    120_000,
  );
});

async function traceOneMail(home: string, more = ''): Promise<readonly SystemCall[]> {
  const output = join(await temporaryFolder(), 'trace');
  const product = await startProduct({
    home,
    env: { UV_USE_IO_URING: '0' },
    wrapper: ['strace', '-f', '-y', '-s', '200', '-e', CALLS, '-o', output],
  });
  await product.send({ from: 'claire.martin@courriel.example', text: `${whereIs('CMD-2026-00123')}\n${more}` });
  await product.idle();
  expect(await product.stop()).toBe(0);
  return readCalls(await readFile(output, 'utf8'));
}

/** Each has ended before the next begins. */
function expectInOrder(calls: readonly SystemCall[]): void {
  const moments = calls.flatMap(({ begun, ended }) => [begun, ended]);
  expect(moments).toEqual([...moments].sort((a, b) => a - b));
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
