/** How large the boxes and labels are, and which text stands on each of their lines. */
import type { DiagramNode } from '../diagram.ts';
import { textWidth } from './text-width.ts';
import { wrap } from './wrap.ts';

/** A line of text. */
export interface TextLine {
  readonly text: string;
  /** `item`: of a list, set from the left; others are centred. */
  readonly style: 'caption' | 'title' | 'line' | 'item' | 'label';
}

/** A text with the room that it takes, in pixels, padding included. */
export interface Measured {
  readonly lines: readonly TextLine[];
  readonly width: number;
  readonly height: number;
}

/** Font size and line height in pixels. */
export const TEXT_STYLES = {
  caption: { fontPx: 10, linePx: 15, bold: false },
  title: { fontPx: 13, linePx: 18, bold: true },
  line: { fontPx: 12, linePx: 16, bold: false },
  item: { fontPx: 12, linePx: 16, bold: false },
  label: { fontPx: 11.5, linePx: 15, bold: false },
} as const satisfies Record<TextLine['style'], unknown>;

const MAX_BOX_TEXT_PX = 236;
const MAX_LABEL_TEXT_PX = 158;
/** Pixels between a box's outline and its text. */
export const BOX_PADDING = { x: 14, y: 9 };
const ROUND_EXTRA_PX = 12;
const LABEL_PADDING = { x: 5, y: 2 };
/** A text `w × h` fits a rhombus when w/width + h/height ≤ 1; this is the height's share. */
const RHOMBUS_HEIGHT_SHARE = 0.45;

function linesOf(text: string, style: TextLine['style'], maxPx: number): TextLine[] {
  const { fontPx, bold } = TEXT_STYLES[style];
  return wrap(text, fontPx, maxPx, bold).map((each) => ({ text: each, style }));
}

function sizeOf(lines: readonly TextLine[]): { readonly width: number; readonly height: number } {
  const widths = lines.map(({ text, style }) => textWidth(text, TEXT_STYLES[style].fontPx, TEXT_STYLES[style].bold));
  const heights = lines.map(({ style }) => TEXT_STYLES[style].linePx);
  return { width: Math.max(0, ...widths), height: heights.reduce((sum, each) => sum + each, 0) };
}

/** A box with its caption, title and lines; `loops` are the labels of ways that lead back to the box itself. */
export function measureNode({ shape, caption, title, lines }: DiagramNode, loops: readonly string[]): Measured {
  const texts = [
    ...linesOf(caption.toUpperCase(), 'caption', MAX_BOX_TEXT_PX),
    ...linesOf(title, 'title', MAX_BOX_TEXT_PX),
    ...[...lines, ...loops.map((label) => `↻ ${label}`)].flatMap((each) =>
      linesOf(each, each.startsWith('•') ? 'item' : 'line', MAX_BOX_TEXT_PX),
    ),
  ];
  const { width, height } = sizeOf(texts);
  if (shape === 'diamond') {
    return {
      lines: texts,
      width: Math.ceil(width / (1 - RHOMBUS_HEIGHT_SHARE)) + BOX_PADDING.x,
      height: Math.ceil(height / RHOMBUS_HEIGHT_SHARE),
    };
  }
  const extra = shape === 'box' ? 0 : ROUND_EXTRA_PX;
  return {
    lines: texts,
    width: Math.ceil(width + 2 * BOX_PADDING.x + extra),
    height: Math.ceil(height + 2 * BOX_PADDING.y),
  };
}

/** The labels of an edge, one below the other. */
export function measureLabel(labels: readonly string[]): Measured {
  const lines = labels.flatMap((label) => linesOf(label, 'label', MAX_LABEL_TEXT_PX));
  const { width, height } = sizeOf(lines);
  return {
    lines,
    width: Math.ceil(width + 2 * LABEL_PADDING.x),
    height: Math.ceil(height + 2 * LABEL_PADDING.y),
  };
}
