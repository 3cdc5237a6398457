/** A group's first place in each partition: what makes it durable from its first subscription on. */
import { backOffMs } from '@facteur/primitives';
import type { Committer } from './committer.ts';
import { type Assigned, missingPlaces } from './places.ts';
import type { MemberPorts } from './ports.ts';
import { unlessAborted } from './within.ts';

/**
 * Commits the oldest message of each partition where `group` has no place yet: its lag shows before it has handled
 * anything. Resolves with true when that is done, with false when `signal` aborts before; never rejects.
 */
export async function claimPlaces(
  assigned: Assigned,
  group: string,
  committer: Committer,
  { admin, names, clock, random, report }: MemberPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const nothing = (): undefined => undefined;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      const work = admin.use((connected) => missingPlaces(connected, names.group(group), assigned));
      const places = await unlessAborted(signal, work, nothing);
      if (places?.length === 0) return true;
      for (const place of places ?? []) committer.mark(place);
      await unlessAborted(signal, committer.settled(), nothing);
      // Then looked at again: a consumer that is about to crash takes commits, and does nothing with them.
      if (attempt === 1) continue;
    } catch (error) {
      report(error, { activity: 'consume', group, attempt });
    }
    await clock.wait(backOffMs(attempt, random, { maxMs: 5_000 }), signal);
  }
  return false;
}
