/** A reply's Markdown as the two bodies of a mail: plain text to read, and HTML without anything remote. Pure. */
import MarkdownIt from 'markdown-it';

/** Both bodies of a mail. */
export interface Bodies {
  readonly text: string;
  readonly html: string;
}

/** A line break in a template only keeps its lines short; where one is meant, it is written (CommonMark 0.31 §6.7). */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });

const STYLE =
  'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;max-width:40em';

/** @param language of the text, for programs that read mails aloud */
export function renderBodies(source: string, language: string): Bodies {
  const typeset = language === 'fr' ? withFrenchSpaces(source) : source;
  const html = `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head><body><div style="${STYLE}">\n${markdown.render(typeset)}</div></body></html>\n`;
  return { html, text: plainText(typeset) };
}

/** No line may begin with a colon or a closing guillemet: French sets them apart by a space that does not break. */
function withFrenchSpaces(source: string): string {
  return source.replaceAll(/(?<=\S) (?=[:;?!»](?:[\s*).,]|$))/gm, '\u00a0').replaceAll('« ', '«\u00a0');
}

type Token = ReturnType<typeof markdown.parse>[number];

/** Words as they read: lists keep their bullets, links their address, emphasis goes. */
function plainText(source: string): string {
  const lines: string[] = [];
  const lists: { next: number | undefined }[] = [];
  let marker = '';
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'ordered_list_open') lists.push({ next: Number(token.attrGet('start') ?? 1) });
    if (token.type === 'bullet_list_open') lists.push({ next: undefined });
    if (token.type.endsWith('_list_close')) lists.pop();
    if (token.type === 'list_item_open') marker = markerOf(lists);
    const text = textOf(token);
    if (text !== undefined) {
      lines.push(marker + text.replaceAll('\n', `\n${' '.repeat(marker.length)}`));
      marker = '';
    }
    if (isBlockEnd(token)) lines.push('');
  }
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function markerOf(lists: { next: number | undefined }[]): string {
  const list = lists.at(-1);
  const indent = '  '.repeat(Math.max(0, lists.length - 1));
  if (list?.next === undefined) return `${indent}- `;
  list.next += 1;
  return `${indent}${list.next - 1}. `;
}

/** What a block says; undefined for tokens that only open or close one. */
function textOf(token: Token): string | undefined {
  if (token.type === 'inline') return inlineText(token);
  if (token.type === 'fence' || token.type === 'code_block') return token.content.trimEnd();
  return token.type === 'hr' ? '---' : undefined;
}

/** Blocks are set apart by a blank line; what lies inside a list is not. */
function isBlockEnd({ type, hidden, level }: Token): boolean {
  if (type === 'paragraph_close') return !hidden && level === 0;
  if (type === 'bullet_list_close' || type === 'ordered_list_close') return level === 0;
  return type === 'heading_close' || type === 'fence' || type === 'code_block' || type === 'hr';
}

function inlineText(token: Token): string {
  let href = '';
  let label = '';
  const words = (token.children ?? []).map((child) => {
    if (child.type === 'softbreak') return ' ';
    if (child.type === 'hardbreak') return '\n';
    if (child.type === 'link_open') {
      href = String(child.attrGet('href') ?? '');
      label = '';
    }
    if (child.type === 'link_close') return label === href ? '' : ` (${href})`;
    label += child.content;
    return child.content;
  });
  return words.join('');
}
