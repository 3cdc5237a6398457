/** Texts as they sound to someone who types in a hurry. */

/** Without case, accents, signs and doubled spaces: « Où est-elle ? » → « ou est elle ». */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
