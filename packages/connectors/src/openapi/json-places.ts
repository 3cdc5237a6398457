/** Where the values of a JSON text stand, so that a fault can be told by its line. */

/** Keys and indexes from the top of a document. */
export type DocumentPath = readonly (string | number)[];

/** The line (from 1) of the value at `path` of a text that `JSON.parse` reads, or of the nearest thing above it. */
export function lineInJson(text: string, path: DocumentPath): number {
  const scanner = new Scanner(text);
  for (const step of path) if (!scanner.enter(step)) break;
  return text.slice(0, scanner.at).split('\n').length;
}

class Scanner {
  readonly #text: string;
  /** Always the beginning of a value. */
  at: number;

  constructor(text: string) {
    this.#text = text;
    this.at = this.#blanks(text.startsWith('\uFEFF') ? 1 : 0);
  }

  /** Goes to a member or an item; false, and stays, when there is none. */
  enter(step: string | number): boolean {
    const isMap = this.#text[this.at] === '{';
    if (!isMap && this.#text[this.at] !== '[') return false;
    let at = this.#blanks(this.at + 1);
    for (let index = 0; this.#text[at] !== '}' && this.#text[at] !== ']' && at < this.#text.length; index += 1) {
      const keyEnd = isMap ? this.#valueEnd(at) : at;
      const key = isMap ? (JSON.parse(this.#text.slice(at, keyEnd)) as string) : index;
      const value = isMap ? this.#blanks(this.#blanks(keyEnd) + 1) : at;
      if (String(key) === String(step)) {
        this.at = value;
        return true;
      }
      at = this.#blanks(this.#valueEnd(value));
      if (this.#text[at] === ',') at = this.#blanks(at + 1);
    }
    return false;
  }

  #blanks(at: number): number {
    let end = at;
    while (/\s/.test(this.#text[end] ?? '')) end += 1;
    return end;
  }

  /** Strings may hold brackets, so they are stepped over whole. */
  #valueEnd(at: number): number {
    const token = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s,:[\]{}"]+/gy;
    let depth = 0;
    let end = at;
    do {
      token.lastIndex = end;
      const found = token.exec(this.#text)?.[0];
      if (found === undefined) end += 1;
      else {
        depth += found === '{' || found === '[' ? 1 : found === '}' || found === ']' ? -1 : 0;
        end = token.lastIndex;
      }
    } while (depth > 0 && end < this.#text.length);
    return end;
  }
}
