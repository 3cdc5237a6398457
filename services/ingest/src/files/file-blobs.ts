/** What of a mail is kept as blobs, and which is which. Pure. */
import type { BlobRef, NewBlob } from '@facteur/blobs';
import type { Mail } from '@facteur/contracts';
import type { MailAttachment } from '@facteur/mail';
import type { Item } from '../item.ts';

/** An attachment's blobs. */
export type FileRefs = Pick<Mail['attachments'][number], 'blob' | 'text' | 'thumbnail'>;

interface Part {
  readonly of: MailAttachment;
  readonly as: keyof FileRefs;
  readonly content: Buffer;
}

/** The raw mail, then its files, then what was found in them, all sealed with the case's key. */
export function blobsOf(item: Item): NewBlob[] {
  const scope = item.caseNumber;
  return [{ scope, content: item.arrival.raw }, ...partsOf(item).map(({ content }) => ({ scope, content }))];
}

/** By attachment. @param refs those of `blobsOf`, without the raw mail's */
export function refsByFile(item: Item, refs: readonly BlobRef[]): ReadonlyMap<MailAttachment, FileRefs> {
  const byFile = new Map<MailAttachment, FileRefs>();
  for (const [index, { of, as }] of partsOf(item).entries()) {
    const ref = refs[index];
    if (ref) byFile.set(of, { ...byFile.get(of), [as]: ref });
  }
  return byFile;
}

function partsOf({ files, found }: Item): Part[] {
  return files.flatMap((of) => {
    const { text, thumbnail } = found.get(of) ?? {};
    const parts: Part[] = [{ of, as: 'blob', content: of.content }];
    if (text !== undefined) parts.push({ of, as: 'text', content: Buffer.from(text, 'utf8') });
    if (thumbnail !== undefined) parts.push({ of, as: 'thumbnail', content: Buffer.from(thumbnail) });
    return parts;
  });
}
