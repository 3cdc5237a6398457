/** Files of a case that a reply may carry, and how much it may carry. Pure. */
import type { AnyMail } from '../api/case-types.ts';
import type { Case } from '../api/types.ts';
import type { DraftFile } from '../api/write-types.ts';

/** Of one file, and of all files of a mail together. */
export const MAX_BYTES = 20 * 1_048_576;

/** Those that customers and experts sent, newest mail first; dangerous ones and those kept in the raw mail alone are left out. */
export function filesOfCase({ timeline }: Pick<Case, 'timeline'>): readonly DraftFile[] {
  return timeline
    .filter(({ topic }) => topic === 'mail.received')
    .toReversed()
    .flatMap(({ data }) => filesOf(data as AnyMail));
}

/** Those of one mail. */
export function filesOf({ mailId, attachments }: AnyMail): readonly DraftFile[] {
  return attachments.flatMap(({ name, type, bytes, blob, danger }, index) =>
    blob === undefined || danger !== undefined ? [] : [{ ref: { mailId, index }, name, type, bytes }],
  );
}

export function bytesTogether(files: readonly Pick<DraftFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
