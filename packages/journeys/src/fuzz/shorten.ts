/** Makes the way to a fault shorter: parts of it are left out as long as the same fault still shows. */
import { type Fault, type Move, newWorld, play, type Stepper } from './world.ts';

/** A shorter list of moves that ends in the same kind of fault in the same state; no single one can be left out. */
export function shorten(moves: readonly Move[], fault: Fault, stepper: Stepper): readonly Move[] {
  let shortest = moves;
  for (let part = Math.ceil(moves.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let from = 0; from < shortest.length; ) {
      const without = [...shortest.slice(0, from), ...shortest.slice(from + part)];
      if (leadsTo(without, fault, stepper)) shortest = without;
      else from += part;
    }
  }
  return shortest;
}

function leadsTo(moves: readonly Move[], { kind, state }: Fault, stepper: Stepper): boolean {
  const { fault } = moves.reduce((world, move) => play(world, move, stepper), newWorld());
  return fault?.kind === kind && fault.state === state;
}
