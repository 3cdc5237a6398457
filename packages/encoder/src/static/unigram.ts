/**
 * Text to the pieces of a Unigram vocabulary (Kudo 2018, "Subword Regularization"): the most probable way to cut each word, by Viterbi.
 * It does what the model's own library does (compared by a test on many texts), on the main thread and without that library's
 * native parts.
 */

/** Cuts a text: the ids of its first `most` pieces; a run of characters that no piece covers is one `unknown`. */
export type Tokeniser = (text: string, most: number) => readonly number[];

/** A vocabulary of pieces, each with the logarithm of its probability; a piece's id is its place. */
export interface UnigramVocabulary {
  readonly pieces: readonly (readonly [piece: string, logProbability: number])[];
  /** Id of what no piece covers. */
  readonly unknown: number;
  /** Ids that no text yields: the special tokens. */
  readonly special: ReadonlySet<number>;
  /** What is done to a text before. */
  normalise(text: string): string;
}

const space = '\u2581';
/** How much worse than the rarest piece an unknown character is; sentencepiece's constant. */
const unknownPenalty = 10;
/** Words recur: their cuts are kept, which makes tokenising several times as fast. */
const maxWords = 50_000;
const maxWordLength = 40;

/** Makes a tokeniser; it keeps the cuts of the last 50 000 different words in memory. */
export function unigramTokeniser(vocabulary: UnigramVocabulary): Tokeniser {
  const { pieces, unknown, special, normalise } = vocabulary;
  const ids = new Map<string, number>();
  pieces.forEach(([piece], id) => {
    if (!special.has(id)) ids.set(piece, id);
  });
  const scores = Float64Array.from(pieces, ([, score]) => score);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), 0) - unknownPenalty;
  const longest = pieces.reduce((most, [piece]) => Math.max(most, piece.length), 1);
  const words = new Map<string, readonly number[]>();

  const cut = (word: string): readonly number[] => {
    const known = words.get(word);
    if (known !== undefined) return known;
    const found = viterbi(word, { ids, scores, unknown, unknownScore, longest });
    if (word.length <= maxWordLength) {
      if (words.size >= maxWords) words.clear();
      words.set(word, found);
    }
    return found;
  };

  return (text, most) => {
    const tokens: number[] = [];
    const normal = normalise(text);
    if (normal === '') return tokens;
    for (const word of normal.replaceAll(space, ' ').split(' ')) {
      for (const token of cut(space + word)) {
        if (tokens.length >= most) return tokens;
        tokens.push(token);
      }
    }
    return tokens;
  };
}

interface Lattice {
  readonly ids: ReadonlyMap<string, number>;
  readonly scores: Float64Array;
  readonly unknown: number;
  readonly unknownScore: number;
  readonly longest: number;
}

/** The best path through all ways to cut `word`. */
function viterbi(word: string, { ids, scores, unknown, unknownScore, longest }: Lattice): readonly number[] {
  const best = new Float64Array(word.length + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(word.length + 1);
  const by = new Int32Array(word.length + 1);
  best[0] = 0;
  for (let start = 0; start < word.length; start += 1) {
    const base = best[start] ?? Number.NEGATIVE_INFINITY;
    // The second half of a surrogate pair: no cut goes there.
    if (base === Number.NEGATIVE_INFINITY) continue;
    const step = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
    const reach = (end: number, score: number, id: number): void => {
      if (base + score <= (best[end] ?? 0)) return;
      best[end] = base + score;
      from[end] = start;
      by[end] = id;
    };
    let isCovered = false;
    const last = Math.min(word.length, start + longest);
    for (let end = start + step; end <= last; end += 1) {
      const id = ids.get(word.slice(start, end));
      if (id === undefined) continue;
      isCovered ||= end === start + step;
      reach(end, scores[id] ?? 0, id);
    }
    if (!isCovered) reach(start + step, unknownScore, unknown);
  }
  const path: number[] = [];
  for (let end = word.length; end > 0; end = from[end] ?? 0) {
    const id = by[end] ?? unknown;
    if (id !== unknown || path.at(-1) !== unknown) path.push(id);
  }
  return path.reverse();
}
