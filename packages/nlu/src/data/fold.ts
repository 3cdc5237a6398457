/** Folding that keeps every character at its place, so that what is found in the folded text can be cut from the written one. */

const REPLACED: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u2007': ' ',
  '\t': ' ',
  '\r': ' ',
  ø: 'o',
  ł: 'l',
};

/** Lower case, no accents, plain blanks, quotes and dashes; line feeds stay. Of the same length as `text`. */
export function fold(text: string): string {
  return text.toLowerCase().length === text.length ? foldUnits(text.toLowerCase()) : foldUnits(text);
}

function foldUnits(text: string): string {
  return text.replace(/[^\n -@[-~]/g, (unit) => REPLACED[unit] ?? baseOf(unit));
}

function baseOf(unit: string): string {
  const base = unit.normalize('NFD').charAt(0).toLowerCase();
  return base.length === 1 ? base : unit;
}
