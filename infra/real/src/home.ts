/** Where a server lives and whom it belongs to. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, type ProcessIdentity } from '../guard/processes.mjs';

/** The place of one server. */
export interface Home {
  /** Its data, its log, and the numbers of its processes; made when missing. */
  readonly folder: string;
  /** The process whose end is the server's end. */
  readonly owner: ProcessIdentity;
  /** What is removed when the owner died without stopping it: `folder`, or the folder that it shares. */
  readonly remove: string;
}

/** A new folder under the system's temporary one, owned by this process. */
export async function ownHome(name: string): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), `facteur-${name}-`));
  const owner = identityOf(process.pid);
  if (owner === undefined) throw new Error('This process cannot be identified: neither /proc nor ps');
  return { folder, owner, remove: folder };
}
