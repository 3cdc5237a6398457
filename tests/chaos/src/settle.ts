/** After the stream: until nothing is left to do. */
import { messageOf, systemClock } from '@facteur/primitives';
import type { Mode } from './options.ts';
import type { Customers } from './stream/customers.ts';
import { mailsWaiting, openApi } from './world/api.ts';
import type { World } from './world/world.ts';

/**
 * How long it must be quiet. A process looks every 30 s for what another one left when it was killed, and takes it up when it
 * is 30 s old; embedded, it is taken up at the start.
 */
const QUIET_MS: Readonly<Record<Mode, number>> = { embedded: 35_000, kafka: 75_000 };
/** A mail that the server did not take twice waits a minute, then five. */
const SETTLED_WITHIN_MS: Readonly<Record<Mode, number>> = { embedded: 480_000, kafka: 600_000 };
const LOOK_EVERY_MS = 500;

/** Resolves once all is quiet, or with what was still going on when the time was over. */
export async function settle(
  { processes }: World,
  customers: Customers,
  { mode, token }: { mode: Mode; token: string },
): Promise<string | undefined> {
  const until = systemClock.now() + SETTLED_WITHIN_MS[mode];
  const look = (): Promise<string | undefined> => whatGoesOn(processes, customers, token);
  let quietSince = systemClock.now();
  for (;;) {
    const goesOn = await look().catch(messageOf);
    const now = systemClock.now();
    if (goesOn !== undefined) quietSince = now;
    if (now - quietSince >= QUIET_MS[mode]) return undefined;
    if (goesOn !== undefined && now > until) return goesOn;
    await systemClock.wait(LOOK_EVERY_MS);
  }
}

async function whatGoesOn(
  processes: World['processes'],
  customers: Customers,
  token: string,
): Promise<string | undefined> {
  if (customers.pending() > 0) return `${customers.pending()} mails are on their way`;
  for (const { name, addresses } of processes.values()) {
    const at = addresses();
    if (at === undefined) return `${name} is not ready`;
    if (at.metrics === undefined) continue;
    const { lag, isBusy } = await openApi(at.http, token).status();
    const behind = Object.entries(lag).filter(([, events]) => events > 0);
    if (behind.length > 0) return `${name} says: ${behind.map(([group, events]) => `${group} +${events}`).join(', ')}`;
    if (isBusy) return `${name} is busy`;
    const waiting = await mailsWaiting(at.metrics);
    if (waiting > 0) return `${name} says: mails of ${waiting} cases wait`;
  }
  return undefined;
}
