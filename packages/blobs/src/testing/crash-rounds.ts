/** What the process made to be killed does in each round, known to it and to the test that kills it. */
import { createHash, type KeyObject } from 'node:crypto';
import type { BlobRef, NewBlob } from '../blobs.ts';

/** One line of the process: what is done, or (`putting`, `destroying`) about to be. */
export type Acknowledged =
  | { readonly kind: 'open' }
  | { readonly kind: 'key'; readonly scope: string; readonly fingerprint: string }
  | { readonly kind: 'putting'; readonly round: number }
  | { readonly kind: 'blobs'; readonly round: number; readonly refs: readonly BlobRef[] }
  | { readonly kind: 'destroying' | 'destroyed'; readonly scope: string };

/** The scope of a round. */
export function crashScope(round: number): string {
  return `case ${round}`;
}

/** About half of those are larger. */
export const CRASH_SMALL_BYTES = 2_000;

/** The blobs of a round: one to four, of 0 to 9 kB. */
export function crashBatch(round: number): NewBlob[] {
  return Array.from({ length: 1 + (round % 4) }, (_, i) => ({
    scope: i === 3 ? 'public' : crashScope(round),
    content: Buffer.from(`mail ${i} of round ${round}. `.repeat((round * 7 + i * 131) % 400)),
  }));
}

/** The same with one of 3 MB in every second round. */
export function crashBatchWithLarge(round: number): NewBlob[] {
  const large = { scope: crashScope(round), content: Buffer.alloc(3_000_000, `attachment of round ${round}. `) };
  return [...crashBatch(round), ...(round % 2 === 0 ? [large] : [])];
}

/** What tells a key without showing it. */
export function fingerprint(key: KeyObject | undefined): string {
  return key === undefined ? 'none' : createHash('sha256').update(key.export()).digest('hex');
}
