/** Do two clocks agree? Timers, retention and what is held after a restore go by them. */
import { type Finding, fine, wrong } from './finding.ts';

/** More than this is wrong: an event would be dated before what led to it, by more than people would overlook. */
const MAX_SKEW_MS = 5_000;

/** A reading of another clock, between two readings of our own (ms since 1970). */
export interface ClockReading {
  readonly askedMs: number;
  readonly theirsMs: number;
  readonly answeredMs: number;
}

/** @param whose as in "the clock of …" */
export function checkClock(whose: string, { askedMs, theirsMs, answeredMs }: ClockReading): Finding {
  const check = `clock of ${whose}`;
  // Theirs was read somewhere in between: only what lies outside is certain to be skew.
  const skewMs = theirsMs < askedMs ? theirsMs - askedMs : Math.max(0, theirsMs - answeredMs);
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return fine(check, 'agrees with that of this machine');
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return wrong(check, `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} that of this machine: set both by NTP`);
}
