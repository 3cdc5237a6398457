/**
 * Cuts a subject or a text into pieces at sentence ends, lines, list items, and inside sentences where both sides can stand alone.
 * It cuts rather too often than not: what belongs together is put together again by what the pieces ask for.
 */
import type { ClauseStart, Piece } from './clause.ts';
import { canStart, goesOn, hasVerb, leansForward, startsAsking } from './clause-words.ts';

/** Characters after these are not looked at. */
export const MAX_CHARACTERS = 100_000;
/** Pieces after these are not looked at. */
export const MAX_PIECES = 200;

const MAX_PIECE_CHARACTERS = 1_000;
/** A line this long was probably broken by the mail program, not by its writer. */
const WRAPPED_LINE_CHARACTERS = 50;
const ABBREVIATION =
  /(?:^|[\s(])(?:m|mm|mme|mlle|mr|mrs|ms|dr|me|st|ste|n|no|num|tel|ref|art|cf|ex|env|av|bd|p|s\.v\.p|svp\.|e\.g|i\.e)$/i;
const ITEM = /^[\s>]{0,10}(?:[-–—•*·▪]|\(?\d{1,2}[.)°]-?|\(?[a-e]\))\s+/i;
const INLINE_ITEM = String.raw`(?<=\s)\(?[1-9][.)°](?=\s+\p{L})|(?<=\s)[•▪](?=\s)`;
const ENDS = new RegExp(
  String.raw`(?<![.!?…])[.!?…]{1,20}[)»"”’]{0,3}(?=\s|$|\p{So})|[!?](?=\p{L})|\r?\n|;(?=\s|$)|${INLINE_ITEM}`,
  'gu',
);

/** The pieces in order, without blanks and marks around them; at most 200. `letters` is the flat source. */
export function piecesOf(source: string, letters: string): Piece[] {
  const pieces: Piece[] = [];
  for (const sentence of sentencesOf(source.slice(0, MAX_CHARACTERS))) {
    for (const piece of split(sentence, { source, letters })) {
      const tight = tightened(piece, source);
      if (tight !== undefined) pieces.push(tight);
      if (pieces.length === MAX_PIECES) return pieces;
    }
  }
  return pieces;
}

function* sentencesOf(source: string): Generator<Piece> {
  let start = 0;
  let lineStart = 0;
  let begins: ClauseStart = 'line';
  for (const found of source.matchAll(ENDS)) {
    const end = found.index + found[0].length;
    const mark = found[0].at(-1) ?? '';
    if (mark === '\n') {
      const line = source.slice(lineStart, found.index).trimEnd();
      lineStart = end;
      if (isWrapped(line, source, end)) continue;
    } else if (found[0] === '.' && ABBREVIATION.test(source.slice(Math.max(start, found.index - 8), found.index))) {
      continue;
    } else if (found[0] === '.' && found.index - lineStart <= 3 && ITEM.test(`${source.slice(lineStart, end)} `)) {
      continue;
    }
    yield* bounded({ start, end: isItem(found[0]) ? found.index : end, begins }, source);
    start = end;
    begins = mark === '\n' ? 'line' : isItem(found[0]) ? 'item' : 'sentence';
  }
  yield* bounded({ start, end: source.length, begins }, source);
}

function isItem(mark: string): boolean {
  return /^\(?\d|^[•▪]/.test(mark);
}

/** A long line that does not end a sentence and goes on in lower case. */
function isWrapped(line: string, source: string, next: number): boolean {
  return (
    line.length >= WRAPPED_LINE_CHARACTERS &&
    /[^.!?:;…]$/.test(line) &&
    /^[\p{Ll}\d]/u.test(source.slice(next, next + 2)) &&
    !ITEM.test(source.slice(next, next + 20))
  );
}

/** A list item without its mark; a text without full stops is cut all the same. */
function* bounded(piece: Piece, source: string): Generator<Piece> {
  const mark = piece.begins === 'line' ? ITEM.exec(source.slice(piece.start, piece.start + 30))?.[0].length : undefined;
  const first = mark === undefined ? piece : { ...piece, start: piece.start + mark, begins: 'item' as const };
  for (let start = first.start; start < first.end; start += MAX_PIECE_CHARACTERS) {
    yield { ...first, start, end: Math.min(first.end, start + MAX_PIECE_CHARACTERS) };
  }
}

/** Words that announce another matter. */
const ANOTHER =
  'et (?:aussi|ensuite|puis|enfin|egalement|par ailleurs|sinon|au passage|en plus|autre chose)|ainsi que|puis|par ailleurs|d autre part|de plus|en outre|egalement|aussi|sinon|au fait|autre (?:chose|question|point|demande|sujet)|(?:ma )?(?:deuxieme|seconde?|troisieme|derniere) (?:question|chose|demande)|deuxiemement|secondement|enfin|en plus|accessoirement|au passage|(?:tant|pendant) que j y suis|profite pour|ps|p s|post scriptum|and (?:also|then|finally|another thing|besides)|also|then|additionally|in addition|besides|furthermore|moreover|secondly|lastly|by the way|btw|(?:another|one more) (?:thing|question)|on top of that|while i m at it|as well as';
const REASON =
  'car|parce que|parce qu|puisque|puisqu|vu que|etant donne que|because|cause|cuz|since|as (?=i |my |the |it |we )';
const SO = 'donc|du coup|alors|par consequent|c est pourquoi|so(?! (?:that|much|many|far|long))|therefore|hence';
const BUT = 'mais|par contre|cependant|toutefois|en revanche|plutot|juste|seulement|but|however|instead|only|just';
const INSTEAD = 'plutot que?|au lieu de?|et (?:non|pas)|rather than|instead of|not(?= (?:a|an|the|my|another) )';
const CONDITION = 'si jamais|au cas ou|dans le cas ou|sauf si|a moins que|in case|unless';

/** Words that join no two halves of one wish. */
const SURELY_ANOTHER =
  /et aussi|et ensuite|et sinon|et par ailleurs|par ailleurs|d autre part|au fait|autre |question|chose|deuxiemement|accessoirement|que j y suis|and also|and then|and another|additionally|in addition|furthermore|moreover|secondly|by the way|btw|while i m/;

/** Inside a sentence: a mark or a blank, with the word that joins, if any. */
const JOINT = new RegExp(
  String.raw`(?<mark>[,:(/]|\s[-–—+&/])?\s{1,20}(?:(?<another>${ANOTHER})|(?<reason>${REASON})|(?<so>${SO})|(?<condition>${CONDITION})|(?<instead>${INSTEAD})|(?<but>${BUT})|(?<and>et|and|n|&|\+))(?![a-z0-9])[\s,:!]{0,4}|[,:(]\s*|\s[-–—/]\s+`,
  'g',
);
const LEADING = new RegExp(
  `^(?:(?<another>${ANOTHER})|(?<reason>${REASON})|(?<so>${SO})|(?<but>${BUT})|(?<and>et|and))(?![a-z0-9])[\\s,:!]{1,4}`,
);
const MIN_WORDS = 2;

interface Cut {
  readonly left: number;
  readonly right: number;
  readonly begins: ClauseStart;
  /** A comma or another mark stands between. */
  readonly isMarked: boolean;
  /** What stands between. */
  readonly joint: string;
}

/** A text as it was written, and its flat letters. */
interface Written {
  readonly source: string;
  readonly letters: string;
}

/** Cuts one sentence where both sides can stand alone. */
function* split(sentence: Piece, written: Written): Generator<Piece> {
  const { letters } = written;
  const { end } = sentence;
  const lead = letters.slice(sentence.start, end).search(/[\p{L}\p{N}]/u);
  if (lead === -1) return;
  const head = LEADING.exec(letters.slice(sentence.start + lead, Math.min(end, sentence.start + lead + 60)));
  let start = head === null ? sentence.start : sentence.start + lead + head[0].length;
  let how = head === null || head.groups?.and !== undefined ? sentence.begins : begins(head.groups ?? {});
  for (const cut of cutsOf(written, start, end)) {
    if (cut.left <= start || !standsAlone(letters.slice(start, cut.left), letters.slice(cut.right, end), cut)) continue;
    yield { start, end: cut.left, begins: how };
    start = cut.right;
    how = cut.begins;
  }
  yield { start, end, begins: how };
}

/** How a clause begins after a joining word; "et" and a comma say nothing. */
function begins(word: Record<string, string | undefined>): ClauseStart {
  if (word.another !== undefined) return 'another';
  if (word.reason !== undefined) return 'reason';
  if (word.so !== undefined) return 'so';
  return word.but !== undefined ? 'but' : 'and';
}

function* cutsOf({ source, letters }: Written, start: number, end: number): Generator<Cut> {
  const sentence = { source: source.slice(start, end), letters: letters.slice(start, end) };
  let before = 0;
  for (const found of sentence.letters.matchAll(JOINT)) {
    yield* bareCuts(sentence, before, found.index, start);
    before = found.index + found[0].length;
    const { mark, another, reason, so, condition, instead, but } = found.groups ?? {};
    const keepsWord = condition ?? instead;
    const right = keepsWord === undefined ? before : found.index + found[0].indexOf(keepsWord);
    const isMarked = mark !== undefined || !/^\s/.test(found[0]);
    yield {
      left: start + found.index,
      right: start + right,
      begins: begins({ another, reason, so, but: but ?? instead }),
      isMarked,
      joint: found[0],
    };
  }
  yield* bareCuts(sentence, before, sentence.letters.length, start);
}

/** On phones nothing stands between two questions: a word that asks by itself begins a new clause, and so does a sentence with its capital letter. */
function* bareCuts({ source, letters }: Written, from: number, to: number, offset: number): Generator<Cut> {
  for (const found of letters.slice(from, to).matchAll(/\s+/g)) {
    const left = from + found.index;
    const right = left + found[0].length;
    const isStart =
      startsAsking(letters.slice(right, right + 60)) ||
      (FULL_STOP_FORGOTTEN.test(source.slice(left - 1, right + 2)) && canStart(letters.slice(right, right + 120)));
    if (isStart && !leansForward(letters.slice(from, left))) {
      yield { left: offset + left, right: offset + right, begins: 'bare', isMarked: false, joint: found[0] };
    }
  }
}

const FULL_STOP_FORGOTTEN = /^[\p{Ll}\d]\s+\p{Lu}[\p{Ll}'’]/u;

const INSTEAD_START = new RegExp(`^(?:${INSTEAD})(?![a-z0-9])`);
const CONDITION_START = new RegExp(`^(?:si|${CONDITION})(?![a-z0-9])`);
const REFUSED_LEFT = /(?:^|[^a-z])(?:pas|plus|non|not|don t|dont|no)(?![a-z])/;

function standsAlone(left: string, right: string, { begins: how, isMarked, joint }: Cut): boolean {
  if (wordsIn(left) < 1 || wordsIn(right) < 1) return false;
  const leans = !isMarked && leansForward(left);
  if (INSTEAD_START.test(right)) return (isMarked || !right.startsWith('not')) && wordsIn(left) >= MIN_WORDS;
  if (CONDITION_START.test(right)) return isMarked && hasVerb(left);
  if (how === 'another' && SURELY_ANOTHER.test(joint)) return wordsIn(left) >= MIN_WORDS && wordsIn(right) >= MIN_WORDS;
  if (how === 'but') return REFUSED_LEFT.test(left) || (hasVerb(left) && !leans && canStart(right));
  if (!hasVerb(left) || leans || wordsIn(right) < MIN_WORDS) return false;
  return canStart(right) || ((how === 'another' || how === 'and') && goesOn(right));
}

function wordsIn(text: string): number {
  return text.slice(0, 200).match(/[a-z0-9]+/g)?.length ?? 0;
}

/** Without blanks and marks around; nothing when no letter and no digit is left. A question mark stays. */
function tightened({ start, end, begins }: Piece, source: string): Piece | undefined {
  const text = source.slice(start, end);
  const from = text.search(/[\p{L}\p{N}]/u);
  if (from === -1) return undefined;
  const content = text.slice(from).replace(/[\s,:(/–—-]{1,1000}$/u, '');
  return { start: start + from, end: start + from + content.length, begins };
}
