// @ts-check
/** Text of a PDF: no canvas, no fonts, no forms, no scripts; page by page, until there is enough of it. */
import { getDocumentProxy } from 'unpdf';
import { bounded, MAX_PAGES, MAX_TEXT } from './limits.mjs';
import { Unreadable } from './unreadable.mjs';

const OPTIONS = {
  verbosity: 0,
  isEvalSupported: false,
  useSystemFonts: false,
  disableFontFace: true,
  enableXfa: false,
  isImageDecoderSupported: false,
  isOffscreenCanvasSupported: false,
  useWasm: false,
};

/**
 * @param {Uint8Array} content
 * @returns {Promise<string>}
 */
export async function readPdf(content) {
  const document = await open(content);
  let text = '';
  // What the file says of its pages is its sender's word: a page that is not there ends the reading.
  const pages = Math.min(document.numPages, MAX_PAGES);
  for (let number = 1; number <= pages && text.length < MAX_TEXT; number += 1) {
    const page = await pageOf(document, number);
    if (page === undefined) break;
    text += `${await textOf(page, MAX_TEXT - text.length)}\n`;
    page.cleanup();
  }
  await document.destroy();
  return bounded(text);
}

/** @param {Uint8Array} content */
async function open(content) {
  try {
    return await getDocumentProxy(content, OPTIONS);
  } catch (error) {
    throw new Unreadable(error instanceof Error && error.name === 'PasswordException' ? 'protected' : 'damaged');
  }
}

/**
 * @param {Awaited<ReturnType<typeof getDocumentProxy>>} document
 * @param {number} number
 */
async function pageOf(document, number) {
  try {
    return await document.getPage(number);
  } catch {
    if (number === 1) throw new Unreadable('damaged');
    return undefined;
  }
}

/**
 * @param {NonNullable<Awaited<ReturnType<typeof pageOf>>>} page
 * @param {number} most
 */
async function textOf(page, most) {
  const reader = page.streamTextContent({}).getReader();
  let text = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const item of next.value.items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    if (text.length < most) continue;
    await reader.cancel(new Error('enough'));
    break;
  }
  return text;
}
