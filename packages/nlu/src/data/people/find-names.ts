/** Names of people: after "je m'appelle" and titles, in forms ("Nom : …"), and where mails are signed. As written, so capitals count. */
import { fold } from '../fold.ts';
import type { Candidate, Finder, Source } from '../found.ts';

const WORD = "(?:\\p{Lu}\\p{L}{0,20}(?:['’-]\\p{L}{1,20}){0,3}|\\p{Lu}\\.)";
const PARTICLE = "(?:(?:de|du|la|le|des|van|von|der|den|el|al|ben|bin|da|di|dos|d['’]) ?)";
const NAME = `${WORD}(?:[ -]${PARTICLE}{0,2}${WORD}){0,3}`;
const TITLE = '(?:[Mm]adame|[Mm]onsieur|[Mm]ademoiselle|M(?:me|lle|r|rs|s)\\.?|M\\.|Dr\\.?|Ma[iî]tre|mme|mr)';

const CUE = new RegExp(
  `(?<!\\p{L})(?:[Jj]e m['’]appelle|[Jj]e me nomme|[Mm]on nom est|[Mm]oi c['’]est|[Aa]u nom de|[Dd]e la part de|[Mm]y name is|[Uu]nder the name of?|[Nn]om(?: et pr[ée]nom)? ?:|[Nn]ame ?:|[Aa] l['’]attention de|[Àà] l['’]attention de|[Dd]estinataire ?:|[Tt]itulaire ?:) ?(?:${TITLE} )?(${NAME})`,
  'gu',
);
/** Two capital words at least, since "je suis Belge". */
const I_AM = new RegExp(
  `(?<!\\p{L})(?:[Jj]e suis|[Ii]ci|I am|I['’]m|[Tt]his is) (?:${TITLE} (${NAME})|(${WORD} ${PARTICLE}{0,2}${WORD}))`,
  'gu',
);
const TITLED = new RegExp(`(?<!\\p{L})(?:(?:M\\.|Mr\\.?|Monsieur) (?:et|&) (?:Mme|Madame)|${TITLE}) (${NAME})`, 'gu');
/** Typed on a phone, without capitals: at most three words, up to the next word that is no name. */
const CUE_SMALL = /(?<!\p{L})je m['’]appel{1,2}e? (\p{Ll}{2,20}(?:[ -]\p{Ll}{2,20}){0,2})/gu;
const SMALL_STOPS = new Set(
  "et je j ai jai mon ma mes c'est suis est au a pour car la le les de client cliente dans depuis".split(' '),
);

/** Lines after which a name stands. */
const CLOSING =
  /^(?:(?:bien |tres )?cordialement(?: votre)?|cdlt|cdt|bien a vous|(?:meilleures |sinceres |cordiales |respectueuses )*salutations(?: distinguees| sinceres)?|respectueusement|sincerement|amicalement|merci.{0,40}|(?:en vous )?remerciant.{0,30}|dans l'attente.{0,60}|bonne (?:journee|soiree|reception)|a bientot|a vous lire|(?:kind |best |warm )?regards|best(?: wishes)?|many thanks|thanks?(?: you| in advance)?.{0,20}|sincerely|yours (?:sincerely|faithfully|truly)|cheers|je vous remercie.{0,40}|.{0,30}salutations.{0,20})[ ,.!]*$/;
const ONLY_NAME = new RegExp(`^(?:${TITLE} )?(${NAME})(?=[ ]*(?:$|,|\\())`, 'u');
const AFTER_END = new RegExp(`[.!?] (${WORD}(?: ${PARTICLE}{0,2}${WORD}){0,2})[ .]*$`, 'u');

/** Words that begin with a capital and are nobody's name. */
const NO_NAMES = new Set(
  'bonjour bonsoir salut coucou hello hi dear cher chere merci cordialement madame monsieur mademoiselle messieurs mesdames service services client clients sav equipe team la le les l un une des du de votre vos notre nos mon ma mes je j il elle on nous vous ils ce cette ces c qui que quand comment pourquoi ou et mais car donc si oui non ok svp stp objet commande commandes cmd facture colis livraison reservation hotel boutique remboursement bien tres envoye envoyee sent from iphone ipad android samsung outlook regards best thanks thank kind please yours sincerely the my your our we they i order refund parcel lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april may june july august september october november december tel telephone email mail adresse iban bic rib ps nb re tr fwd sarl sas sa ets societe france belgique suisse luxembourg canada maroc algerie tunisie paris lyon marseille toulouse nantes bordeaux lille bruxelles geneve lausanne montreal quebec londres london a en pour dans par sur avec sans rue avenue boulevard place chemin allee toujours urgent bref voila alors apres avant depuis aucun aucune aucune encore enfin rien tout tous toute toutes suite pas plus dommage bravo desole desolee cdt cdlt ttc ht nom prenom motif message numero date signature directeur directrice responsable direction president maire chef conseiller conseillere docteur maitre belge francais francaise suisse americain italien'.split(
    ' ',
  ),
);

/** Never the same place twice. */
export const findNames: Finder = (source) => [
  ...read(source, CUE, 0.92),
  ...read(source, I_AM, 0.8),
  ...read(source, TITLED, 0.85),
  ...readSmall(source),
  ...findSigned(source),
];

function read({ text }: Source, pattern: RegExp, confidence: number): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.length >= 100) break;
    const name = match[1] ?? match[2] ?? '';
    const candidate = named(name, match.index + match[0].length - name.length, confidence);
    if (candidate !== undefined) found.push(candidate);
  }
  return found;
}

