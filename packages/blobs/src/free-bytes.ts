/** How much may still be written: asked now and then, down to a limit. */
import type { Clock } from '@facteur/primitives';

/** Left to the disk unless told otherwise: 256 MiB. */
export const DEFAULT_MIN_FREE_BYTES = 256 * 1024 * 1024;
/** How long an answer is believed. */
const AGE_MS = 1000;

/** What `freeBytesAbove` needs. */
export interface FreeBytesOptions {
  /** This much counts as full. */
  readonly minFreeBytes: number;
  readonly clock: Clock;
  /** Free bytes of the disk; `Infinity` where nobody can tell. */
  readonly read: () => Promise<number>;
}

/** `Blobs.freeBytes`: `read` less the limit, at least 0, at most `Number.MAX_SAFE_INTEGER`, asked at most once a second. */
export function freeBytesAbove({ minFreeBytes, clock, read }: FreeBytesOptions): () => Promise<number> {
  let free = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.now() - readAt >= AGE_MS) {
      free = Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, (await read()) - minFreeBytes));
      readAt = clock.now();
    }
    return free;
  };
}
