/** Writes the lines of an HTML mail: one line at a time, with its table cells and links. */
import { isBlankText, type Line, type LineRole, readLine } from '../new-text/lines.ts';
import type { OpenMarks } from './open-marks.ts';

/** What goes onto the page. */
export interface LineWriter {
  /** Adds to the line; a blank at its start or after a blank is left out unless `isExact`. */
  put(text: string, isExact?: boolean): void;
  /** Adds without making the line more than empty: an indent or a bullet. */
  lead(text: string): void;
  /** Ends the line, also an empty one. */
  endLine(): void;
  /** Ends the line unless it is empty. */
  breakLine(): void;
  /** Ends the line and leaves one blank. */
  blankLine(): void;
  /** Begins a table cell: on the same line while cells are short. */
  startCell(): void;
  /** True in a cell that nothing has been written into. */
  isInEmptyCell(): boolean;
  isInRow(): boolean;
  startLink(): void;
  /** What was written on this line since `startLink`. */
  linkLabel(): string;
  /** The role of the next filled line. */
  nextRole(role: LineRole): void;
  /** The text of this line, else of the last filled one. */
  lastText(): string;
  /** Whether the last filled line stood in an element that announces a quote. */
  isBelowAttribution(): boolean;
  finish(): Line[];
}

const BLANK: Line = { raw: '', text: '', depth: 0 };
const MAX_DEPTH = 50;
/** A table's row is one line while its cells are no longer. */
const LONGEST_CELL = 120;

interface State {
  parts: string[];
  /** Whether the line is empty or ends in a blank. */
  endsBlank: boolean;
  isFilled: boolean;
  /** A paragraph of one no-break space is a blank line. */
  isSpaced: boolean;
  cells: number;
  cellLength: number;
  linkFrom: number;
}

function emptyLine(): State {
  return { parts: [], endsBlank: true, isFilled: false, isSpaced: false, cells: 0, cellLength: 0, linkFrom: 0 };
}

/** An empty page; `marks` tell how deep it is quoted and whose signature it is. */
export function newLineWriter(marks: OpenMarks): LineWriter {
  const lines: Line[] = [];
  let line = emptyLine();
  let role: LineRole | undefined;
  let last = '';
  let isAttribution = false;

  const endLine = (): void => {
    const text = line.parts.join('').trimEnd();
    line = emptyLine();
    const depth = Math.min(marks.count('quote'), MAX_DEPTH);
    if (isBlankText(text)) {
      lines.push(depth > 0 ? { raw: '>', text: '', depth } : BLANK);
      return;
    }
    last = text;
    isAttribution = marks.count('attribution') > 0;
    lines.push(markedLine(text, depth, roleOf(marks, role)));
    role = undefined;
  };
  const breakLine = (): void => {
    if (line.isFilled || (line.isSpaced && line.cells === 0)) endLine();
    else line = emptyLine();
  };
  const put = (text: string, isExact = false): void => {
    const shown = !isExact && line.endsBlank && text.startsWith(' ') ? text.slice(1) : text;
    if (shown === '') return;
    line.parts.push(shown);
    line.endsBlank = shown.endsWith(' ');
    if (isBlankText(shown)) {
      line.isSpaced ||= shown.includes('\u00a0');
      return;
    }
    line.isFilled = true;
    line.cellLength += shown.length;
  };
  return {
    put,
    endLine,
    breakLine,
    lead(text) {
      line.parts.push(text);
      line.endsBlank = true;
    },
    blankLine() {
      breakLine();
      const above = lines.at(-1);
      if (above !== undefined && above.text !== '') endLine();
    },
    startCell() {
      if (line.isFilled && (line.cells === 0 || line.cellLength > LONGEST_CELL)) breakLine();
      else if (line.cellLength > 0) put(' | ', true);
      line.cells++;
      line.cellLength = 0;
    },
    isInEmptyCell: () => line.cells > 0 && line.cellLength === 0,
    isInRow: () => line.cells > 0,
    startLink() {
      line.linkFrom = line.parts.length;
    },
    linkLabel: () => line.parts.slice(line.linkFrom).join('').trim(),
    nextRole(next) {
      if (next !== 'rule' || role === undefined) role = next;
    },
    lastText: () => (line.isFilled ? line.parts.join('') : last),
    isBelowAttribution: () => isAttribution,
    finish() {
      breakLine();
      return lines;
    },
  };
}

function roleOf(marks: OpenMarks, next: LineRole | undefined): LineRole | undefined {
  if (marks.count('signature') > 0) return 'signature';
  return next ?? (marks.count('attribution') > 0 ? 'attribution' : undefined);
}

function markedLine(text: string, depth: number, role: LineRole | undefined): Line {
  return depth > 0 ? { raw: `${'>'.repeat(depth)} ${text}`, text, depth, role } : readLine(text, role);
}
