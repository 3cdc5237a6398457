/** Cuts a mail into sentences, in one pass and at most 200 of them; greetings, thanks and closings are left out. */
import { plain } from './words.ts';

/** A sentence and where it stands: `text` is `source.slice(start, end)`. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Sentences after these are not looked at. */
export const MAX_SENTENCES = 200;
/** Characters after these are not looked at. */
export const MAX_TEXT_CHARACTERS = 100_000;

const MAX_SENTENCE_CHARACTERS = 1_000;
/** A line this long was probably broken by the mail program, not by its writer. */
const WRAPPED_LINE_CHARACTERS = 50;
const ABBREVIATION =
  /(?:^|[\s(])(?:m|mm|mme|mlle|mr|mrs|ms|dr|me|st|ste|n|no|tel|ref|art|cf|ex|env|av|bd|p|s\.v\.p|svp\.)$/i;

/** Sentences in order, courtesies left out. */
export function sentencesOf(source: string): Sentence[] {
  const sentences: Sentence[] = [];
  let isClosed = false;
  for (const [start, end] of spansOf(source.slice(0, MAX_TEXT_CHARACTERS))) {
    const whole = trimmed(source, start, end);
    if (whole === undefined || (isClosed && NAME.test(whole.text))) continue;
    const sentence = withoutCourtesy(source, whole);
    if (sentence !== undefined) sentences.push(sentence);
    isClosed = sentence === undefined && COURTESY.test(flat(whole.text));
    if (sentences.length === MAX_SENTENCES) break;
  }
  return sentences;
}

function* spansOf(source: string): Generator<readonly [number, number]> {
  let start = 0;
  let lineStart = 0;
  for (const found of source.matchAll(/(?<![.!?…])[.!?…]{1,20}[)»"”’]{0,3}(?=\s|$)|\r?\n/g)) {
    const end = found.index + found[0].length;
    const isLineEnd = found[0].endsWith('\n');
    if (isLineEnd) {
      const line = source.slice(lineStart, found.index).trimEnd();
      lineStart = end;
      if (isWrapped(line, source, end)) continue;
    } else if (found[0] === '.' && ABBREVIATION.test(source.slice(Math.max(start, found.index - 8), found.index)))
      continue;
    yield* pieces(start, end);
    start = end;
  }
  yield* pieces(start, source.length);
}

/** A text without full stops is cut all the same. */
function* pieces(start: number, end: number): Generator<readonly [number, number]> {
  for (let from = start; from < end; from += MAX_SENTENCE_CHARACTERS)
    yield [from, Math.min(end, from + MAX_SENTENCE_CHARACTERS)];
}

/** A long line that does not end a sentence and goes on in lower case. */
function isWrapped(line: string, source: string, next: number): boolean {
  return (
    line.length >= WRAPPED_LINE_CHARACTERS &&
    /[^.!?:;…]$/.test(line) &&
    /^[\p{Ll}\d]/u.test(source.slice(next, next + 2))
  );
}

const GREETING =
  /^(?:(?:re)?bonjour|bjr|bonsoir|bsr|salut|coucou|hello|hi|hey|good (?:morning|afternoon|evening)|dear|madame|monsieur|mesdames|messieurs|cher|chere|chers|to whom it may concern)\b[\s,.!:;/-]*/;
const ADDRESSEE =
  /^(?:(?:et |or |and )?(?:madame|monsieur|mesdames|messieurs|sir|madam|everyone|team)|a tous|a toute l equipe|l equipe|cher service client|le service client|service client)\b[\s,.!:;/-]*/;
const THANKS_AHEAD =
  /[\s,;.!-]{1,10}(?:(?:et )?merci(?: (?:d avance|par avance|beaucoup|bien|a vous|de votre aide|de votre reponse))?|thanks(?: in advance)?|thank you)[\s.!]{0,10}$/;
const COURTESY =
  /^(?:(?:un )?(?:grand )?merci|je vous remercie|en vous remerciant|avec mes remerciements|thanks|thank you|many thanks|cordialement|bien cordialement|tres cordialement|bien a vous|sinceres? salutations|salutations|mes salutations|meilleures salutations|respectueusement|amicalement|bonne? (?:journee|soiree|reception|fin de|semaine|continuation|week)|bon (?:week|courage|apres)|belle journee|excellente journee|a bientot|dans l attente|en l attente|je reste a votre disposition|restant a votre disposition|je vous prie d (?:agreer|accepter|recevoir)|veuillez (?:agreer|recevoir|accepter)|best(?: regards| wishes)?|kind regards|regards|sincerely|yours|looking forward|have a|cheers|envoye (?:de|depuis|avec)|sent from|j espere que vous allez bien|i hope (?:you|this))\b/;
/** Thanks that ask: "merci de me rembourser", but not "merci de votre réponse". */
const THANKS_THAT_ASK =
  /(?:merci|remercie|remerciant)(?: (?:par|d) avance)? (?:de|d|pour me) (?!votre|vos|l |la |toute?s? |avance|(?:m |nous )?avoir|cette|ces?t? |m etre|t etre)/;
const ENGLISH_THANKS_THAT_ASK = /thank(?:s| you) for (?:sending|refunding|telling|letting)/;
const GOES_ON = /\b(?:mais|but|cependant|par contre|toutefois|however)\b/;
const MAX_COURTESY_CHARACTERS = 160;
/** A line after the closing that is most likely who signs. */
const NAME = /^\p{Lu}[\p{L}'’.-]{0,30}(?: \p{Lu}[\p{L}'’.-]{0,30}){0,3}$/u;

/** The sentence without its greeting and its thanks, or nothing when that is all it was. */
function withoutCourtesy(source: string, whole: Sentence): Sentence | undefined {
  const words = flat(whole.text);
  if (words.length <= MAX_COURTESY_CHARACTERS && COURTESY.test(words) && !isRequest(words)) {
    return afterComma(source, whole, words);
  }
  const greeting = greetingLength(words);
  if (greeting === words.length) return undefined;
  const thanks = THANKS_AHEAD.exec(words)?.[0].length ?? 0;
  if (greeting + thanks >= words.length) return undefined;
  return trimmed(source, whole.start + greeting, whole.end - thanks);
}

/** "Merci, où est mon colis ?": what follows the courtesy, unless it is another one or a name. */
function afterComma(source: string, { start, end }: Sentence, words: string): Sentence | undefined {
  const comma = words.search(/[,;:]/);
  const rest = comma === -1 ? undefined : trimmed(source, start + comma, end);
  if (rest === undefined || (rest.text.match(/[\p{L}\p{N}]+/gu) ?? []).length < 3) return undefined;
  return withoutCourtesy(source, rest);
}

function isRequest(words: string): boolean {
  return THANKS_THAT_ASK.test(words) || ENGLISH_THANKS_THAT_ASK.test(words) || GOES_ON.test(words);
}

/** How much of the front is a greeting and whom it greets. */
function greetingLength(words: string): number {
  let length = GREETING.exec(words)?.[0].length ?? 0;
  if (length === 0) return 0;
  for (let rest = words.slice(length); ; rest = words.slice(length)) {
    const found = (GREETING.exec(rest) ?? ADDRESSEE.exec(rest))?.[0].length ?? 0;
    if (found === 0) return length;
    length += found;
  }
}

/** Plain letters, as many as there are in `text`, so that places stay the same: apostrophes become blanks. */
function flat(text: string): string {
  const same = Array.from({ length: text.length }, (_, at) => {
    const letter = plain(text[at] ?? '');
    return letter.length === 1 ? letter : ' ';
  });
  return same.join('').replace(/['’]/g, ' ');
}

function trimmed(source: string, start: number, end: number): Sentence | undefined {
  const text = source.slice(start, end);
  const from = text.search(/[\p{L}\p{N}]/u);
  if (from === -1) return undefined;
  const content = text.slice(from).trimEnd();
  return { start: start + from, end: start + from + content.length, text: content };
}
