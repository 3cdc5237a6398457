/** A diagram laid out, in pixels from the top left. */
import type { DiagramNode } from '../diagram.ts';
import type { TextLine } from './measure.ts';

/** A rectangle; `x` and `y` are its top left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle with its text, line by line from the top. */
export interface PlacedText extends Rectangle {
  readonly lines: readonly TextLine[];
}

/** The labels of an edge. */
export interface PlacedLabel extends PlacedText {
  /** Of an edge off the main way. */
  readonly aside: boolean;
}

/** A box. */
export interface PlacedBox extends PlacedText {
  readonly node: DiagramNode;
}

/** From `(fromX, fromY)` down to `bendY`, curved to `(toX, unbendY)`, down to `toY`. */
export interface Line {
  readonly fromX: number;
  readonly fromY: number;
  readonly bendY: number;
  readonly unbendY: number;
  readonly toX: number;
  readonly toY: number;
  /** Off the main way: drawn dashed. */
  readonly aside: boolean;
  /** Which end has the arrow's head, if any. */
  readonly head: 'upper' | 'lower' | undefined;
}

/** Where everything of a diagram stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly labels: readonly PlacedLabel[];
  readonly lines: readonly Line[];
}
