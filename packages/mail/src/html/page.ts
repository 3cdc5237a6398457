/** Turns the tags and texts of an HTML mail into lines: what each tag means for the page. */
import { decodeEntities } from '../html-entities.ts';
import type { Line } from '../new-text/lines.ts';
import { type LineWriter, newLineWriter } from './line-writer.ts';
import { markOf } from './marks.ts';
import { newOpenMarks, type OpenMarks } from './open-marks.ts';
import { attribute } from './scan-html.ts';

/** Takes tags and texts in their order, and has the lines at the end. */
export interface Page {
  addText(text: string): void;
  startTag(name: string, attributes: string): void;
  endTag(name: string): void;
  finish(): Line[];
}

const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 ' +
    'h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Elements that nothing is in. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const LONGEST_LINK = 500;
const LONGEST_PICTURE_TEXT = 4;
const MAX_INDENT = 5;

interface Reading {
  readonly writer: LineWriter;
  readonly marks: OpenMarks;
  readonly lists: { readonly isOrdered: boolean; count: number }[];
  /** How many `pre` are open. */
  preformatted: number;
  /** Where the open link leads. */
  href: string;
}

/** An empty page. */
export function newPage(): Page {
  const marks = newOpenMarks();
  const reading: Reading = { writer: newLineWriter(marks), marks, lists: [], preformatted: 0, href: '' };
  return {
    addText: (text) => addText(reading, text),
    startTag(name, attributes) {
      if (VOID.has(name)) startVoid(reading, name, attributes);
      else startElement(reading, name, attributes);
    },
    endTag: (name) => endElement(reading, name),
    finish: () => reading.writer.finish(),
  };
}

function addText({ writer, marks, preformatted }: Reading, text: string): void {
  if (marks.count('hidden') > 0) return;
  if (preformatted === 0) return writer.put(text.replace(/[ \t\r\n\f]+/g, ' '));
  const [first = '', ...rest] = text.replaceAll('\r', '').split('\n');
  writer.put(first, true);
  for (const line of rest) {
    writer.endLine();
    writer.put(line, true);
  }
}

function startVoid({ writer, marks }: Reading, name: string, attributes: string): void {
  if (marks.count('hidden') > 0) return;
  if (name === 'br') writer.endLine();
  if (name === 'hr') {
    writer.blankLine();
    writer.nextRole(markOf(name, attributes) === 'original' ? 'original' : 'rule');
  }
  if (name !== 'img') return;
  const text = decodeEntities(attribute(attributes, 'alt')).trim();
  // Some programs send smileys as pictures.
  if (text !== '' && text.length <= LONGEST_PICTURE_TEXT) writer.put(text);
}

function startElement(reading: Reading, name: string, attributes: string): void {
  const { writer, marks, lists } = reading;
  if (name === 'td' || name === 'th') writer.startCell();
  else if (BLOCKS.has(name) && !writer.isInEmptyCell()) {
    // Outlook makes a paragraph of each line, and empty ones for the blank lines.
    const isSpaced = name === 'p' && !/MsoNormal|margin(?:-top|-bottom)?\s{0,2}:\s{0,2}0/.test(attributes);
    if (isSpaced) writer.blankLine();
    else writer.breakLine();
  }
  const mark = markOf(name, attributes) ?? (name === 'blockquote' && isAnnounced(writer) ? 'quote' : undefined);
  if (mark === 'original' || mark === 'rule') writer.nextRole(mark);
  marks.open(name, mark);
  if (name === 'pre') reading.preformatted++;
  else if (name === 'ul' || name === 'ol') lists.push({ isOrdered: name === 'ol', count: 0 });
  else if (name === 'li') writer.lead(bullet(lists));
  else if (name === 'a') {
    reading.href = attribute(attributes, 'href');
    writer.startLink();
  }
}

function endElement(reading: Reading, name: string): void {
  const { writer, marks, lists } = reading;
  if (name === 'a') endLink(reading);
  else if (name === 'tr' || name === 'table') writer.breakLine();
  else if (BLOCKS.has(name) && name !== 'td' && name !== 'th' && !writer.isInRow()) writer.breakLine();
  if (name === 'pre') reading.preformatted = Math.max(0, reading.preformatted - 1);
  if (name === 'ul' || name === 'ol') lists.pop();
  marks.close(name);
}

/** A block quote below a line that announces one is a quote, whatever its attributes. */
function isAnnounced(writer: LineWriter): boolean {
  const last = writer.lastText();
  return writer.isBelowAttribution() || (/[:：]\s{0,9}$/.test(last.slice(-20)) && /[@\d]/.test(last.slice(-400)));
}

function bullet(lists: Reading['lists']): string {
  const list = lists.at(-1);
  const indent = '  '.repeat(Math.min(MAX_INDENT, Math.max(0, lists.length - 1)));
  if (list === undefined || !list.isOrdered) return `${indent}- `;
  list.count++;
  return `${indent}${list.count}. `;
}

/** Keeps where a link leads to unless its text says so. */
function endLink(reading: Reading): void {
  const href = decodeEntities(reading.href).trim();
  reading.href = '';
  if (!/^https?:\/\//i.test(href) || href.length > LONGEST_LINK || reading.marks.count('hidden') > 0) return;
  const label = reading.writer.linkLabel();
  if (label !== '' && bareAddress(href) !== bareAddress(label)) reading.writer.put(` (${href})`);
}

function bareAddress(text: string): string {
  return text.replace(/^https?:\/\/(?:www\.)?|\/+$/gi, '').toLowerCase();
}
