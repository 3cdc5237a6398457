/** Breaks a text into lines that fit a width. */
import { textWidth } from './text-width.ts';

/** Lines of at most `maxPx`; a word that is wider by itself is cut. Spaces that do not break (U+00A0) are kept. */
export function wrap(text: string, fontPx: number, maxPx: number, bold = false): string[] {
  const fits = (line: string) => textWidth(line, fontPx, bold) <= maxPx;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cut(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

/** Pieces that fit, each as long as it can be; never an empty one. */
function cut(word: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
