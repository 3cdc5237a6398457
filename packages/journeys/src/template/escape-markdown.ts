/** Data put into a reply must read as plain words: no emphasis, link, heading, list or HTML of a customer's making. */

/** Signs that mean something to Markdown inside a line (CommonMark 0.31 §6, GFM autolinks and tables). */
const INLINE = /[\\`*_[\]<>|~&@]/g;

/** What would begin a block, or an autolink, if the value stood at the start of a line. */
const LINE_START = /^(?:[-+#=]|\d{1,9}(?=[.)]))/;

/** `text` on one line, its Markdown signs escaped with backslashes. */
export function escapeMarkdown(text: string): string {
  return plainLine(text)
    .replace(INLINE, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replace(/\b(mailto|xmpp|javascript|data):/gi, '$1\\:')
    .replace(LINE_START, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}

/** `text` on one line, without control or direction-changing characters: fit for a header field. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
