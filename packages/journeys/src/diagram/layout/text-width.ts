/** How wide a text is drawn: no browser is asked, so that a diagram can be laid out anywhere. */

/** Widths of printable ASCII from the space on, in thousandths of the font size, for Helvetica and its kin (Arial, Liberation Sans). */
const ASCII = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
] as const;

const OTHERS: Readonly<Record<string, number>> = {
  '\u00a0': 278,
  '·': 333,
  '•': 350,
  '’': 222,
  '‘': 222,
  '“': 333,
  '”': 333,
  '«': 556,
  '»': 556,
  '–': 556,
  '€': 556,
  œ: 944,
  Œ: 1000,
  æ: 889,
};

/** Fonts that stand in for Helvetica are up to this much wider. */
const MARGIN = 1.05;
/** Bold letters are wider by about this much. */
const BOLD = 1.08;

/** Width in pixels of one line. A character that is not known counts as wide as the font is high. */
export function textWidth(text: string, fontPx: number, bold = false): number {
  let thousandths = 0;
  for (const character of text) thousandths += characterWidth(character);
  return (thousandths / 1000) * fontPx * MARGIN * (bold ? BOLD : 1);
}

function characterWidth(character: string): number {
  const base = OTHERS[character] === undefined ? (character.normalize('NFD')[0] ?? character) : character;
  return OTHERS[base] ?? ASCII[(base.codePointAt(0) ?? 0) - 32] ?? 1000;
}
