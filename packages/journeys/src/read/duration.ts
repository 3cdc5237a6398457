/** Durations as authors write them. */

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `30m`, `4h`, `3d` or `2w` in milliseconds (a day is 24 h); undefined for anything else, and for 0. */
export function durationMs(text: string): number | undefined {
  const match = /^([1-9]\d{0,3})([mhdw])$/.exec(text);
  const unit = UNIT_MS[match?.[2] ?? ''];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}
