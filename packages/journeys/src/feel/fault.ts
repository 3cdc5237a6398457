/** A fault in the text of an expression, with its place. */
import type { Bilingual } from '../bilingual.ts';

/** Thrown while compiling; `compileExpression` turns it into a value. */
export class FeelFault extends Error {
  /** UTF-16 offset in the expression. */
  readonly offset: number;
  readonly bilingual: Bilingual;

  constructor(offset: number, message: Bilingual) {
    super(message.en);
    this.name = 'FeelFault';
    this.offset = offset;
    this.bilingual = message;
  }
}
