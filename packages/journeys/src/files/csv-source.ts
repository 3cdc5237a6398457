/** CSV (RFC 4180) read strictly, remembering where each cell stands. */
import { LineCounter } from 'yaml';
import { say } from '../bilingual.ts';
import type { Problem } from '../problem.ts';
import type { Place } from './yaml-source.ts';

/** A place in a file beside `journey.yaml`: where a cell begins, and each character of its text. */
export interface CellPlace {
  readonly file: string;
  /** Where the character at `offset` (UTF-16) of the cell's text stands. */
  at(offset: number): Place;
}

/** One cell. */
export interface Cell {
  /** Without the quotes and spaces around it. */
  readonly text: string;
  readonly isQuoted: boolean;
  readonly place: CellPlace;
}

/** A parsed file: its rows without the empty ones. With a problem, the rows up to it. */
export interface CsvSource {
  readonly rows: readonly (readonly Cell[])[];
  readonly problems: readonly Problem[];
}

/** What one cell takes of the text: its characters, by their offsets, and where the next thing begins. */
interface Reading {
  readonly offsets: readonly number[];
  readonly isQuoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** Parses `text` of `file`. Cells are cut by `;` when the first line has one outside quotes, else by `,`. */
export function readCsv(file: string, text: string): CsvSource {
  const place = placesIn(text);
  const delimiter = delimiterOf(text);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  for (let from = text.startsWith('\uFEFF') ? 1 : 0; from <= text.length; ) {
    const reading = readCell(text, from, delimiter);
    row.push(cellOf(file, text, from, reading, place));
    const next = text[reading.end];
    if (next !== undefined && next !== delimiter && !isLineEnd(next)) {
      return { rows, problems: [{ file, ...place(reading.start), ...badQuotes }] };
    }
    if (next !== delimiter) {
      if (row.some((cell) => cell.text !== '' || cell.isQuoted)) rows.push(row);
      row = [];
    }
    from = reading.end + (text.startsWith('\r\n', reading.end) ? 2 : 1);
  }
  return { rows, problems: [] };
}

const badQuotes = {
  code: 'table-syntax',
  message: say('les guillemets de cette case ne se ferment pas bien', 'the quotes of this cell do not close well'),
  hint: say(
    'dans un fichier CSV, mettez toute la case entre guillemets et doublez ceux du texte : """perdu"",""volé"""',
    'in a CSV file, put the whole cell between quotes and double those of the text: """lost"",""stolen"""',
  ),
} as const satisfies Pick<Problem, 'code' | 'message' | 'hint'>;

function placesIn(text: string): (offset: number) => Place {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n|\r(?!\n)/g)) lines.addNewLine(index + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function delimiterOf(text: string): ';' | ',' {
  const [header = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r|\n/, 1);
  return header.includes(';') ? ';' : ',';
}

function isLineEnd(sign: string): boolean {
  return sign === '\n' || sign === '\r';
}

function isSpace(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\t' || sign === '\u00A0';
}

function readCell(text: string, from: number, delimiter: string): Reading {
  let start = from;
  while (isSpace(text[start])) start++;
  if (text[start] === '"') return readQuoted(text, start + 1);
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end] ?? '')) end++;
  let last = end;
  while (last > start && isSpace(text[last - 1])) last--;
  const offsets = Array.from({ length: last - start }, (_, index) => start + index);
  return { offsets, isQuoted: false, start, end };
}

/** Two quotes are one; a single one ends the cell. Text that never ends has its end at the opening quote. */
function readQuoted(text: string, start: number): Reading {
  const offsets: number[] = [];
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') {
      if (text[at + 1] !== '"') {
        let end = at + 1;
        while (isSpace(text[end])) end++;
        return { offsets, isQuoted: true, start: start - 1, end };
      }
      at++;
    }
    offsets.push(at);
  }
  return { offsets, isQuoted: true, start: start - 1, end: start - 1 };
}

function cellOf(
  file: string,
  text: string,
  from: number,
  { offsets, isQuoted, end }: Reading,
  place: (offset: number) => Place,
): Cell {
  const after = (offsets.at(-1) ?? Math.min(from, end) - 1) + 1;
  return {
    text: offsets.map((offset) => text[offset]).join(''),
    isQuoted,
    place: { file, at: (offset) => place(offsets[offset] ?? after) },
  };
}