/** Without words at the end that are no names: "Claire Martin Commande". */
function named(name: string, start: number, confidence: number): Candidate | undefined {
  const words = name.split(/(?<=[ ])/);
  const kept: string[] = [];
  for (const [index, word] of words.entries()) {
    // "Le Dantec" is a name, "Le" alone is none.
    const isParticle = index < words.length - 1 && /^(?:de|du|la|le|des) $/i.test(word) && !isNoName(words[index + 1]);
    if (isNoName(word) && !isParticle) break;
    kept.push(word);
  }
  while (kept.length > 0 && /^(?:de|du|la|le|des)$/i.test((kept.at(-1) ?? '').trim())) kept.pop();
  const raw = kept.join('').trim();
  if (raw.replace(/[^\p{L}]/gu, '').length < 2) return undefined;
  return { type: 'person-name', value: inTitleCase(raw), start, end: start + raw.length, confidence };
}

function isNoName(word = ''): boolean {
  return NO_NAMES.has(fold(word).replace(/[^a-z-]/g, ''));
}

/** "MARC DELVAUX" is Marc Delvaux. */
function inTitleCase(name: string): string {
  return name
    .replace(/\s+/g, ' ')
    .replace(/\p{L}{2,}/gu, (word) =>
      word === word.toUpperCase() ? word.charAt(0) + word.slice(1).toLowerCase() : word,
    )
    .replace(/^\p{Ll}|(?<=[ -])\p{Ll}(?=\p{L}{3})/gu, (letter) => letter.toUpperCase());
}

function readSmall({ text }: Source): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(CUE_SMALL)) {
    if (found.length >= 20) break;
    const words = (match[1] ?? '').split(/(?<=[ ])/);
    const stop = words.findIndex((word) => SMALL_STOPS.has(fold(word).trim()));
    const raw = (stop < 0 ? words : words.slice(0, stop)).join('').trim();
    const start = match.index + match[0].length - (match[1] ?? '').length;
    if (raw !== '')
      found.push({ type: 'person-name', value: inTitleCase(raw), start, end: start + raw.length, confidence: 0.6 });
  }
  return found;
}

/** The line after a closing, the line before an address or a phone, and a last line that is nothing but a name. */
function findSigned({ text, folded }: Source): Candidate[] {
  const found: Candidate[] = [];
  const lines = linesOf(text);
  for (const [index, { start, line }] of lines.entries()) {
    const name = ONLY_NAME.exec(line)?.[1];
    if (name === undefined || line.length > 70) continue;
    const previous = lines[index - 1];
    const next = lines[index + 1];
    const isClosed =
      previous !== undefined &&
      CLOSING.test(folded.slice(previous.start, previous.start + previous.line.length).trim());
    const isLast = index === lines.length - 1 && index > 0 && line.split(' ').length <= 4;
    const isAboveAddress = next !== undefined && /^\d{1,4}(?: bis| ter)?,? \p{L}/u.test(next.line);
    if (!isClosed && !isLast && !isAboveAddress) continue;
    const at = start + line.indexOf(name);
    const candidate = named(name, at, isClosed ? 0.88 : isAboveAddress ? 0.8 : 0.65);
    if (candidate !== undefined) found.push(candidate);
    if (found.length >= 20) break;
  }
  const ending = AFTER_END.exec(text.slice(-120));
  const name = ending?.[1];
  // "Remboursez !" is no signature.
  if (name !== undefined && /ez$|^quelqu/i.test(fold(name).split(' ')[0] ?? '')) return found;
  if (ending !== null && name !== undefined) {
    const candidate = named(name, Math.max(0, text.length - 120) + ending.index + ending[0].indexOf(name), 0.55);
    if (candidate !== undefined) found.push(candidate);
  }
  return found;
}

/** Those that are not empty; of a long text the first and the last hundred. */
function linesOf(text: string): { readonly start: number; readonly line: string }[] {
  const lines: { readonly start: number; readonly line: string }[] = [];
  let start = 0;
  for (const piece of text.split('\n')) {
    const line = piece.slice(0, 200).trim();
    if (line !== '') lines.push({ start: start + piece.indexOf(line.charAt(0)), line });
    start += piece.length + 1;
  }
  return lines.length > 200 ? [...lines.slice(0, 100), ...lines.slice(-100)] : lines;
}
