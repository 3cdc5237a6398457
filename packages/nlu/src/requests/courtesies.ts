/** Greetings, thanks, closings and signatures: what of a piece is courtesy, and what is left. */
import type { Piece } from './clause.ts';

const GREETING =
  /^(?:(?:re)?bonjour|bjr|bonsoir|bsr|salut|slt|coucou|hello|hi|hey|yo|allo|salam|good (?:morning|afternoon|evening|day)|greetings|dear|madame|monsieur|mesdames|messieurs|cher|chere|chers|cheres|to whom it may concern)(?![a-z0-9])[\s,.!:;/]*/;
const ADDRESSEE =
  /^(?:(?:et |ou |or |and |a )?(?:madame|monsieur|mesdames|messieurs|mme|mr|m|msieurs dames|messieurs dames|sir|madam|sirs|everyone|team|all|there|vous|tous|toutes|a tous|a toute l equipe|toute l equipe|l equipe|equipe|(?:cher |le )?service (?:client|clients|apres vente|commercial|client(?:ele)?)|sav|customer service|support)(?![a-z0-9])[\s,.!:;/]*)/;
const GREETED_NAME = /^(?:madame|monsieur|mme|mr|m|dear|mrs|ms|cher|chere)[ .]+\p{Lu}[\p{L}'’-]{1,30}\s{0,3}[,!\n]/iu;
const THANKS_AHEAD =
  /[\s,;.!]{1,10}(?:(?:et |avec )?(?:un grand |mille |grand )?(?:merci|mercii+|mrc|thx|thanks|thank you|many thanks|cheers)(?: (?:d avance|par avance|beaucoup|bien|infiniment|a vous|a tous|de votre (?:aide|reponse|retour|comprehension)|pour (?:votre|vos|l) [a-z ]{3,30}|in advance|so much|a lot|very much))*(?: (?:et )?(?:cordialement|cdt|bonne (?:journee|soiree)|bonne fin de journee))?|cordialement|bien cordialement|cdt|bonne (?:journee|soiree))[\s.!]{0,10}$/;
const COURTESY =
  /^(?:et |mais |donc )?(?:(?:un |mille )?(?:grand )?(?:merci+|mrc|thx)|je vous (?:en )?(?:remercie|souhaite)|nous vous remercions|en vous (?:en )?remerciant|vous remerciant|avec (?:mes|nos|tous mes) remerciements|avec toute ma consideration|thanks|thank you|many thanks|cordialement|cdlt|cdt|(?:bien|tres) cordialement|bien a vous|(?:mes |nos )?(?:plus )?sinceres? salutations|salutations|(?:mes|meilleures|avec mes|nos) (?:meilleures |sinceres |respectueuses |cordiales )?salutations|respectueusement|amicalement|amities|bonne? (?:journee|soiree|reception|fin de|semaine|continuation|week|apres midi|fetes?)|bon (?:week|courage|apres|dimanche|samedi)|belle (?:journee|soiree)|excellente (?:journee|soiree)|a (?:bientot|plus|tres vite|tantot)|a la revoyure|(?:dans|en) l attente|dans l espoir|je reste (?:a votre|dans l)|(?:je me tiens|restant|reste) a votre (?:entiere )?disposition|je (?:vous )?prie d (?:agreer|accepter|recevoir|croire)|je vous prie d [a-z]+ (?:d )?(?:agreer|accepter)|veuillez (?:agreer|recevoir|accepter|croire)|recevez|permettez moi de revenir|s il vous plait$|s il vous plait[.?! ]*$|svp[.?! ]*$|please[.?! ]*$|best(?: regards| wishes)?$|best(?: regards| wishes)|kind(?:est)? regards|warm regards|regards|sincerely|yours|looking forward|i look forward|have a (?:nice|good|great|lovely)|cheers|take care|all the best|envoye (?:de|depuis|avec|a partir)|sent from|j espere que vous allez bien|j espere que ce (?:mail|message)|en esperant (?:une|un|que vous|avoir)|i hope (?:you are|youre|this|all is)|hope (?:you|this|all)|bonne lecture|desolee? (?:pour|de) (?:le |la )?(?:derangement|deranger|longueur)|excusez moi (?:de|du) derang|sorry (?:to bother|for (?:the )?(?:bother|long)))/;
/** Thanks that ask: "merci de me rembourser", but not "merci de votre réponse". */
const THANKS_THAT_ASK =
  /(?:merci|remercie|remerciant|remercions)(?: (?:par|d) avance)?(?: (?:aussi|egalement|donc))? (?:de|d|pour) (?:(?:me|m|nous) (?!avoir)[a-z]+(?:e|ez)(?![a-z])|(?:bien vouloir |me |m |nous |le |la |l |les |lui |leur |y |en |ne pas |ne |plus )*(?!votre|notre|avoir|etre|lettre|autre|encore|faire part)[a-z]+(?:er|ir|re|oir)(?![a-z]))/;
const ENGLISH_THANKS_THAT_ASK = /thank(?:s| you) for (?:sending|refunding|telling|letting)|i would appreciate/;
const GOES_ON =
  /(?:^|[^a-z])(?:mais|but|cependant|par contre|toutefois|however|pouvez vous|pourriez vous|est ce que|je voudrais|j aimerais|can you|could you)(?![a-z])/;
const MAX_COURTESY_CHARACTERS = 160;
/** A line after the closing that is most likely who signs. */
const NAME = /^\p{Lu}[\p{L}'’.-]{0,30}(?: \p{Lu}[\p{L}'’.-]{0,30}){0,3}$/u;
const SIGNATURE_WORDS = 7;

