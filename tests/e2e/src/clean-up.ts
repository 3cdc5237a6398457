/** What a test file leaves behind: processes that a failed test did not stop, and temporary folders. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
const children = new Set<ChildProcess>();

/** An empty folder. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-e2e-'));
  folders.push(folder);
  return folder;
}

/** Has `cleanUp` end `child` when nobody else did. */
export function endsWithTheTests(child: ChildProcess): void {
  children.add(child);
  child.once('close', () => children.delete(child));
}

/** For `afterAll`: kills what still runs, then removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const child of children) {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}
