/** A plain-text mail as HTML: lines, quotes and links. Pure. */
import { escapeHtml } from './html-tokens.ts';

const LINK = /https?:\/\/[^\s<>"'«»]{1,2000}/g;
const MOST_CHARACTERS = 500_000;

/** Lines that begin with `>` become a quote; addresses of pages become links. */
export function plainHtml(text: string): string {
  const lines = text.slice(0, MOST_CHARACTERS).replaceAll('\r', '').split('\n');
  const out: string[] = [];
  let isQuoted = false;
  for (const line of lines) {
    const quote = /^\s{0,3}>\s?/.exec(line);
    if ((quote !== null) !== isQuoted) {
      isQuoted = quote !== null;
      out.push(isQuoted ? '<blockquote>' : '</blockquote>');
    }
    out.push(`${withLinks(quote === null ? line : line.slice(quote[0].length))}<br>`);
  }
  if (isQuoted) out.push('</blockquote>');
  return `<div style="white-space: pre-wrap">${out.join('')}</div>`;
}

function withLinks(line: string): string {
  let at = 0;
  let html = '';
  for (const match of line.matchAll(LINK)) {
    // A full stop or a bracket behind an address belongs to the sentence.
    const link = match[0].replace(/[).,;:!?\]]+$/, '');
    html += `${escapeHtml(line.slice(at, match.index))}<a href="${escapeHtml(link)}" target="_blank" rel="noopener noreferrer nofollow">${escapeHtml(link)}</a>`;
    at = match.index + link.length;
  }
  return html + escapeHtml(line.slice(at));
}