/** A piece, and whether it is nothing but courtesy. */
export interface Sorted extends Piece {
  readonly isCourtesy: boolean;
}

/** The piece as it is, or cut into its courtesies and the rest between them. `letters` is the flat source. */
export function withCourtesiesApart(piece: Piece, source: string, letters: string): Sorted[] {
  const flat = letters.slice(piece.start, piece.end);
  if (flat.length <= MAX_COURTESY_CHARACTERS && COURTESY.test(flat) && !asks(flat))
    return afterCourtesy(piece, flat, source, letters);
  const greeting = greetingLength(flat, source.slice(piece.start, piece.end));
  if (greeting >= flat.length) return [{ ...piece, isCourtesy: true }];
  const thanks = thanksLength(flat.slice(greeting));
  const middle = tight(letters, piece.start + greeting, piece.end - thanks);
  if (middle === undefined) return [{ ...piece, isCourtesy: true }];
  const rest = { ...piece, ...middle };
  const inner = greeting > 0 ? withCourtesiesApart(rest, source, letters) : [{ ...rest, isCourtesy: false }];
  return [
    ...courtesy(letters, piece.start, piece.start + greeting, piece),
    ...inner,
    ...courtesy(letters, piece.end - thanks, piece.end, piece),
  ];
}

function courtesy(letters: string, start: number, end: number, { begins }: Piece): Sorted[] {
  const found = start < end ? tight(letters, start, end) : undefined;
  return found === undefined ? [] : [{ ...found, begins, isCourtesy: true }];
}

function thanksLength(flat: string): number {
  const tail = flat.slice(-MAX_COURTESY_CHARACTERS);
  return THANKS_AHEAD.exec(tail)?.[0].length ?? 0;
}

/** "Merci, où est mon colis ?": what follows the courtesy, unless it is another one or a name. */
function afterCourtesy(piece: Piece, flat: string, source: string, letters: string): Sorted[] {
  const comma = flat.search(/[,;:]/);
  const rest = comma === -1 ? undefined : tight(flat, comma, flat.length);
  if (rest === undefined || (flat.slice(rest.start, rest.end).match(/[a-z0-9]+/g) ?? []).length < 3) {
    return [{ ...piece, isCourtesy: true }];
  }
  return [
    { ...piece, end: piece.start + comma, isCourtesy: true },
    ...withCourtesiesApart({ ...piece, start: piece.start + rest.start, end: piece.start + rest.end }, source, letters),
  ];
}

function asks(flat: string): boolean {
  return THANKS_THAT_ASK.test(flat) || ENGLISH_THANKS_THAT_ASK.test(flat) || GOES_ON.test(flat);
}

/** How much of the front is a greeting and whom it greets. */
function greetingLength(flat: string, source: string): number {
  let length = GREETING.exec(flat)?.[0].length ?? 0;
  if (length === 0) return 0;
  const named = GREETED_NAME.exec(`${source}\n`)?.[0].length ?? 0;
  length = Math.max(length, Math.min(named, flat.length));
  for (let rest = flat.slice(length); ; rest = flat.slice(length)) {
    const found = (GREETING.exec(rest) ?? ADDRESSEE.exec(rest))?.[0].length ?? 0;
    if (found === 0) return length;
    length += found;
  }
}

/** True for what stands after a closing and says who signs: a name, a company, a phone, an address. */
export function isSignature(text: string, hasVerb: boolean): boolean {
  if (NAME.test(text)) return true;
  return !hasVerb && !/[?!]$/.test(text) && (text.match(/[\p{L}\p{N}]+/gu) ?? []).length <= SIGNATURE_WORDS;
}

function tight(letters: string, start: number, end: number): { start: number; end: number } | undefined {
  const text = letters.slice(start, end);
  const from = text.search(/[^\s,.!:;/()"]/);
  if (from === -1) return undefined;
  return { start: start + from, end: start + from + text.slice(from).trimEnd().length };
}
