/** A group's first place in each partition: what makes it durable from its first subscription on. */
import { backOffMs } from '@facteur/primitives';
import type { Committer } from './committer.ts';
import { type Assigned, missingPlaces } from './places.ts';
import type { MemberPorts } from './ports.ts';

/**
 * Commits the oldest message of each partition where `group` has no place yet: its lag shows before it has handled
 * anything. Resolves when that is done, or given up because `signal` aborts; never rejects.
 */
export async function claimPlaces(
  assigned: Assigned,
  group: string,
  committer: Committer,
  { admin, names, clock, random, report }: MemberPorts,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      const places = await admin.use((connected) => missingPlaces(connected, names.group(group), assigned));
      for (const place of places) committer.mark(place);
      return await committer.settled();
    } catch (error) {
      report(error, { activity: 'consume', group, attempt });
      await clock.wait(backOffMs(attempt, random, { maxMs: 5_000 }), signal);
    }
  }
}
