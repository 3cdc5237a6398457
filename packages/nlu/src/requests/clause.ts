/** A clause of a mail: the smallest piece that may ask for something, and what part it plays. */

/**
 * `ask` may be a request; `context` tells facts that explain one (or is one, where nothing else asks); `courtesy` greets, thanks, closes or
 * signs; `refused` is what is not wanted; `past` is what was done, asked or answered and is settled; `conditional` holds only if something
 * happens; `quoted` is someone else's words.
 */
export type ClauseRole = 'ask' | 'context' | 'courtesy' | 'refused' | 'past' | 'conditional' | 'quoted';

/**
 * How a clause begins: a new line or list item, a new sentence, a word that announces another matter ("par ailleurs"), a comma or "et",
 * a word that gives a reason ("car") or a consequence ("donc"), "mais", or nothing at all, as on phones.
 */
export type ClauseStart = 'line' | 'item' | 'sentence' | 'another' | 'and' | 'reason' | 'so' | 'but' | 'bare';

/** Where a piece stands: UTF-16 units of the subject or the text. */
export interface Place {
  readonly in: 'subject' | 'text';
  readonly start: number;
  readonly end: number;
}

/** `text` is what stands at the place, without blanks and marks around it. */
export interface Clause extends Place {
  readonly text: string;
  readonly role: ClauseRole;
  readonly begins: ClauseStart;
}

/** A piece of a source before anything is known of it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly begins: ClauseStart;
}
