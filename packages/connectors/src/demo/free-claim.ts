/** Takes back an effect that may then be done again: it is kept, marked cancelled, without its claim. */
import type { NewDocument } from '@facteur/store';
import { type Books, type EffectRecord, read, replace } from './books.ts';

/** Gives the reference of the effect `id`; done before, it changes nothing. */
export async function freeClaim(books: Books, id: string): Promise<string> {
  const record = await read<EffectRecord>(books.effects, id);
  if (record === undefined) return '';
  const { version, claim: _, ...kept } = record;
  if (record.cancelled !== true) {
    await replace(books.effects, { ...kept, cancelled: true } as unknown as NewDocument, version);
  }
  return record.reference ?? '';
}
