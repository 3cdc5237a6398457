/** Makes the planned faults happen at their moments. */
import { messageOf, systemClock } from '@facteur/primitives';
import type { Fault, PlannedFault } from '../plan/faults.ts';
import { inject } from '../world/inject.ts';
import type { World } from '../world/world.ts';

/** Resolves once all are over. Tells of each as it begins. @throws Error when one could not be made */
export async function playFaults(
  world: World,
  faults: readonly PlannedFault[],
  seed: number,
  say: (line: string) => void,
): Promise<void> {
  const play = async ({ atMs, ...fault }: PlannedFault, index: number): Promise<void> => {
    await systemClock.wait(atMs);
    say(describeFault(fault));
    try {
      await inject(world, fault, seed + index);
    } catch (cause) {
      throw new Error(`${describeFault(fault)}: ${messageOf(cause)}`, { cause });
    }
  };
  await Promise.all(faults.map(play));
}

/** In words: `kill product, down 1.2 s`. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${fault.target}, down ${seconds(fault.downMs)}`;
    case 'freeze':
      return `freeze ${fault.target} for ${seconds(fault.forMs)}`;
    case 'restart-broker':
      return `${fault.how} the broker, down ${seconds(fault.downMs)}`;
    case 'cut-database':
      return `cut the database off (${fault.how}) for ${seconds(fault.forMs)}`;
    case 'lose-answers':
      return `lose ${percent(fault.share)} of the back office’s answers for ${seconds(fault.forMs)}`;
    case 'delay-answers':
      return `delay ${percent(fault.share)} of the back office’s answers by ${seconds(fault.lateMs)} for ${seconds(fault.forMs)}`;
    case 'lose-mail-answers':
      return `lose ${percent(fault.share)} of the mail server’s answers for ${seconds(fault.forMs)}`;
    case 'redeliver':
      return `publish up to ${fault.count} events again in ${seconds(fault.lateMs)}`;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
