/** A reply's Markdown as the two bodies of a mail: plain text to read, and HTML without anything remote. Pure. */
import MarkdownIt from 'markdown-it';

/** Both bodies of a mail. */
export interface Bodies {
  readonly text: string;
  readonly html: string;
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });

const STYLE =
  'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1f2328;max-width:40em';

/** @param language of the text, for programs that read mails aloud */
export function renderBodies(source: string, language: string): Bodies {
  const html = `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body><div style="${STYLE}">\n${markdown.render(source)}</div></body></html>\n`;
  return { html, text: plainText(source) };
}

type Token = ReturnType<typeof markdown.parse>[number];

/** Words as they read: lists keep their bullets, links their address, emphasis goes. */
function plainText(source: string): string {
  const lines: string[] = [];
  let item = '';
  let ordinal: number | undefined;
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'ordered_list_open') ordinal = Number(token.attrGet('start') ?? 1);
    if (token.type === 'bullet_list_open') ordinal = undefined;
    if (token.type === 'list_item_open') item = ordinal === undefined ? '- ' : `${ordinal++}. `;
    if (token.type === 'inline') {
      lines.push(item + inlineText(token).replaceAll('\n', `\n${' '.repeat(item.length)}`));
      item = '';
    }
    if (isBlockEnd(token)) lines.push('');
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** Blocks are set apart by a blank line; the paragraphs inside list items are not. */
function isBlockEnd({ type, hidden, level }: Token): boolean {
  if (type === 'paragraph_close') return !hidden && level === 0;
  return type === 'heading_close' || type === 'bullet_list_close' || type === 'ordered_list_close';
}

function inlineText(token: Token): string {
  let href = '';
  return (token.children ?? [])
    .map((child) => {
      if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
      if (child.type === 'link_open') href = String(child.attrGet('href') ?? '');
      if (child.type === 'link_close') return ` (${href})`;
      return child.content;
    })
    .join('');
}
