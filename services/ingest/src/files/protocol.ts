/** What passes between the service and the thread that reads files. One request at a time, one answer each. */

/** How a file is read. */
export type FileKind = 'pdf' | 'docx' | 'odt' | 'text' | 'picture';

/** Why a file gave nothing. */
export type ReadFailure = 'damaged' | 'protected' | 'too-large' | 'too-slow' | 'too-much-memory' | 'reader-died';

/** To the thread; `content` is its own from then on. */
export interface ReadRequest {
  readonly kind: FileKind;
  readonly content: Uint8Array;
}

/** From the thread. Neither text nor thumbnail nor failure: there is nothing in it, such as no letters in a scanned page. */
export interface ReadAnswer {
  readonly text?: string;
  readonly thumbnail?: Uint8Array;
  readonly failure?: ReadFailure;
}
