// @ts-check
/** Bounds of what is read and of what is found. */

/** Characters (UTF-16 units) of text found in one file. */
export const MAX_TEXT = 200_000;
/** Bytes of a plain text that are looked at: four for each character. */
export const MAX_PLAIN_BYTES = 4 * MAX_TEXT;
/** Bytes that one entry of a zip may unfold to. A book of 1 000 pages takes 10 MB. */
export const MAX_XML_BYTES = 32 * 1024 * 1024;
/** Pages of a PDF that are looked at. */
export const MAX_PAGES = 1_000;
/** Telephones take pictures of 108 million; one that is stored interlaced needs three bytes for each at once. */
export const MAX_PIXELS = 120_000_000;
export const THUMBNAIL_PIXELS = 320;

/**
 * At most `MAX_TEXT`, never half a character, without what no text holds.
 * @param {string} text
 */
export function bounded(text) {
  const cut = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '') : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to drop
  return cut.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '');
}
