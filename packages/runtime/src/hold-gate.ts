/** Stands before the effects of a flow: after a restore, it lets through only what cannot have been done before. */
import { isoTime } from '@facteur/primitives';
import type { EffectMeaning, EffectRequest, Flow } from './flow.ts';
import { type HeldEffect, type Holds, heldId, openHolds } from './hold.ts';
import type { Kernel } from './kernel.ts';

/** Where an effect comes from. */
export interface EffectPlace {
  readonly key: string;
  readonly subject: string;
  /** When its document began (ms); undefined: before that was noted. */
  readonly bornMs: number | undefined;
}

/** The gate of one flow. */
export interface HoldGate {
  /** False: nothing is held, and nobody need be asked. Known since the gate was opened. */
  isShut(): boolean;
  /** True when `effect` has to wait for a decision; it is then kept as held. @throws what the store throws */
  holds(effect: EffectRequest, place: EffectPlace): Promise<boolean>;
}

/** Opens the gate: shut when a hold is in force, and open for good once someone ended it. */
export async function openHoldGate<State>(flow: Flow<State>, kernel: Kernel): Promise<HoldGate> {
  const holds = await openHolds(kernel.store);
  let isShut = (await holds.inForce()) !== undefined;
  return {
    isShut: () => isShut,
    async holds(effect, place) {
      const hold = await holds.inForce();
      if (hold === undefined) {
        isShut = false;
        return false;
      }
      const meaning = meaningOf(flow, effect, place);
      if (meaning.changes === 'nothing') return false;
      const known = await holds.get(heldId(flow.name, place.key, effect.id));
      if (known?.status === 'held') return true;
      if (known?.status === 'released' || known?.status === 'done') return known.status === 'done';
      const status = await statusOf(holds, hold.restoredAt, effect, place, meaning);
      if (status === undefined) return false;
      await holds.keep(heldEffect(flow.name, effect, place, meaning, status), kernel.clock.now());
      return true;
    },
  };
}

/** What doing it means; of an effect that does not say, the worst is believed. */
export function meaningOf<State>(
  flow: Pick<Flow<State>, 'effects'>,
  effect: EffectRequest,
  { key, subject }: Pick<EffectPlace, 'key' | 'subject'>,
): EffectMeaning {
  const meaning = flow.effects.get(effect.kind)?.traits?.meaning;
  return meaning?.(effect, { key, subject }) ?? { does: effect.kind, changes: 'once' };
}

async function statusOf(
  holds: Holds,
  restoredAt: number,
  effect: EffectRequest,
  place: EffectPlace,
  { changes }: EffectMeaning,
): Promise<'held' | 'behind' | undefined> {
  if (mayBeDone(effect, place, changes, restoredAt)) return 'held';
  if (changes === 'once' && (await holds.isTold(place.subject))) return 'held';
  return (await holds.hasHeld(place.subject)) ? 'behind' : undefined;
}

/**
 * True when it may have been done between backup and restore: it was asked for before the restore, or it must happen once and its case
 * began before. The latter because what led to it may be lost: an advisor who decides again what was decided already.
 */
export function mayBeDone(
  { since }: Pick<EffectRequest, 'since'>,
  { bornMs }: Pick<EffectPlace, 'bornMs'>,
  changes: EffectMeaning['changes'],
  restoredAtMs: number,
): boolean {
  const isOld = (ms: number | undefined): boolean => ms === undefined || ms < restoredAtMs;
  if (changes === 'nothing') return false;
  return isOld(since) || (changes === 'once' && isOld(bornMs));
}

function heldEffect(
  flow: string,
  { id, kind, since }: EffectRequest,
  { key, subject }: EffectPlace,
  { does, onceBy, changes }: EffectMeaning,
  status: 'held' | 'behind',
): HeldEffect {
  return {
    id: heldId(flow, key, id),
    flow,
    key,
    case: subject,
    effect: { id, kind },
    does,
    onceBy,
    changes,
    since: since === undefined ? undefined : isoTime(since),
    status,
  };
}
